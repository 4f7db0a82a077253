"""What the last thirty days of a source came to, a day at a time, by the calendar of Brussels."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Aggregate, Count, F, FloatField, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from qrc.feeds.enums import DayKind, PollStatus
from qrc.feeds.models import Fetch

DAYS = 30
CELL = 10
"""Width of a day in the strip."""


class Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    x: int
    polls: int = 0
    failed: int = 0
    news: int = 0
    seconds: float | None = None
    """The median time to answer."""

    @property
    def kind(self) -> DayKind:
        """A day failed when at least half of its polls did: one hiccup is no bad day."""
        if not self.polls:
            return DayKind.UNASKED
        if self.failed * 2 >= self.polls:
            return DayKind.FAILED
        return DayKind.NEWS if self.news else DayKind.QUIET


def days_of(source_ids: Collection[int]) -> dict[int, list[Day]]:
    """By source, its last thirty days, oldest first; one query for any number of sources."""
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    said = {(row["source_id"], row["day"]): row for row in _rows(source_ids, days[0])}
    return {
        pk: [_day(day, place, said.get((pk, day))) for place, day in enumerate(days)]
        for pk in source_ids
    }


def _rows(source_ids: Collection[int], first: date) -> list[dict[str, Any]]:
    failed = Q(status__in=(PollStatus.FAILED, PollStatus.GONE))
    # A day more than needed: midnight lies elsewhere in UTC.
    since = timezone.now() - timedelta(days=DAYS + 1)
    rows: Any = (
        Fetch.objects.filter(source__in=source_ids, at__gte=since)
        .annotate(day=TruncDate("at"))
        .filter(day__gte=first)
        .values("source_id", "day")
        .annotate(
            polls=Count("pk"),
            failed=Count("pk", filter=failed),
            news=Sum(F("new") + F("escalated") + F("changed") + F("withdrawn")),
            seconds=Median("seconds"),
        )
        .order_by()
    )
    return list(rows)


def _day(day: date, place: int, row: dict[str, Any] | None) -> Day:
    said = {} if row is None else {name: row[name] for name in FIGURES}
    return Day(day, place * CELL, **said)


FIGURES = ("polls", "failed", "news", "seconds")


def in_short(days: Sequence[Day]) -> dict[str, int]:
    """How many days there are of each kind, in the order of the kinds."""
    return {
        str(kind.label): number
        for kind in DayKind
        if (number := sum(each.kind == kind for each in days))
    }
