"""When a rule was first met, on the clock of Brussels."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from community.achievements.metrics import Fact
from community.achievements.rule_format import BadRule, demand_rule, read_rule
from community.achievements.weighing import (
    Earned,
    Tally,
    earned,
    months_after,
    months_before,
    span_at,
)
from tests.factories.achievements import COURSES, PORTFOLIO, asks

DAY = timedelta(days=1)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
LATER = NOON + 400 * DAY


def facts(*days: float) -> list[Fact]:
    return [Fact(NOON + each * DAY, f"x:{each}") for each in days]


def happened(*days: float) -> dict[str, Tally]:
    return {COURSES: Tally(facts(*days), is_stock=False)}


def test_it_is_dated_by_the_fact_that_filled_it():
    found = earned(read_rule(asks(2, COURSES)), happened(5, 0, 9), "eenmalig", LATER)

    assert found == [Earned("eenmalig", NOON + 5 * DAY, ["x:5", "x:0"])]


def test_what_lies_too_far_apart_does_not_count():
    rule = read_rule(asks(2, COURSES, within="P1M"))

    assert earned(rule, happened(0, 40), "eenmalig", LATER) == []
    assert earned(rule, happened(0, 40, 60), "eenmalig", LATER) == [
        Earned("eenmalig", NOON + 60 * DAY, ["x:60", "x:40"])
    ]


def test_what_comes_after_the_moment_does_not_count():
    assert earned(read_rule(asks(2, COURSES)), happened(0, 5), "eenmalig", NOON + 4 * DAY) == []


def test_once_in_each_year_and_quarter():
    rule = read_rule(asks(1, COURSES))

    assert [each.period for each in earned(rule, happened(0, 1, 300), "jaar", LATER)] == [
        "2026", "2027",
    ]  # fmt: skip
    assert [each.period for each in earned(rule, happened(0, 100, 120), "kwartaal", LATER)] == [
        "2026-K1", "2026-K2", "2026-K3",
    ]  # fmt: skip


def test_a_stock_counts_what_was_there_and_no_more():
    gone = Fact(NOON, "x:0", ended_at=NOON + 2 * DAY)
    stock = {PORTFOLIO: Tally([gone, *facts(5)], is_stock=True)}

    assert earned(read_rule(asks(2)), stock, "eenmalig", LATER) == []
    assert earned(read_rule(asks(1)), stock, "jaar", LATER) == [
        Earned("2026", NOON, ["x:0"]),
        Earned("2027", datetime(2026, 12, 31, 23, tzinfo=UTC), ["x:5"]),
    ]


def test_any_is_met_by_the_first():
    rule = read_rule({"any": [*asks(9, COURSES)["all"], *asks(1)["all"]]})
    tallies = happened(0) | {PORTFOLIO: Tally(facts(3), is_stock=True)}

    assert earned(rule, tallies, "eenmalig", LATER) == [Earned("eenmalig", NOON + 3 * DAY, ["x:3"])]


@pytest.mark.parametrize(
    ("moment", "year", "quarter"),
    [
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "2026", "2026-K4"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027", "2027-K1"),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "2026", "2026-K3"),
    ],
)
def test_periods_begin_at_midnight_in_brussels(moment: datetime, year: str, quarter: str):
    assert (span_at("jaar", moment).key, span_at("kwartaal", moment).key) == (year, quarter)


def test_months_end_on_the_last_day():
    end = datetime(2026, 3, 31, 12, tzinfo=UTC)

    assert months_before(end, 1).date().isoformat() == "2026-02-28"
    assert (
        months_after(datetime(2026, 12, 15, 12, tzinfo=UTC), 2).date().isoformat() == "2027-02-15"
    )


@pytest.mark.parametrize(
    "data",
    [
        None, [], {}, {"all": []}, {"some": asks()["all"]}, {"all": asks()["all"] * 6},
        asks(0), asks(10_001), asks(within="P2W"), asks(1.5), asks(True),
        {"all": [{"metric": PORTFOLIO, "op": "<", "value": 1}]},
        {"all": [{"metric": PORTFOLIO, "op": ">=", "value": 1, "sql": "DROP TABLE"}]},
        {"all": asks()["all"], "any": asks()["all"]},
    ],
)  # fmt: skip
def test_what_is_no_rule_of_ours_is_refused(data: object):
    with pytest.raises(BadRule):
        read_rule(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (asks(metric="maturity.completed"), "bestuur"), (asks(metric=COURSES), "bestuur"),
        (asks(within="P1Y"), "bestuur"), ({"all": asks()["all"] * 2}, "bestuur"),
    ],
)  # fmt: skip
def test_a_rule_of_what_cannot_be_counted_is_refused(data: object, kind: str):
    with pytest.raises(BadRule):
        demand_rule(data, kind)


def test_a_rule_whose_metric_vanished_sleeps():
    assert read_rule(asks(metric="maturity.completed")).is_asleep
    assert not read_rule(asks()).is_asleep
