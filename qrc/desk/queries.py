"""What the desk has to look at."""

from __future__ import annotations

from django.db.models import QuerySet

from community.organisations.enums import GOVERNMENTS
from community.organisations.models import Organisation
from qrc.alerts.browsing import RANKED
from qrc.releases.enums import ReleaseState
from qrc.releases.models import Release
from qrc.sightings.models import Sighting


def candidates(*states: str) -> QuerySet[Release]:
    rows = Release.objects.filter(state__in=states)
    return rows.select_related("revision__advisory__source", "first_by", "merged_into")


def waiting() -> QuerySet[Release]:
    """The gravest first, and of those what waits longest."""
    rows = candidates(ReleaseState.WAITING).annotate(rank=RANKED)
    return rows.order_by("-rank", "created_at", "pk")


def planned() -> QuerySet[Release]:
    return candidates(ReleaseState.PLANNED).order_by("scheduled_for", "pk")


def decided() -> QuerySet[Release]:
    rows = candidates(
        ReleaseState.FREED, ReleaseState.REJECTED, ReleaseState.LAPSED, ReleaseState.MERGED
    )
    return rows.order_by("-decided_at", "-pk")


def to_look_at() -> tuple[QuerySet[Release], QuerySet[Sighting]]:
    """The candidates and the sightings that wait for somebody of the desk."""
    return Release.objects.filter(state=ReleaseState.WAITING), Sighting.objects.fresh()


def governments() -> QuerySet[Organisation]:
    rows: QuerySet[Organisation] = Organisation.objects.active().filter(kind__in=GOVERNMENTS)
    return rows.order_by("sort_name", "pk")


def provinces() -> list[str]:
    rows = governments().exclude(province="").order_by("province")
    return list(rows.values_list("province", flat=True).distinct())
