"""Many sources at once, so that a slow one delays no other."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from qrc.feeds.models import Source
from qrc.feeds.services import Result, claim_due, poll

AT_ONCE = 8


class Pile:
    """Sources to be polled, taken one by one by any number of hands; `more` fills it again."""

    def __init__(self, sources: list[Source], more: Callable[[], list[Source]] = list) -> None:
        self.sources, self.more = sources[::-1], more
        self.lock = threading.Lock()

    def __iter__(self) -> Iterator[Source]:
        while source := self._take():
            yield source

    def _take(self) -> Source | None:
        with self.lock:
            # A slow source keeps one hand busy; the others go on to what comes after the claim.
            self.sources = self.sources or self.more()[::-1]
            return self.sources.pop() if self.sources else None


def poll_due() -> list[Result]:
    """Poll every source that is due and that nobody else has claimed."""
    return _poll_pile(Pile(claim_due(), claim_due))


def poll_all(sources: list[Source]) -> list[Result]:
    return _poll_pile(Pile(sources))


def _poll_pile(pile: Pile) -> list[Result]:
    hands = min(AT_ONCE, len(pile.sources))
    if hands <= 1 or connection.in_atomic_block:
        # Other threads would not see what the caller's transaction has not committed.
        return [poll(source) for source in pile]
    with ThreadPoolExecutor(max_workers=hands) as threads:
        turns = [threads.submit(_poll_apart, pile) for _hand in range(hands)]
    return [result for turn in turns for result in turn.result()]


def _poll_apart(pile: Pile) -> list[Result]:
    try:
        return [poll(source) for source in pile]
    finally:
        connection.close()
