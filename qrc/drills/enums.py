from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DrillState(TextChoices):
    DRAFT = "voorstel", _("Voorstel")
    PLANNED = "gepland", _("Gepland")
    RUNNING = "loopt", _("Loopt")
    CLOSED = "afgesloten", _("Afgesloten")
    CANCELLED = "geschrapt", _("Geschrapt")


OPEN = (DrillState.DRAFT, DrillState.PLANNED)
"""Nobody was told yet: it may still be changed or dropped."""
TOLD = (DrillState.RUNNING, DrillState.CLOSED)


class Scope(TextChoices):
    """Which besturen are practised with."""

    ALL = "iedereen", _("Alle besturen")
    PROVINCE = "provincie", _("De besturen van één provincie")
    CHOSEN = "besturen", _("Gekozen besturen")


class Reach(TextChoices):
    """How far a drill came with one contact."""

    NOBODY = "geen-contact", _("Geen contact")
    UNCONFIRMED = "onbevestigd", _("Geen bevestigd adres")
    RETURNED = "teruggekeerd", _("Berichten komen terug")
    OFF = "uitgezet", _("Kanaal uitgezet")
    UNDERWAY = "onderweg", _("Nog onderweg")
    FAILED = "mislukt", _("Verzending mislukt")
    SILENT = "geen-antwoord", _("Geen antwoord")
    SEEN = "bevestigd", _("Bevestigd")
