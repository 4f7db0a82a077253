from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from community.kit.http import Reply
from qrc.feeds.models import Source
from qrc.feeds.pacing import after_failure, retry_after, usual

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def reply(status: int = 503, **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, named, b"", "https://x.example", (), 0)


def every(minutes: int) -> Source:
    return Source(interval_minutes=minutes)


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", 2 * MINUTE), ("0", MINUTE), ("-5", None), ("9" * 40, 48 * HOUR), ("morgen", None),
        ("", None), ("Fri, 01 May 2026 14:00:00 GMT", 2 * HOUR),
        ("Fri, 01 May 2026 10:00:00 GMT", MINUTE), ("Fri, 01 May 2027 10:00:00 GMT", 48 * HOUR),
    ],
)  # fmt: skip
def test_retry_after_in_seconds_or_as_a_date_within_bounds(text, wait):
    assert retry_after(reply(retry_after=text), NOW) == wait


def test_failing_source_is_asked_less_and_less_but_always_again():
    waits = [after_failure(every(30), n, None) for n in range(1, 40)]

    assert timedelta(minutes=12) <= waits[0] <= timedelta(minutes=18)
    assert all(wait <= 6 * HOUR for wait in waits)
    assert waits[-1] >= 4.8 * HOUR


def test_source_asked_often_is_not_left_alone_for_long():
    assert all(after_failure(every(5), n, None) <= HOUR for n in range(1, 40))


def test_sources_that_fail_together_do_not_come_back_together():
    assert len({after_failure(every(30), 3, None) for _turn in range(20)}) > 10


def test_wait_that_is_asked_for_counts_when_it_is_longer():
    assert after_failure(every(5), 1, reply(429, retry_after="7200")) == 2 * HOUR
    assert after_failure(every(30), 1, reply(503, retry_after="60")) > 10 * MINUTE


def test_wait_is_heard_only_with_the_codes_that_ask_it():
    assert after_failure(every(5), 1, reply(500, retry_after="7200")) < 10 * MINUTE


def test_usual_wait_is_the_interval_of_the_editor():
    assert 28 * MINUTE < usual(every(30)) < 32 * MINUTE
