"""What the catalogue tells the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

PORTFOLIO_CHANGED = register_verb("catalogue.portfolio.changed", _("Portfolio gewijzigd"))
"""Data: `added`, `changed`, `ended`: keys of items; one activity for a whole import."""

VOCABULARY_CHANGED = register_verb("catalogue.vocabulary.changed", _("Herkenningsnamen gewijzigd"))
"""Data: `solutions`: keys of solutions that are recognised by other names from now on."""

SOLUTIONS_MERGED = register_verb("catalogue.solutions.merged", _("Oplossingen samengevoegd"))
"""Data: `kept`, `gone`: keys of solutions."""

SUPPLIER_CHANGED = register_verb("catalogue.supplier.changed", _("Leverancier gewijzigd"))
"""Data: `fields`: names of what was filled in. A new one too."""

SUPPLIERS_MERGED = register_verb("catalogue.suppliers.merged", _("Leveranciers samengevoegd"))
"""Data: `kept`, `gone`: keys of suppliers."""

SOLUTION_CHANGED = register_verb("catalogue.solution.changed", _("Oplossing gewijzigd"))
"""Data: `fields`: names of what was filled in. A new one too."""

NAME_IGNORED = register_verb("catalogue.name.ignored", _("Onbekende naam genegeerd"))
"""Data: `names`: keys of unknown names."""
