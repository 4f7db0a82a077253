"""What an answer is worth: from 0 to 1, the same for everybody. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.learning.enums import QuestionKind as Kind

SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    score: float
    feedback: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return self.score >= 1


def mark(question: Mapping[str, Any], given: Any) -> Mark:
    """The mark of one frozen question (see `papers`); nothing given, or nonsense, is worth 0."""
    if given in (None, "", []):
        return Mark(0.0)
    if question["kind"] == Kind.SHORT:
        return _short(question, str(given))
    if not isinstance(given, list) or not all(isinstance(each, int) for each in given):
        return Mark(0.0)
    if question["kind"] in (Kind.ORDERING, Kind.MATCHING):
        return _places(question, given)
    return _chosen(question, given)


def _chosen(question: Mapping[str, Any], given: Sequence[int]) -> Mark:
    """A right choice earns its share, a wrong one takes a share away; below nothing it does not go."""
    right, chosen = set(question["key"]), set(given)
    if question["kind"] != Kind.MULTIPLE and len(chosen) != 1:
        return Mark(0.0)
    hits, misses = len(chosen & right), len(chosen - right)
    said = question["feedback"]
    heard = tuple(said[at] for at in sorted(chosen) if 0 <= at < len(said) and said[at])
    return Mark(max(0.0, (hits - misses) / len(right)), heard)


def _places(question: Mapping[str, Any], given: Sequence[int]) -> Mark:
    """The share that stands where it belongs."""
    key, said = question["key"], question["feedback"]
    if len(given) != len(key):
        return Mark(0.0)
    wrong = [at for at, place in enumerate(key) if given[at] != place]
    heard = tuple(said[at] for at in wrong if at < len(said) and said[at])
    return Mark(1 - len(wrong) / len(key), heard)


def _short(question: Mapping[str, Any], given: str) -> Mark:
    said = question["feedback"]
    for at, good in enumerate(question["key"]):
        if plain(good) == plain(given):
            return Mark(1.0, (said[at],) if at < len(said) and said[at] else ())
    return Mark(0.0)


def plain(text: str) -> str:
    """Without capitals, accents, double spaces, or a full stop at the end."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(each for each in bare if not unicodedata.combining(each))
    return SPACE.sub(" ", letters).strip().rstrip(".!").strip()


def total(marks: Sequence[Mark]) -> float:
    """Every question counts as much; 0 for an empty paper."""
    return sum(each.score for each in marks) / len(marks) if marks else 0.0


def is_enough(score: float, pass_mark: int) -> bool:
    """Whether a share reaches a mark in percent; 0.7 is 70 %, however a float is written."""
    return round(score * 100, 6) >= pass_mark
