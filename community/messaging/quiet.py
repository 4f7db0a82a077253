"""Quiet hours: they put off that a message arrives, never that it is decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import models, transaction
from django.utils import timezone

from community.activity.services import record
from community.messaging.enums import Channel
from community.messaging.models import QuietHours
from community.messaging.verbs import QUIET_HOURS_CHANGED
from community.messaging.windows import Window

CODE = "quiet-hours"
"""In a delivery's `error_code`: it waits for its reader to wake up."""
RINGING = (str(Channel.EMAIL), str(Channel.SMS))
"""The bell on the screen wakes nobody."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Somebody who keeps quiet hours now. `until` is when they end."""

    until: datetime
    channels: frozenset[str]
    passes: int

    def holds(self, channel: str, priority: int) -> bool:
        """Whether a message waits; a lower number is more urgent."""
        return channel in self.channels and priority > self.passes


def resting(users: Collection[int], *, now: datetime | None = None) -> dict[int, Rest]:
    """Those of the users in whose quiet hours it is now: one query for any number."""
    if not users:
        return {}
    now = now or timezone.now()
    found: dict[int, Rest] = {}
    for row in QuietHours.objects.filter(user__in=set(users)):
        until = Window(row.starts, row.ends, row.weekend).ends_after(now)
        if until is not None:
            found[row.user_id] = Rest(until, frozenset(row.channels), row.passes)
    return found


def quiet_until(*, user_id: int, channels: Iterable[str], priority: int) -> datetime | None:
    """When a message of this priority may ring somebody; None when it may now."""
    rest = resting([user_id]).get(user_id)
    if rest is None or not any(rest.holds(channel, priority) for channel in channels):
        return None
    return rest.until


def save_quiet_hours(
    *, user: models.Model, starts: time, ends: time, weekend: bool, channels: Iterable[str],
    passes: int,
) -> QuietHours:  # fmt: skip
    """`passes`: a priority; what is as urgent or more comes through. 0: nothing does."""
    chosen = sorted(set(map(str, channels)))
    with transaction.atomic():
        row, _made = QuietHours.objects.update_or_create(
            user_id=user.pk,
            defaults={
                "starts": starts, "ends": ends, "weekend": weekend, "channels": chosen,
                "passes": passes,
            },
        )  # fmt: skip
        record(
            QUIET_HOURS_CHANGED, actor=user, subject=user, starts=f"{starts:%H:%M}",
            ends=f"{ends:%H:%M}", weekend=weekend, channels=chosen, passes=passes,
        )  # fmt: skip
    return row


def stop_quiet_hours(*, user: models.Model) -> bool:
    """What waits goes at its own time; what comes from now on goes at once. False: there were none."""
    with transaction.atomic():
        gone, _each = QuietHours.objects.filter(user_id=user.pk).delete()
        if gone:
            record(QUIET_HOURS_CHANGED, actor=user, subject=user, stopped=True)
    return bool(gone)
