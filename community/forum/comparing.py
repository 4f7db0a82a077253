"""What changed between two texts, word by word, for the eye and the ear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\s+|[^\s\w]|\w+")
MOST_WORDS = 1500
"""Of one stretch that is compared word by word; a longer one is shown as a whole."""
MOST_LINES = 3000
MOST_PAIRS = 200_000
"""Pairs of like pieces that are held against each other: a text of few words, a thousand times over,
would keep its reader for minutes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `change` is "" for what stayed, "del" or "ins"."""

    change: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The new text with what went and what came marked in it.

    >>> [(each.change, each.text) for each in compare("Wij doen dit.", "Wij doen dat.")]
    [('', 'Wij doen '), ('del', 'dit'), ('ins', 'dat'), ('', '.')]
    """
    return list(_joined(_pieces(old, new)))


def _pieces(old: str, new: str) -> Iterator[Piece]:
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if max(len(before), len(after)) > MOST_LINES or _pairs(before, after) > MOST_PAIRS:
        yield from (Piece("del", old), Piece("ins", new))
        return
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[a1:a2]), "".join(after[b1:b2])
        if tag == "equal":
            yield Piece("", gone)
        else:
            yield from _words(gone, come)


def _words(old: str, new: str) -> Iterator[Piece]:
    before, after = WORDS.findall(old), WORDS.findall(new)
    longest = max(len(before), len(after))
    if not before or not after or longest > MOST_WORDS or _pairs(before, after) > MOST_PAIRS:
        yield from (Piece("del", old), Piece("ins", new))
        return
    matcher = SequenceMatcher(str.isspace, before, after, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        gone, come = "".join(before[a1:a2]), "".join(after[b1:b2])
        if tag == "equal":
            yield Piece("", gone)
        else:
            yield from (Piece("del", gone), Piece("ins", come))


def _pairs(before: list[str], after: list[str]) -> int:
    counts = Counter(before)
    return sum(counts[each] for each in after if not each.isspace())


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same without empty pieces, and with neighbours of one kind as one."""
    kept: Piece | None = None
    for each in pieces:
        if not each.text:
            continue
        if kept is not None and kept.change == each.change:
            kept = Piece(kept.change, kept.text + each.text)
            continue
        if kept is not None:
            yield kept
        kept = each
    if kept is not None:
        yield kept
