from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from community.kpi.indicators import Indicator, indicators
from community.kpi.models import Measurement
from community.kpi.queries import daily, latest, trends

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


def put(key: str, value: float, day: date, organisation=None) -> Measurement:
    return Measurement.objects.create(
        indicator=key, value=Decimal(str(value)), day=day, organisation=organisation
    )


@pytest.fixture
def stock():
    with indicators.temporarily(Indicator("community.stock", "Voorraad", "stuks", lambda _day: 1)):
        yield "community.stock"


@pytest.fixture
def flow():
    indicator = Indicator("community.flow", "Stroom", "stuks", lambda _day: 1, kind="flow")
    with indicators.temporarily(indicator):
        yield "community.flow"


def months_of(key: str) -> dict[date, Decimal]:
    trend = next(trend for trend in trends(TODAY) if trend.indicator.key == key)
    return {point.month: point.value for point in trend.measured}


def test_trends_span_twelve_months_up_to_this_one():
    points = trends(TODAY)[0].points

    assert (points[0].month, points[-1].month, len(points)) == (
        date(2025, 4, 1),
        date(2026, 3, 1),
        12,
    )


def test_trends_keep_the_last_value_of_a_stock_and_add_up_a_flow(stock, flow):
    for key in (stock, flow):
        put(key, 4, date(2026, 2, 3))
        put(key, 7, date(2026, 2, 27))
        put(key, 2.5, date(2026, 3, 1))

    assert months_of(stock) == {date(2026, 2, 1): 7, date(2026, 3, 1): Decimal("2.5")}
    assert months_of(flow) == {date(2026, 2, 1): 11, date(2026, 3, 1): Decimal("2.5")}


def test_trends_leave_out_older_days_and_single_organisations(stock, gent):
    put(stock, 9, date(2025, 3, 31))
    put(stock, 9, date(2026, 3, 1), organisation=gent)

    assert months_of(stock) == {}


def test_trend_compares_with_its_first_month(stock):
    put(stock, 4, date(2025, 12, 31))
    put(stock, 6, date(2026, 1, 31))
    put(stock, 3, date(2026, 3, 9))
    trend = next(trend for trend in trends(TODAY) if trend.indicator.key == stock)

    assert (trend.value, trend.change) == (3, -1)
    assert trend.first
    assert trend.first.month == date(2025, 12, 1)


def test_trend_of_one_month_has_nothing_to_compare(stock):
    put(stock, 4, date(2026, 3, 9))
    trend = next(trend for trend in trends(TODAY) if trend.indicator.key == stock)

    assert (trend.value, trend.change) == (4, None)


def test_trends_ask_twice_whatever_there_is(stock, flow, django_assert_num_queries):
    for day in range(1, 9):
        put(stock, day, date(2026, 3, day))
    with django_assert_num_queries(2):
        trends(TODAY)


def test_latest_is_the_newest_of_the_whole_platform(stock, gent):
    put(stock, 1, date(2026, 3, 1))
    newest = put(stock, 2, date(2026, 3, 2))
    put(stock, 3, date(2026, 3, 3), organisation=gent)

    assert latest(stock) == newest
    assert latest("community.never") is None


def test_daily_gives_every_measurement_of_indicators_that_still_exist(stock):
    rows = [put(stock, 1, date(2026, 1, 5)), put(stock, 2, date(2026, 1, 6))]
    put("community.retired", 1, date(2026, 1, 5))

    assert list(daily(TODAY)) == [(indicators.get(stock), row) for row in rows]
