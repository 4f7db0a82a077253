from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class FlagReason(TextChoices):
    """Why somebody flags a thing."""

    SPAM = "spam", _("Reclame of spam")
    HURTFUL = "kwetsend", _("Kwetsend of onbeleefd")
    CONFIDENTIAL = "vertrouwelijk", _("Vertrouwelijke informatie")
    PERSONAL = "persoonsgegevens", _("Persoonsgegevens van iemand")
    ILLEGAL = "illegaal", _("Illegaal: strijdig met een wet")
    MISPLACED = "verkeerde-plaats", _("Staat op de verkeerde plaats")
    OTHER = "anders", _("Iets anders")


class FlagOutcome(TextChoices):
    """What became of a flag."""

    OPEN = "open", _("Wordt bekeken")
    FOLLOWED = "gevolgd", _("Wij grepen in")
    DISMISSED = "niet-gevolgd", _("Wij grepen niet in")
    WITHDRAWN = "teruggenomen", _("Door u teruggenomen")


class Why(TextChoices):
    """Why something stands in the queue."""

    FLAG = "signaal", _("Gesignaleerd")
    FIRST = "eerste-bericht", _("Eerste bericht")
    SUSPECT = "vermoeden", _("Vermoeden van spam")
    OWN = "eigen", _("Door een moderator geopend")
    APPEAL = "bezwaar", _("Bezwaar")


class Gravity(IntegerChoices):
    """How soon it must be looked at; the gravest stands on top."""

    LIGHT = 1, _("Gewoon")
    PRESSING = 2, _("Dringend")
    GRAVE = 3, _("Ernstig")


GRAVITY_OF = {
    FlagReason.ILLEGAL: Gravity.GRAVE, FlagReason.CONFIDENTIAL: Gravity.GRAVE,
    FlagReason.PERSONAL: Gravity.GRAVE, FlagReason.HURTFUL: Gravity.PRESSING,
}  # fmt: skip
"""Of every other reason it is LIGHT."""


class ThingState(TextChoices):
    """Whether what somebody made is read by others."""

    SHOWN = "zichtbaar", _("Zichtbaar")
    WAITING = "wacht", _("Wacht op nazicht")
    HIDDEN = "verborgen", _("Verborgen")
    GONE = "weg", _("Bestaat niet meer")


class Measure(TextChoices):
    """What was decided."""

    NONE = "niets", _("Niets doen: het mag blijven")
    SHOW = "tonen", _("Tonen aan wie het mag lezen")
    HIDE = "verbergen", _("Verbergen")
    WARN = "waarschuwen", _("De schrijver waarschuwen")
    RESTRICT = "schrijfverbod", _("De schrijver mag tijdelijk niet schrijven")
    RESTORE = "terugzetten", _("Terugzetten")
    LIFT = "opheffen", _("Schrijfverbod opheffen")
    WITHDRAW = "intrekken", _("Beslissing intrekken")
    LOCK = "sluiten", _("Sluiten voor nieuwe berichten")
    UNLOCK = "heropenen", _("Heropenen")
    MOVE = "verplaatsen", _("Verplaatsen naar een andere categorie")
    MERGE = "samenvoegen", _("Samenvoegen met een ander onderwerp")
    SPLIT = "afsplitsen", _("Afsplitsen naar een nieuw onderwerp")
    UNFILE = "bestanden-weg", _("De bestanden weghalen")
    REFILE = "bestanden-terug", _("De bestanden terugzetten")


RESTRICTING = (Measure.HIDE, Measure.WARN, Measure.RESTRICT, Measure.LOCK, Measure.UNFILE)
"""Takes something from somebody: he gets a statement of reasons and may appeal (DSA, art. 17)."""
TOLD = (*RESTRICTING, Measure.MOVE, Measure.MERGE, Measure.SPLIT)
"""What whoever wrote it hears of, though a new place takes nothing from him."""


class Ground(TextChoices):
    """On what a decision rests."""

    RULES = "huisregels", _("Onze huisregels")
    LAW = "wet", _("Een wet")
    ORDER = "orde", _("De orde van het forum")


class Found(TextChoices):
    """How we came to know of it."""

    FLAG = "signaal", _("Iemand signaleerde het")
    OWN = "eigen", _("Wij zagen het zelf")
    REVIEW = "nazicht", _("Bij het nazicht van een eerste bericht")
    SYSTEM = "automatisch", _("Onze software wees het aan")


class AppealOutcome(TextChoices):
    OPEN = "open", _("Wordt bekeken")
    KEPT = "blijft", _("De beslissing blijft")
    OVERTURNED = "vervalt", _("De beslissing vervalt")
