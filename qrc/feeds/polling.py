"""Many sources at once, so that a slow one delays no other.

One process polls at a time, and goes on to what comes due meanwhile: however many sources are slow,
and whenever each of them came due, they hold one child of the worker and mails have the other.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager

from django.db import connection

from qrc.feeds.models import Source
from qrc.feeds.services import Result, claim_due, poll

AT_ONCE = 8
LANE = 71_327
"""Of the advisory lock that the one polling process holds."""
PAUSE = 1.0
"""Seconds between two looks at what came due while a slow source keeps a hand busy."""
RUN = 300.0
"""Seconds after which a run takes nothing new, so that its task ends well before it is handed out again."""


class Pile:
    """Sources to be polled, taken one by one by any number of hands; `more` fills it again."""

    def __init__(self, sources: list[Source], more: Callable[[], list[Source]] = list) -> None:
        self.sources, self.more = sources[::-1], more
        self.lock = threading.Lock()

    def __iter__(self) -> Iterator[Source]:
        while source := self._take():
            yield source

    def refill(self) -> bool:
        """Whether there is anything to do, now or since the last look."""
        with self.lock:
            self.sources = self.sources or self.more()[::-1]
            return bool(self.sources)

    def _take(self) -> Source | None:
        with self.lock:
            # A slow source keeps one hand busy; the others go on to what comes after the claim.
            self.sources = self.sources or self.more()[::-1]
            return self.sources.pop() if self.sources else None


def poll_due() -> list[Result]:
    """Poll every source that is due; nothing while another process does, for it takes these too."""
    with _lane() as is_ours:
        if not is_ours:
            return []
        return _poll_pile(Pile(claim_due(), claim_due))


def poll_all(sources: list[Source]) -> list[Result]:
    if len(sources) <= 1:
        return [poll(source) for source in sources]
    return _poll_pile(Pile(sources))


@contextmanager
def _lane() -> Iterator[bool]:
    """Whether this process may poll; PostgreSQL frees the lane of one that was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", (LANE,))
        (is_ours,) = cursor.fetchone()
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", (LANE,))


def _poll_pile(pile: Pile) -> list[Result]:
    if connection.in_atomic_block:
        # Other threads would not see what the caller's transaction has not committed.
        return [poll(source) for source in pile]
    end = time.monotonic() + RUN
    with ThreadPoolExecutor(max_workers=AT_ONCE) as threads:
        hands = min(AT_ONCE, len(pile.sources))
        turns = [threads.submit(_poll_apart, pile) for _hand in range(hands)]
        while busy := [turn for turn in turns if not turn.done()]:
            wait(busy, timeout=PAUSE)
            if len(busy) < AT_ONCE and time.monotonic() < end and pile.refill():
                turns.append(threads.submit(_poll_apart, pile))
    return [result for turn in turns for result in turn.result()]


def _poll_apart(pile: Pile) -> list[Result]:
    try:
        return [poll(source) for source in pile]
    finally:
        connection.close()
