"""Many sources at once, so that a slow one delays no other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from qrc.feeds.models import Source
from qrc.feeds.services import Result, claim_due, poll

AT_ONCE = 8


def poll_due() -> list[Result]:
    """Poll every source that is due and that nobody else has claimed."""
    results: list[Result] = []
    while sources := claim_due():
        results += poll_all(sources)
    return results


def poll_all(sources: list[Source]) -> list[Result]:
    if len(sources) == 1 or connection.in_atomic_block:
        # Other threads would not see what the caller's transaction has not committed.
        return [poll(source) for source in sources]
    with ThreadPoolExecutor(max_workers=min(AT_ONCE, len(sources))) as threads:
        return list(threads.map(_poll_apart, sources))


def _poll_apart(source: Source) -> Result:
    try:
        return poll(source)
    finally:
        connection.close()
