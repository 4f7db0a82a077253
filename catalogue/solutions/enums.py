from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SolutionKind(TextChoices):
    APPLICATION = "toepassing", _("Toepassing")
    INFRASTRUCTURE = "infrastructuur", _("Infrastructuur")
    COMPONENT = "component", _("Component")


class IdentifierKind(TextChoices):
    """In what kind of words a solution is recognised."""

    ALIAS = "alias", _("Andere naam")
    NAME = "naam", _("Naam bij leverancier of bron (KEV, CSAF, CVE)")
    CPE = "cpe", _("CPE")
    PURL = "purl", _("purl")


class NameState(TextChoices):
    OPEN = "open", _("Te bekijken")
    KNOWN = "bekend", _("Toegewezen")
    IGNORED = "genegeerd", _("Genegeerd")


class NameOrigin(TextChoices):
    SOURCE = "bron", _("Uit een bron")
    PORTFOLIO = "portfolio", _("Uit een portfolio")
