"""How many besturen, as it may be told outside the desk: never so few that one could guess which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be told: the whole, and its parts in the order they were given. None: not told."""

    total: int | None
    parts: tuple[int, ...] | None = None


def shown_count(n: int, parts: Iterable[int] = ()) -> Shown:
    """Whether `n` besturen may be told, and split in these parts.

    The whole is told from five. It is split only when every part, and what the parts leave over
    of the whole, is at least five too: else a reader would subtract what he is not told. Parts
    that make up the whole leave nothing over.
    """
    if n < FEWEST:
        return Shown(None)
    split = tuple(parts)
    rest = n - sum(split)
    fits = split and min(split) >= FEWEST and (rest == 0 or rest >= FEWEST)
    return Shown(n, split if fits else None)
