"""What can be counted of a person or a bestuur; every app declares its own in its `badges.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from community.achievements.enums import SubjectKind
from community.activity.models import Activity
from community.activity.verbs import Verb
from community.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that counts: since when, by which row ("qrc.case:12"), and until when it stood."""

    at: datetime
    evidence: str
    ended_at: datetime | None = None


Facts = Mapping[int, Sequence[Fact]]
"""By key of the subject; who has none may be left out."""
Read = Callable[[Collection[int], datetime], Facts]
Moved = Callable[[Activity], Iterable[int | None]]


@dataclass(frozen=True, slots=True)
class Metric:
    """`for_subjects(keys, until)` gives the facts of these subjects up to a moment, by a constant
    number of queries; what was said in a private group is no fact. `words(n)` says so many of them.

    `moves` tells which verbs may move it, and whose figure (keys) an activity moves. `is_stock`: it
    counts what is there (a portfolio), not what happened, so no stretch of time bounds it.
    """

    key: str
    label: str | Promise
    words: Callable[[int], str]
    subjects: SubjectKind
    for_subjects: Read
    moves: tuple[tuple[Verb, Moved], ...] = ()
    is_stock: bool = False
    order: int = 0


metrics: Registry[Metric] = Registry("metrics")


def metrics_for(kind: str) -> list[Metric]:
    return [each for each in metrics if each.subjects == kind]
