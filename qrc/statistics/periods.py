"""Which weeks and months the statistics are about. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from community.kit.clock import BRUSSELS, DAY, WEEK, at

DAYS = (30, 90, 365)
USUAL = 90
MIDNIGHT = time(0)


@dataclass(frozen=True, slots=True)
class Period:
    """From a Monday up to now, so that no column shows a part of a week."""

    days: int
    since: datetime
    today: date

    @property
    def weeks(self) -> list[date]:
        """The Mondays, oldest first."""
        first = self.since.date()
        return [first + n * WEEK for n in range((self.today - first).days // 7 + 1)]

    @property
    def months(self) -> list[date]:
        """The first days of the months it touches, oldest first.

        What is told by month is told of whole months, whatever the period: the difference between
        two periods would else tell of a few days, and so of a few besturen.
        """
        first = self.since.year * 12 + self.since.month - 1
        last = self.today.year * 12 + self.today.month - 1
        return [date(n // 12, n % 12 + 1, 1) for n in range(first, last + 1)]

    @property
    def since_month(self) -> datetime:
        return at(self.months[0], MIDNIGHT)


def period_of(asked: str, now: datetime) -> Period:
    """The period somebody asked for in days; the usual one for anything we do not offer."""
    days = next((each for each in DAYS if str(each) == asked), USUAL)
    today = now.astimezone(BRUSSELS).date()
    first = today - days * DAY
    return Period(days, at(first - timedelta(days=first.weekday()), MIDNIGHT), today)
