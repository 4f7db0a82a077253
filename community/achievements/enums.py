from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SubjectKind(TextChoices):
    """Who earns an achievement, or takes part in a contest."""

    PERSON = "persoon", _("Personen")
    ORGANISATION = "bestuur", _("Besturen")


class Period(TextChoices):
    """How often the same achievement can be earned."""

    ONCE = "eenmalig", _("Eén keer")
    YEAR = "jaar", _("Elk kalenderjaar opnieuw")
    QUARTER = "kwartaal", _("Elk kwartaal opnieuw")


class AchievementState(TextChoices):
    DRAFT = "ontwerp", _("Ontwerp")
    ACTIVE = "actief", _("Actief")
    STOPPED = "gestopt", _("Gestopt")


class RoundKind(TextChoices):
    """Why everybody is looked at anew."""

    BACKFILL = "terugwerkend", _("Met terugwerkende kracht")
    SWEEP = "nachtronde", _("Nachtelijke ronde")


class Within(TextChoices):
    """In how long a stretch the facts must lie, as ISO 8601 writes it; "" is ever."""

    EVER = "", _("Zonder termijn")
    MONTH = "P1M", _("Binnen 1 maand")
    QUARTER = "P3M", _("Binnen 3 maanden")
    HALF_YEAR = "P6M", _("Binnen 6 maanden")
    YEAR = "P1Y", _("Binnen 12 maanden")


class Icon(TextChoices):
    """Drawings of our own set that stand for an achievement."""

    AWARD = "award", _("Medaille")
    STAR = "star", _("Ster")
    SHIELD = "shield-check", _("Schild")
    CLOCK = "clock", _("Klok")
    LAYERS = "layers", _("Lagen")
    BOOK = "book", _("Boek")
    BULB = "lightbulb", _("Lamp")
    USERS = "users", _("Mensen")
    MESSAGE = "message", _("Tekstballon")
    FLAG = "flag", _("Vlag")
    CALENDAR = "calendar", _("Kalender")
