from __future__ import annotations

from datetime import date
from decimal import Decimal

from community.kpi.charts import CEILING, FLOOR, SLOT, bars
from community.kpi.queries import Point


def points(*values: int | None) -> list[Point]:
    return [
        Point(date(2026, month, 1), None if value is None else Decimal(value))
        for month, value in enumerate(values, start=1)
    ]


def test_bars_are_as_high_as_their_share_of_the_tallest():
    found = bars(points(5, 10))

    assert [bar.height for bar in found] == [(FLOOR - CEILING) // 2, FLOOR - CEILING]
    assert [bar.y + bar.height for bar in found] == [FLOOR, FLOOR]
    assert [bar.middle for bar in found] == [SLOT // 2, SLOT + SLOT // 2]


def test_bars_tell_a_measured_nought_from_a_month_without_measurement():
    assert [bar.height for bar in bars(points(None, 0, 8))] == [0, 2, FLOOR - CEILING]


def test_bars_name_the_first_the_last_and_the_tallest():
    assert [bar.label for bar in bars(points(None, 3, 4, 9, 5, None))] == [
        False, True, False, True, True, False,
    ]  # fmt: skip


def test_bars_of_nothing_measured_stay_flat():
    assert [(bar.height, bar.label) for bar in bars(points(None, None))] == [(0, False)] * 2
