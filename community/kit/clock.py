"""The clock on the wall, summer and winter. Pure.

A moment that the clock skips is an hour later, one that it shows twice is the first of both.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")
MORNING = time(8)
"""When overviews and bundles are read."""
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=BRUSSELS)


def next_day_at(moment: datetime, hour: time) -> datetime:
    """The first time after this moment that the clock shows this hour."""
    today = moment.astimezone(BRUSSELS).date()
    return at(today, hour) if at(today, hour) > moment else at(today + DAY, hour)


def next_monday_at(moment: datetime, hour: time) -> datetime:
    today = moment.astimezone(BRUSSELS).date()
    monday = today - timedelta(days=today.weekday())
    return at(monday, hour) if at(monday, hour) > moment else at(monday + WEEK, hour)
