"""What content tells the house."""

from django.utils.translation import gettext_lazy as _

from community.activity.verbs import register_verb

PACKAGE_IMPORTED = register_verb("content.package.imported", _("Leerpakket binnengehaald"))
"""Subject: the package. Data: `version` (number), `standard`, `sha256` of the archive."""

PACKAGE_OPENED = register_verb("content.package.opened", _("Leerpakket opengesteld"))
PACKAGE_CHANGED = register_verb("content.package.changed", _("Leerpakket gewijzigd"))
"""Both: Data: `fields`, the names of those that changed."""

PACKAGE_REMOVED = register_verb("content.package.removed", _("Leerpakket verwijderd"))
"""Data: `attempts`, how many went with it."""

PACKAGE_COMPLETED = register_verb("content.package.completed", _("voltooide een leerpakket"))
"""Once per attempt. Actor: the learner; subject: the package. Data: `attempt` and `package` (keys),
`score` (percent, or None)."""

PACKAGE_PASSED = register_verb("content.package.passed", _("slaagde voor een leerpakket"))
"""The same, the first time that the attempt is a pass."""
