from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ContestState(TextChoices):
    """How a contest stands; it only moves down this list."""

    DRAFT = "ontwerp", _("Ontwerp")
    OPEN = "open", _("Open")
    CLOSED = "afgesloten", _("Afgesloten")
    JUDGED = "beoordeeld", _("Beoordeeld")
    PUBLISHED = "bekend", _("Uitslag bekend")


TOLD = (ContestState.OPEN, ContestState.CLOSED, ContestState.JUDGED, ContestState.PUBLISHED)
"""What members read of."""
