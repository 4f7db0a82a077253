from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Area(TextChoices):
    """Where in the work a skill belongs; the list of skills is cut by it."""

    PRIVACY = "privacy", _("Privacy en gegevensbescherming")
    SECURITY = "veiligheid", _("Informatieveiligheid")
    STEERING = "sturing", _("Beleid en sturing")
    PROJECTS = "projecten", _("Projecten en verandering")
    DATA = "data", _("Data en geo")
    SOFTWARE = "software", _("Software en koppelingen")
    CLOUD = "cloud", _("Cloud en werkplek")
    NETWORK = "netwerk", _("Netwerk en servers")
    SERVICE = "dienstverlening", _("Dienstverlening en ondersteuning")
    BUYING = "aankoop", _("Aankoop en contracten")
    LOCAL = "lokaal", _("Toepassingen van lokale besturen")


class Sharing(TextChoices):
    """Who sees that a person has a skill; he says so for each."""

    NOBODY = "niemand", _("Niemand")
    OWN = "eigen-bestuur", _("Mijn eigen bestuur")
    MEMBERS = "leden", _("Alle leden")


class SkillLevel(IntegerChoices):
    """The five levels of EN 16234-1 (e-CF), in our own words."""

    FIRST = 1, _("e-1 · doet het met begeleiding")
    SECOND = 2, _("e-2 · doet het zelfstandig")
    THIRD = 3, _("e-3 · leidt anderen en weet wat te doen als het anders loopt")
    FOURTH = 4, _("e-4 · stuurt breed en neemt de verantwoordelijkheid")
    FIFTH = 5, _("e-5 · bepaalt de richting")


class Spoken(TextChoices):
    """A language in which somebody helps."""

    DUTCH = "nl", _("Nederlands")
    FRENCH = "fr", _("Frans")
    ENGLISH = "en", _("Engels")
    GERMAN = "de", _("Duits")


class HelpState(TextChoices):
    """How a request for help stands."""

    OPEN = "open", _("Open")
    ANSWERED = "beantwoord", _("Beantwoord")
    CLOSED = "gesloten", _("Gesloten")
    EXPIRED = "verlopen", _("Verlopen")


ALIVE = (HelpState.OPEN, HelpState.ANSWERED)
"""Somebody may still say yes."""


class Reply(TextChoices):
    """What somebody who was asked said."""

    ASKED = "gevraagd", _("Gevraagd")
    YES = "ja", _("Ja, ik help")
    NOT_NOW = "niet-nu", _("Niet nu")
    NEVER = "nooit", _("Nooit over deze vaardigheid")


class SizeClass(TextChoices):
    """Size of a bestuur: what it is advised to have at hand to begin with."""

    SMALL = "klein", _("Klein: tot 15 000 inwoners")
    MIDDLE = "middelgroot", _("Middelgroot: 15 000 tot 50 000 inwoners")
    LARGE = "groot", _("Groot: meer dan 50 000 inwoners")


REGIONS = (
    "Antwerpen", "Brussel", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen",
)  # fmt: skip
ENOUGH = 5
"""Besturen behind a figure that others than they themselves see."""
WAVE = 3
"""People asked at a time."""
