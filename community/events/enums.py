from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    TRAINING = "opleiding", _("Opleiding")
    WORKSHOP = "workshop", _("Workshop")
    WEBINAR = "webinar", _("Webinar")
    MEETING = "ontmoeting", _("Ontmoeting")


class EventState(TextChoices):
    """How an event stands. Full and past are never kept: they follow from its seats and the clock."""

    DRAFT = "concept", _("Concept")
    OPEN = "open", _("Inschrijven kan")
    FULL = "vol", _("Volzet")
    CLOSED = "gesloten", _("Inschrijvingen gesloten")
    CALLED_OFF = "afgelast", _("Afgelast")
    PAST = "voorbij", _("Voorbij")


KEPT = (EventState.DRAFT, EventState.OPEN, EventState.CLOSED, EventState.CALLED_OFF)
"""What a row may say of itself."""
STANDING = (EventState.OPEN, EventState.CLOSED)
"""It is announced and goes on."""


class SeatState(TextChoices):
    """How somebody's registration stands."""

    SEATED = "ingeschreven", _("Ingeschreven")
    WAITING = "wachtlijst", _("Op de wachtlijst")
    CANCELLED = "geannuleerd", _("Geannuleerd")
    PRESENT = "aanwezig", _("Aanwezig")
    ABSENT = "afwezig", _("Afwezig")


TAKING = (SeatState.SEATED, SeatState.PRESENT, SeatState.ABSENT)
"""Takes a place."""
ACTIVE = (*TAKING, SeatState.WAITING)

BATCH = 5
"""Answers to an evaluation that are shown together: fewer would tell who said what."""


class MaterialKind(TextChoices):
    RECORDING = "opname", _("Opname")
    SLIDES = "presentatie", _("Presentatie")
    DOCUMENT = "document", _("Document")


class Captions(TextChoices):
    """What a recording has for who cannot hear it (Bestuursdecreet, EU 2016/2102)."""

    CAPTIONED = "ondertiteld", _("Ondertiteld, met uitgeschreven tekst")
    EXCEPTION = "uitzondering", _("Tijdelijke uitzondering, met reden en einddatum")


REGIONS = (
    "Antwerpen", "Brussel", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen",
)  # fmt: skip
