from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from qrc.statistics.periods import period_of

SATURDAY = datetime(2026, 11, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "days", "since"),
    [
        ("30", 30, date(2026, 10, 26)), ("90", 90, date(2026, 8, 24)),
        ("365", 365, date(2025, 11, 24)), ("", 90, date(2026, 8, 24)),
        ("7", 90, date(2026, 8, 24)), ("drie", 90, date(2026, 8, 24)),
    ],
)  # fmt: skip
def test_a_period_begins_on_a_monday(asked: str, days: int, since: date):
    period = period_of(asked, SATURDAY)

    assert (period.days, period.since.date()) == (days, since)


def test_weeks_run_up_to_this_one_and_months_are_whole():
    period = period_of("30", SATURDAY)

    assert period.weeks == [
        date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16),
        date(2026, 11, 23),
    ]  # fmt: skip
    assert period.months == [date(2026, 10, 1), date(2026, 11, 1)]
    assert period.since_month.isoformat() == "2026-10-01T00:00:00+02:00"


def test_today_is_the_day_in_brussels():
    just_before_midnight = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)

    assert period_of("30", just_before_midnight).weeks[-1] == date(2026, 11, 30)
