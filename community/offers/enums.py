from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OfferState(TextChoices):
    """How a service on offer stands."""

    DRAFT = "concept", _("Concept")
    WAITING = "voorgesteld", _("Wacht op de redactie")
    PUBLISHED = "gepubliceerd", _("Gepubliceerd")
    REFUSED = "geweigerd", _("Geweigerd")
    WITHDRAWN = "ingetrokken", _("Ingetrokken")


class InquiryState(TextChoices):
    """How an inquiry stands; work is done once both said so."""

    OPEN = "open", _("In gesprek")
    WORKED = "uitgevoerd", _("Werk bevestigd")
    CLOSED = "gesloten", _("Gesloten zonder opdracht")


class ReviewState(TextChoices):
    SHOWN = "zichtbaar", _("Zichtbaar")
    HIDDEN = "verborgen", _("Verborgen door de redactie")


MOST_OFFERS = 30
"""Cards of one provider."""
