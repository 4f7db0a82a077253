from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.kit.clock import BRUSSELS
from qrc.alerts.weeks import HOUR, week_due


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("now", "key", "since", "until"),
    [
        ("2026-11-23T07:59:59", "2026-W47", "2026-11-09T08:00", "2026-11-16T08:00"),
        ("2026-11-23T08:00:00", "2026-W48", "2026-11-16T08:00", "2026-11-23T08:00"),
        ("2026-11-29T23:59:00", "2026-W48", "2026-11-16T08:00", "2026-11-23T08:00"),
        # The week in which summer begins is an hour shorter; the one it ends in, longer.
        ("2026-03-30T08:00:00", "2026-W14", "2026-03-23T08:00", "2026-03-30T08:00"),
        ("2026-10-26T08:00:00", "2026-W44", "2026-10-19T08:00", "2026-10-26T08:00"),
        # A year that begins in the week of the one before.
        ("2027-01-03T12:00:00", "2026-W53", "2026-12-21T08:00", "2026-12-28T08:00"),
    ],
)
def test_week_ends_on_the_last_monday_at_eight(now, key, since, until):
    week = week_due(local(now).astimezone(UTC))

    assert (week.key, week.since, week.until) == (key, local(since), local(until))


def test_weeks_around_the_change_of_the_clock_last_longer_and_shorter():
    def hours(now: str) -> float:
        week = week_due(local(now))
        return (week.until.astimezone(UTC) - week.since.astimezone(UTC)) / timedelta(hours=1)

    nows = ("2026-03-30T08:00", "2026-10-26T08:00", "2026-11-23T08:00")
    assert [hours(each) for each in nows] == [167, 169, 168]


@given(st.integers(0, 20 * 365 * 24 * 3600))
def test_every_moment_has_one_week_and_weeks_leave_no_gap(seconds):
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    week = week_due(moment)
    before = week_due(week.until - timedelta(seconds=1))

    assert week.until <= moment < week.until + timedelta(days=7, hours=1)
    assert (week.until.weekday(), week.until.timetz().replace(tzinfo=None)) == (0, HOUR)
    assert before.until == week.since
    assert before.key < week.key
