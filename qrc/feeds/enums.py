from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IdentityPolicy(TextChoices):
    """What makes two items of a feed the same advisory."""

    GUID = "guid", _("Kenmerk in de feed (guid of atom:id)")
    LINK = "link", _("Webadres van het bericht")
    LINK_TITLE = "link-title", _("Webadres en titel samen")
    ADVISORY_ID = "advisory-id", _("Nummer in de titel (CVE-…, NCSC-…)")
    CONTENT = "content", _("Inhoud van het bericht")


class PollStatus(TextChoices):
    OK = "ok", _("Gelukt")
    NOT_MODIFIED = "not_modified", _("Geen nieuws")
    FAILED = "failed", _("Mislukt")
    GONE = "gone", _("Opgeheven")


class FirstPoll(TextChoices):
    SILENT = "silent", _("Stil inlezen: bestaande berichten zijn geen nieuws")
    ANNOUNCE = "announce", _("Melden: ook wat er al stond")


class ReleasePolicy(TextChoices):
    """Which warnings of a source go out by themselves, and which an editor looks at first."""

    AUTOMATIC = "automatisch", _("Automatisch")
    GRAVE = "kev-of-kritiek", _("Automatisch bij KEV of kritiek")
    REVIEW = "na-nazicht", _("Na nazicht")


class Health(TextChoices):
    """How a source is, the worst first: the order of the health page."""

    GONE = "gone", _("Opgeheven")
    FAILING = "failing", _("Faalt")
    SILENT = "silent", _("Stil")
    MOVED = "moved", _("Verhuisd")
    NEW = "new", _("Nog niet gelezen")
    WELL = "well", _("In orde")
    OFF = "off", _("Uit")


TROUBLE = (Health.GONE, Health.FAILING, Health.SILENT, Health.MOVED)
CUT_OFF = ("truncated", "shrunk")
"""Codes of a payload that is less than it should be."""


class DayKind(TextChoices):
    """What one day of polls came to."""

    NEWS = "news", _("nieuws")
    QUIET = "quiet", _("niets nieuws")
    FAILED = "failed", _("fout")
    UNASKED = "unasked", _("niet gevraagd")
