from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Severity(TextChoices):
    CRITICAL = "critical", _("Kritiek")
    HIGH = "high", _("Hoog")
    MEDIUM = "medium", _("Middel")
    LOW = "low", _("Laag")
    UNKNOWN = "unknown", _("Onbekend")


RANK = {
    Severity.UNKNOWN.value: 0,
    Severity.LOW.value: 1,
    Severity.MEDIUM.value: 2,
    Severity.HIGH.value: 3,
    Severity.CRITICAL.value: 4,
}
"""Order of the severities; unknown ranks lowest but passes every minimum."""


class RevisionKind(TextChoices):
    NEW = "new", _("Nieuw")
    ESCALATED = "escalated", _("Ernstiger geworden")
    CHANGED = "changed", _("Gewijzigd")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class Tlp(TextChoices):
    CLEAR = "CLEAR", "TLP:CLEAR"
    GREEN = "GREEN", "TLP:GREEN"
    AMBER = "AMBER", "TLP:AMBER"
    AMBER_STRICT = "AMBER+STRICT", "TLP:AMBER+STRICT"
    RED = "RED", "TLP:RED"
