from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from community.organisations.models import Organisation
from community.organisations.rules import current_memberships
from qrc.sightings.models import Sighting


def is_member_anywhere(user: Any) -> bool:
    return bool(current_memberships(user))


def sightings_by(user: Any) -> QuerySet[Sighting]:
    rows: QuerySet[Sighting] = Sighting.objects.filter(reporter=user)
    return rows.order_by("-created_at", "-pk")


def sightings_beside(user: Any, organisation: Organisation | None) -> QuerySet[Sighting]:
    """What colleagues in the same organisation told; a screen names `named_reporter` only."""
    rows: QuerySet[Sighting] = Sighting.objects.of(organisation).exclude(reporter=user)
    return rows.select_related("reporter").order_by("-created_at", "-pk")


def sightings_for_desk() -> QuerySet[Sighting]:
    rows: QuerySet[Sighting] = Sighting.objects.select_related("reporter", "organisation")
    return rows.order_by("-created_at", "-pk")
