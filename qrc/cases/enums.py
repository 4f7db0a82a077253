from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """How far an organisation is with a warning that hits its portfolio."""

    NEW = "nieuw", _("Nieuw")
    IN_PROGRESS = "in-behandeling", _("In behandeling")
    NOT_APPLICABLE = "niet-van-toepassing", _("Niet van toepassing")
    RESOLVED = "verholpen", _("Verholpen")


OPEN = (CaseState.NEW, CaseState.IN_PROGRESS)


class EndReason(TextChoices):
    """Why a case closed by itself."""

    WITHDRAWN = "ingetrokken", _("De waarschuwing is ingetrokken.")
    UNUSED = "niet-in-gebruik", _("Wat getroffen was, staat niet meer in uw portfolio.")
    NOT_AFFECTED = "niet-getroffen", _("Uw versie blijkt niet getroffen.")


class ReopenReason(TextChoices):
    ESCALATED = "ernstiger", _("De waarschuwing werd ernstiger.")
    BACK = "terug", _("De waarschuwing geldt opnieuw voor u.")
    NEW_HIT = "nieuwe-treffer", _("Een ander onderdeel van uw portfolio is ook getroffen.")


class Via(TextChoices):
    """Where somebody said that he has seen a warning."""

    EMAIL = "mail", _("via de mail")
    SMS = "sms", _("via de sms")
    SCREEN = "scherm", _("op het scherm")
