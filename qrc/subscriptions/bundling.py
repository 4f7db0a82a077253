"""Into how many messages a rhythm would have put what came. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from qrc.subscriptions.enums import Cadence

QUIET = timedelta(minutes=30)
"""A bundle leaves when so long nothing was added…"""
LONGEST = timedelta(hours=4)
"""… and at the latest so long after what came first."""
MORNING = timedelta(hours=8)
"""When the bundle of a day or a week leaves."""


def bundles(moments: Iterable[datetime], cadence: str) -> int:
    """How many messages what came at these moments would have made; one each when at once."""
    came = sorted(moments)
    if cadence == Cadence.DAILY:
        return len({_day(each) for each in came})
    if cadence == Cadence.WEEKLY:
        return len({_day(each).isocalendar()[:2] for each in came})
    return _runs(came) if cadence == Cadence.BUNDLED else len(came)


def _day(moment: datetime) -> datetime:
    """The day whose bundle it is in: from eight in the morning until the next."""
    local = timezone.localtime(moment).replace(tzinfo=None)
    return (local - MORNING).replace(hour=0, minute=0, second=0, microsecond=0)


def _runs(came: list[datetime]) -> int:
    count, first, last = 0, None, None
    for each in came:
        if first is None or last is None or each - last > QUIET or each - first > LONGEST:
            count, first = count + 1, each
        last = each
    return count
