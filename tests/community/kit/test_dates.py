from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.kit.dates import exact, in_words

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 24, 10, 20, tzinfo=BRUSSELS)
"""A Tuesday."""


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ((24, 10, 19, 30), "zojuist"), ((24, 10, 19, 0), "1 minuut geleden"),
        ((24, 9, 42, 0), "38 minuten geleden"), ((24, 9, 20, 1), "59 minuten geleden"),
        ((24, 9, 20, 0), "1 uur geleden"), ((24, 0, 5, 0), "10 uur geleden"),
        ((23, 9, 41, 0), "gisteren om 09:41"), ((23, 23, 59, 0), "gisteren om 23:59"),
        ((22, 8, 12, 0), "zondag om 08:12"), ((18, 10, 20, 0), "woensdag om 10:20"),
        ((18, 10, 19, 0), "18 november 2026"), ((1, 0, 0, 0), "1 november 2026"),
        ((24, 10, 20, 30), "zo meteen"), ((24, 10, 58, 0), "over 38 minuten"),
        ((24, 23, 0, 0), "over 12 uur"), ((25, 8, 0, 0), "morgen om 08:00"),
        ((27, 8, 0, 0), "vrijdag om 08:00"),
    ],
)  # fmt: skip
def test_in_words(moment, words):
    day, hour, minute, second = moment
    assert in_words(datetime(2026, 11, day, hour, minute, second, tzinfo=BRUSSELS), NOW) == words


def test_another_year():
    assert in_words(datetime(2025, 12, 12, 8, tzinfo=BRUSSELS), NOW) == "12 december 2025"
    assert in_words(datetime(2026, 12, 12, 8, tzinfo=BRUSSELS), NOW) == "12 december 2026"


def test_yesterday_is_judged_by_the_clock_in_brussels():
    # Half past midnight in Brussels is still the day before in UTC.
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert in_words(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), now) == "8 uur geleden"
    assert in_words(datetime(2026, 11, 23, 22, 30, tzinfo=UTC), now) == "gisteren om 23:30"


def test_hour_that_the_clock_goes_back_counts():
    now = datetime(2026, 10, 25, 2, 10, tzinfo=BRUSSELS, fold=1)
    assert in_words(now - timedelta(minutes=50), now) == "50 minuten geleden"


def test_now_is_the_clock_when_it_is_not_given(time_machine):
    time_machine.move_to(NOW, tick=False)
    assert in_words(NOW - timedelta(minutes=5)) == "5 minuten geleden"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 24, 8, 41, 3, tzinfo=UTC), "24 november 2026 om 09:41:03"),
        (datetime(2026, 7, 1, 22, 0, 0, tzinfo=UTC), "2 juli 2026 om 00:00:00"),
    ],
)
def test_exact_is_brussels_time(moment, words):
    assert exact(moment) == words
