from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Standard(TextChoices):
    SCORM_12 = "1.2", _("SCORM 1.2")
    SCORM_2004 = "2004", _("SCORM 2004")


class Completion(TextChoices):
    """How far a learner is: it never goes back within one attempt."""

    STARTED = "bezig", _("Bezig")
    COMPLETED = "voltooid", _("Voltooid")


class Success(TextChoices):
    UNKNOWN = "onbekend", _("Geen uitslag")
    FAILED = "niet-geslaagd", _("Niet geslaagd")
    PASSED = "geslaagd", _("Geslaagd")
