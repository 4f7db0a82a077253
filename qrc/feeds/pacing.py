"""When to ask again.

The interval is the editor's choice: neither Cache-Control nor a feed's own ttl changes it, since a
warning that waits for a cache is late. Only a source in trouble is asked less often.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from community.kit.http import Reply
from qrc.feeds.models import Source

SHORTEST_WAIT, LONGEST_WAIT = timedelta(seconds=60), timedelta(hours=48)
"""Bounds on what a source may ask with Retry-After."""
LONGEST_BACK_OFF = timedelta(hours=6)
MOST_INTERVALS = 12
"""A source that is asked often is not left alone for long either."""
JITTER = 0.2
ASKS_TO_WAIT = (429, 503)


def usual(source: Source) -> timedelta:
    """The source's interval, a little spread so that sources do not march in step."""
    return spread(timedelta(minutes=source.interval_minutes), JITTER / 4)


def after_failure(source: Source, failures: int, reply: Reply | None) -> timedelta:
    """Twice as long after every failure, never giving up, and never sooner than it asks."""
    interval = timedelta(minutes=source.interval_minutes)
    first = min(interval, timedelta(minutes=15))
    longest = min(LONGEST_BACK_OFF, MOST_INTERVALS * interval)
    wait = min(spread(min(first * 2 ** min(failures - 1, 12), longest), JITTER), longest)
    asked = retry_after(reply) if reply is not None and reply.status in ASKS_TO_WAIT else None
    return max(wait, asked) if asked else wait


def retry_after(reply: Reply, now: datetime | None = None) -> timedelta | None:
    """The wait a source asks for in seconds or as a date, within bounds; None when it asks none."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isdecimal():
        wait = timedelta(seconds=min(int(text[:12]), 10**7))
    else:
        try:
            moment = parsedate_to_datetime(text)
        except ValueError:
            return None
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        wait = moment - (now or datetime.now(UTC))
    return min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)


def spread(wait: timedelta, jitter: float) -> timedelta:
    return wait * random.uniform(1 - jitter, 1 + jitter)  # noqa: S311 - no secret
