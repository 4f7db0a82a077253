from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrc.feeds.rhythm import CEILING, FLOOR, OWN_CEILING, Rhythm, is_silent, rhythm_of

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
GAPS = st.lists(st.integers(180, 60 * 24 * 200), min_size=5, max_size=80)


def after(*gaps: timedelta) -> list[datetime]:
    moments = [BEGIN]
    for gap in gaps:
        moments.append(moments[-1] + gap)
    return moments


def minutes(gaps: list[int]) -> list[datetime]:
    return after(*(timedelta(minutes=each) for each in gaps))


@pytest.mark.parametrize(
    ("gaps", "rhythm"),
    [
        # Every hour or so, day and night: the floor holds.
        ([4 * HOUR] * 90, Rhythm(4 * HOUR, FLOOR)),
        # Once a week.
        ([7 * DAY] * 10, Rhythm(7 * DAY, 35 * DAY)),
        # Once a working day: it knows its weekends.
        (([DAY] * 4 + [3 * DAY]) * 6, Rhythm(DAY, 6 * DAY)),
        # Twice a working day: a long weekend lies within the floor.
        (([4 * HOUR, 20 * HOUR] * 4 + [4 * HOUR, 68 * HOUR]) * 4, Rhythm(12 * HOUR, FLOOR)),
        # Once a month: five months is too long, two is enough.
        ([30 * DAY] * 6, Rhythm(30 * DAY, CEILING)),
        # Four times a year: history says that three months of nothing is no silence.
        ([91 * DAY] * 6, Rhythm(91 * DAY, 91 * DAY * OWN_CEILING)),
    ],
)  # fmt: skip
def test_limit_follows_the_source_between_floor_and_ceiling(gaps, rhythm):
    assert rhythm_of(after(*gaps)) == rhythm


@pytest.mark.parametrize(
    "gaps",
    [
        [],
        [30 * DAY] * 4,
        [2 * DAY] * 6,  # Six gaps in twelve days.
        [timedelta(minutes=5)] * 400,  # One long import.
    ],
)
def test_too_little_history_is_no_rhythm(gaps):
    assert rhythm_of(after(*gaps)) is None


def test_news_in_pieces_is_one_occasion():
    whole = after(*[7 * DAY] * 8)
    pieces = [each + n * timedelta(minutes=1) for each in whole for n in range(90)]

    assert rhythm_of(pieces) == rhythm_of(whole)


def test_only_the_last_hundred_occasions_count():
    slow, quick = [20 * DAY] * 50, [DAY] * 99

    assert rhythm_of(after(*slow, *quick)) == rhythm_of(after(*quick))


@given(GAPS)
def test_limit_stays_between_its_bounds(gaps):
    moments = minutes(gaps)
    rhythm = rhythm_of(moments)
    if rhythm is None:
        assert moments[-1] - moments[0] < 14 * DAY
        return
    longest = max(later - earlier for earlier, later in pairwise(moments))

    assert FLOOR <= rhythm.limit <= max(CEILING, OWN_CEILING * longest)
    assert min(rhythm.usual, CEILING) <= rhythm.limit


@given(GAPS)
def test_order_and_repetition_of_the_moments_change_nothing(gaps):
    moments = minutes(gaps)

    assert rhythm_of([*reversed(moments), *moments]) == rhythm_of(moments)


@given(st.integers(1, 200))
def test_a_source_as_regular_as_a_clock_is_never_silent_at_its_own_time(days):
    moments = after(*[days * DAY] * 15)
    rhythm = rhythm_of(moments)

    assert rhythm is not None
    assert rhythm.limit > days * DAY or rhythm.limit == CEILING == days * DAY


@given(GAPS, st.integers(1, 20))
def test_a_slower_source_is_given_no_less_time(gaps, times):
    once, slower = rhythm_of(minutes(gaps)), rhythm_of(minutes([times * each for each in gaps]))

    assert once is None or (slower is not None and slower.limit >= once.limit)


def test_silence_is_counted_up_to_the_last_good_answer():
    limit = 5 * DAY

    assert is_silent(last_news=BEGIN, last_ok=BEGIN + 5 * DAY + HOUR, limit=limit)
    assert not is_silent(last_news=BEGIN, last_ok=BEGIN + 5 * DAY, limit=limit)
    assert not is_silent(last_news=BEGIN, last_ok=None, limit=limit)
    assert not is_silent(last_news=None, last_ok=BEGIN, limit=limit)
