from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _


class Level(IntegerChoices):
    """How far a person is trusted in what is written here: rights grow with it, never ranks."""

    NEW = 0, _("Nieuw")
    PARTICIPANT = 1, _("Deelnemer")
    SHARER = 2, _("Kennisdeler")
    EXPERT = 3, _("Expert")
