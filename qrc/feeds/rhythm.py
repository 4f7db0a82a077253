"""How often a source really brings something, and from when its silence is strange. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil

OCCASION = timedelta(hours=3)
"""News that comes in pieces, such as a long directory, is one occasion."""
LAST = 100
"""Occasions that count: a source may change its habits."""
FEWEST_GAPS = 5
SHORTEST_HISTORY = timedelta(days=14)
MEDIANS, WIDE_GAPS = 5, 2
FLOOR, CEILING = timedelta(days=4), timedelta(days=60)
"""No alarm over a long weekend; and two months of nothing is worth a look."""
OWN_CEILING = 1.5


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What was learnt: the gap between two occasions of news, and the limit that follows from it."""

    usual: timedelta
    limit: timedelta


def rhythm_of(news: Iterable[datetime]) -> Rhythm | None:
    """The rhythm behind these moments of news; None when they are too few to judge by.

    The last hundred occasions count. With `median` their median gap and `wide` the gap that nine
    in ten do not exceed:

        limit = max(5 × median, 2 × wide), at least 4 days,
                at most 60 days, or 1.5 × wide for a source that is known to rest longer.

    The median says how often it speaks; `wide` knows its weekends and holidays. Five gaps over
    fourteen days are the least: a first busy week says nothing of an ordinary month.
    """
    moments = _occasions(sorted(news))[-LAST:]
    gaps = sorted(later - earlier for earlier, later in pairwise(moments))
    if len(gaps) < FEWEST_GAPS or moments[-1] - moments[0] < SHORTEST_HISTORY:
        return None
    usual = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2
    wide = gaps[ceil(0.9 * len(gaps)) - 1]
    limit = max(MEDIANS * usual, WIDE_GAPS * wide, FLOOR)
    return Rhythm(usual, min(limit, max(CEILING, OWN_CEILING * wide)))


def is_silent(*, last_news: datetime | None, last_ok: datetime | None, limit: timedelta) -> bool:
    """Whether a source brought nothing for longer than its limit, as far as we could hear.

    The clock stops at the last good answer: while we could not ask, nobody was silent to us.
    """
    return last_news is not None and last_ok is not None and last_ok - last_news > limit


def _occasions(moments: Sequence[datetime]) -> list[datetime]:
    found: list[datetime] = []
    for moment in moments:
        if not found or moment - found[-1] >= OCCASION:
            found.append(moment)
    return found
