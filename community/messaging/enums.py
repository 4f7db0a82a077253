from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Sms")
    WEB = "web", _("Scherm")
    WEBHOOK = "webhook", _("Webhook")
    TEAMS = "teams", _("Microsoft Teams")


SYSTEMS = (Channel.WEBHOOK, Channel.TEAMS)
"""The channels that reach an organisation's own systems: each organisation has its own address."""


class AddressState(TextChoices):
    UNCONFIRMED = "onbevestigd", _("Nog te bevestigen")
    CONFIRMED = "bevestigd", _("Bevestigd")
    BOUNCED = "teruggekeerd", _("Berichten komen terug")
    STOPPED = "gestopt", _("Gestopt door de ontvanger")
    DISABLED = "uitgeschakeld", _("Onbruikbaar")


class State(TextChoices):
    """Of a delivery. `qrc_status` prints the values, so they are fixed."""

    QUEUED = "queued", _("In de wachtrij")
    SENDING = "sending", _("Wordt verzonden")
    SENT = "sent", _("Verzonden")
    DELIVERED = "delivered", _("Afgeleverd")
    FAILED = "failed", _("Mislukt")
    UNKNOWN = "unknown", _("Onbekend")
    SUPPRESSED = "suppressed", _("Niet verzonden")
    HELD = "held", _("Vastgehouden")


HANDED_OVER = (State.SENT, State.DELIVERED, State.UNKNOWN, State.SENDING)
"""States in which the recipient has, or may have, the message."""

REACHED = (State.SENT, State.DELIVERED, State.UNKNOWN)
