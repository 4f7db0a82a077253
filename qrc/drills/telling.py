"""A drill as a CAP bulletin, marked as an exercise."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse

from qrc.advisories.enums import RevisionKind, Severity, Tlp
from qrc.alerts.cap import Bulletin, Telling
from qrc.drills.models import Drill

NAME = "VlaVirGem QRC"


def bulletin(drill: Drill) -> Bulletin:
    """It began, and perhaps it is over. The drill has to be told to somebody: LookupError else."""
    if drill.started_at is None:
        raise LookupError(f"drill {drill.pk} never began")
    history = [Telling(1, RevisionKind.NEW, drill.started_at)]
    if drill.closed_at is not None:
        history.append(Telling(2, RevisionKind.WITHDRAWN, drill.closed_at))
    return Bulletin(
        sender=urlsplit(settings.SITE_URL).hostname or "localhost", sender_name=NAME,
        key=f"qrc-oefening-{drill.pk}", history=history, title=drill.title,
        severity=Severity.UNKNOWN, tlp=Tlp.GREEN, description=drill.text,
        web=f"{settings.SITE_URL}{reverse('qrc:drills-own')}",
        status="Exercise", note=f"Oefening {drill.pk}: {drill.title}",
    )  # fmt: skip
