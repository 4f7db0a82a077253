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
