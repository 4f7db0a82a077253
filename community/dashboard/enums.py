from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Part(TextChoices):
    """The parts of the overview, in the order in which they are read."""

    GOVERNMENT = "bestuur", _("Mijn bestuur")
    TOGETHER = "samen", _("Met collega’s")
    KNOWLEDGE = "kennis", _("Leren en lezen")
    KEEPING = "beheer", _("Beheer van het platform")
