"""Measurements as trends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncMonth

from community.kpi.indicators import Indicator, indicators
from community.kpi.models import Measurement

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Point:
    month: date
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class Trend:
    """An indicator over the last months, oldest first; a month without measurement has None."""

    indicator: Indicator
    points: Sequence[Point]

    @property
    def measured(self) -> list[Point]:
        return [point for point in self.points if point.value is not None]

    @property
    def value(self) -> Decimal | None:
        return self.measured[-1].value if self.measured else None

    @property
    def first(self) -> Point | None:
        """The oldest measured month before the newest one, to compare with."""
        return self.measured[0] if len(self.measured) > 1 else None

    @property
    def change(self) -> Decimal | None:
        if self.first is None or self.value is None or self.first.value is None:
            return None
        return self.value - self.first.value


def trends(today: date) -> list[Trend]:
    """Every indicator of the whole platform, with its value in each of the last twelve months.

    Two queries, whatever the number of indicators.
    """
    months = _months(today)
    found = _last_of_month(months[0]) | _sum_of_month(months[0])
    return [
        Trend(each, [Point(month, found.get((each.key, month))) for month in months])
        for each in indicators
    ]


def latest(key: str) -> Measurement | None:
    """The newest measurement of an indicator for the whole platform."""
    return _platform().filter(indicator=key).order_by("-day").first()


def daily(today: date) -> Iterator[tuple[Indicator, Measurement]]:
    """Every measurement behind the trends, by indicator and day; retired indicators stay out."""
    rows = _platform().filter(day__gte=_months(today)[0]).order_by("indicator", "day")
    for row in rows.iterator():
        if row.indicator in indicators:
            yield indicators.get(row.indicator), row


def _platform() -> QuerySet[Measurement]:
    return Measurement.objects.filter(organisation=None)


def _months(today: date) -> list[date]:
    last = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(last - MONTHS + 1, last + 1)]


def _last_of_month(since: date) -> dict[tuple[str, date], Decimal]:
    keys = [each.key for each in indicators if each.kind != "flow"]
    rows = (
        _platform()
        .filter(indicator__in=keys, day__gte=since)
        .annotate(month=TruncMonth("day"))
        .order_by("indicator", "month", "-day")
        .distinct("indicator", "month")
    )
    return {
        (key, month): value for key, month, value in rows.values_list("indicator", "month", "value")
    }


def _sum_of_month(since: date) -> dict[tuple[str, date], Decimal]:
    keys = [each.key for each in indicators if each.kind == "flow"]
    rows = (
        _platform()
        .filter(indicator__in=keys, day__gte=since)
        .annotate(month=TruncMonth("day"))
        .order_by()
        .values_list("indicator", "month")
        .annotate(total=Sum("value"))
    )
    return {(key, month): total for key, month, total in rows}
