"""Which week an overview is about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from community.kit.clock import BRUSSELS, MORNING, WEEK, at

HOUR = MORNING
"""On Monday morning, by the clock on the wall, summer and winter."""


@dataclass(frozen=True, slots=True)
class Week:
    """From one Monday at eight to the next; `key` is the ISO week in which it is told."""

    key: str
    since: datetime
    until: datetime


def week_due(moment: datetime) -> Week:
    """The week that ended on the last Monday at eight in the morning before this moment."""
    local = moment.astimezone(BRUSSELS)
    monday = local.date() - timedelta(days=local.weekday())
    if at(monday, HOUR) > local:
        monday -= WEEK
    year, number, _day = monday.isocalendar()
    return Week(f"{year}-W{number:02}", at(monday - WEEK, HOUR), at(monday, HOUR))
