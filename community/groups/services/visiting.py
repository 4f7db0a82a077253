"""When somebody was last in a group: what came since is new to him."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from community.groups.models import Group, GroupMembership

VISIT = timedelta(minutes=30)
"""A visit ends after so long without a page."""


def visited(*, group: Group, user: Any) -> datetime | None:
    """Note that he is here, and give the end of the visit before this one (None at the first, and for
    who is not in it). Within one visit it gives the same each time."""
    row = GroupMembership.objects.current().filter(group=group, user=user.pk).first()
    if row is None:
        return None
    now = timezone.now()
    if row.visited_at is None or row.visited_at < now - VISIT:
        row.previous_visit_at, row.visited_at = row.visited_at, now
        row.save(update_fields=("previous_visit_at", "visited_at"))
    elif row.visited_at < now - timedelta(minutes=1):
        GroupMembership.objects.filter(pk=row.pk).update(visited_at=now)
    seen: datetime | None = row.previous_visit_at
    return seen
