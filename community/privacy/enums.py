from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExportState(TextChoices):
    """How far a copy of somebody's data is."""

    WAITING = "wacht", _("Wordt gemaakt")
    READY = "klaar", _("Klaar")
    FAILED = "mislukt", _("Mislukt")
    GONE = "verlopen", _("Verlopen")


class ErasureState(TextChoices):
    """How an erasure stands; it follows from its moments and is never kept."""

    PLANNED = "gepland", _("Gepland")
    CANCELLED = "afgeblazen", _("Toch niet")
    DONE = "gewist", _("Gewist")
