from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SightingKind(TextChoices):
    PHISHING = "phishing", _("Golf van valse berichten")
    ATTACK = "aanval", _("Aanval")
    OUTAGE = "storing", _("Storing")
    LEAK = "datalek", _("Datalek")
    WEAKNESS = "kwetsbaarheid", _("Kwetsbaarheid")


class SightingState(TextChoices):
    RECEIVED = "ontvangen", _("Ontvangen")
    SEEN = "bekeken", _("Bekeken")
    WARNED = "waarschuwing", _("Werd een waarschuwing")
    CLOSED = "afgesloten", _("Afgesloten")


UNFINISHED = (SightingState.RECEIVED, SightingState.SEEN)
