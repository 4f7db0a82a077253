"""The order in which services stand: it turns every day, and no place can be bought. Pure.

Providers are put in an order drawn by lot, which moves on by one place a day. As many days as there
are providers make a round; in a round each stands once at every place, and each round draws anew.
Every provider shows one card before anybody shows a second, so more cards give no more room in front.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from hashlib import sha256
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def of_day(cards: Iterable[tuple[int, int]], day: date) -> list[int]:
    """The keys of these cards (key, provider) as they stand on this day."""
    by_provider: dict[int, list[int]] = {}
    for card, provider in cards:
        by_provider.setdefault(provider, []).append(card)
    number = day.toordinal()
    rows = [turned(by_provider[each], number, f"of:{each}") for each in turned(by_provider, number)]
    longest = max(map(len, rows), default=0)
    return [row[n] for n in range(longest) for row in rows if n < len(row)]


def turned(keys: Iterable[Key], number: int, salt: str = "") -> list[Key]:
    """These keys in the order of day `number`: by lot for a whole round, moved on by its days."""
    drawn = list(keys)
    if not drawn:
        return []
    round_, moved = divmod(number, len(drawn))
    drawn.sort(key=lambda each: _lot(salt, round_, each))
    return [*drawn[moved:], *drawn[:moved]]


def _lot(salt: str, round_: int, key: Hashable) -> bytes:
    return sha256(f"{salt}|{round_}|{key}".encode()).digest()
