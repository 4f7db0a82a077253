from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from community.files.enums import FileState, TextState
from community.files.models import StoredFile, StoredFileQuerySet
from community.files.purposes import purposes

STATES = {
    "nakijken": Q(state=FileState.QUARANTINED),
    "geweigerd": Q(state=FileState.REFUSED),
    "mislukt": Q(text_state=TextState.FAILED),
    "bezig": Q(state=FileState.CLEAN, text_state__in=(TextState.WAITING, TextState.RUNNING)),
}
"""What one may ask to see, by its word in the address."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How many files there are, and how many of them ask for attention."""

    total: int
    quarantined: int
    refused: int
    failed: int
    waiting: int
    waits_since: datetime | None
    """When the oldest that is still in quarantine came."""


def standing() -> Standing:
    counted = {
        "total": Count("pk"),
        "quarantined": Count("pk", filter=STATES["nakijken"]),
        "refused": Count("pk", filter=STATES["geweigerd"]),
        "failed": Count("pk", filter=STATES["mislukt"]),
        "waiting": Count("pk", filter=STATES["bezig"]),
        "waits_since": Min("created_at", filter=STATES["nakijken"]),
    }
    return Standing(**StoredFile.objects.kept().aggregate(**counted))


def looked_after(*, state: str = "", purpose: str = "", words: str = "") -> StoredFileQuerySet:
    """Files that are kept, the newest first; of one state, purpose, or with these words in the name.
    What a group keeps among itself is not shown."""
    rows = StoredFile.objects.kept().select_related("owner", "organisation")
    for each in purposes:
        rows = rows.exclude(each.apart())
    if state:
        rows = rows.filter(STATES[state])
    if purpose:
        rows = rows.filter(purpose=purpose)
    if words:
        rows = rows.filter(name__icontains=words)
    return rows.order_by("-created_at", "-pk")
