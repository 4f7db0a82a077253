"""When somebody's quiet hours are, by the clock on the wall. Pure.

It is quiet whenever that clock shows a time in the window, whatever the night: what the clock
skips is not quiet, and what it shows twice is quiet twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import lru_cache

from community.kit.clock import BRUSSELS, DAY

SATURDAY = 5
AHEAD = 5
"""Days to look at: a window that begins on Friday evening may end on Monday."""


@dataclass(frozen=True, slots=True)
class Window:
    """From `starts` up to, not including, `ends`; over midnight when it ends before it starts.
    `weekend`: Saturday and Sunday are quiet from midnight to midnight as well."""

    starts: time
    ends: time
    weekend: bool = False

    def is_quiet(self, moment: datetime) -> bool:
        local = moment.astimezone(BRUSSELS)
        if self.weekend and local.weekday() >= SATURDAY:
            return True
        clock = local.time()
        if self.starts < self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends

    def ends_after(self, moment: datetime) -> datetime | None:
        """The first moment that is not quiet any more, in UTC; None when it is not quiet now."""
        return _ends_after(self, moment)


@lru_cache(maxsize=256)
def _ends_after(window: Window, moment: datetime) -> datetime | None:
    if not window.is_quiet(moment):
        return None
    later = (each for each in sorted(_edges(window, moment)) if each > moment)
    return next((each for each in later if not window.is_quiet(each)), None)


def _edges(window: Window, moment: datetime) -> Iterator[datetime]:
    """Where quiet may end: at the end of the window, at midnight, or where the clock jumps."""
    today = moment.astimezone(BRUSSELS).date()
    for day in (today + DAY * number for number in range(AHEAD)):
        for hour in (time(0), window.ends):
            for fold in (0, 1):
                local = datetime.combine(day, hour.replace(fold=fold), tzinfo=BRUSSELS)
                edge = local.astimezone(UTC)
                # The clocks change on the hour: so ends a time that the clock skips.
                yield from (edge, edge.replace(minute=0, second=0, microsecond=0))
