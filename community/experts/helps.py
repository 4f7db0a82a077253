"""What fills a gap in skills, from every room and floor that has something: a course, a service.

Whoever has something registers it in its `tiles.py`; the map asks all of them once for all its gaps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from community.experts.models import Skill
from community.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Where to go, and in words what is there."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Help:
    """`find` gives a suggestion by the key of each skill that it has one for, in a constant number of
    questions; only what this request may see."""

    key: str
    find: Callable[[HttpRequest, Sequence[Skill]], Mapping[int, Suggestion]]
    order: int = 0


helps: Registry[Help] = Registry("helps")


def register_help(help_: Help) -> Help:
    return helps.register(help_)


def suggestions(request: HttpRequest, skills: Sequence[Skill]) -> dict[int, list[Suggestion]]:
    found: dict[int, list[Any]] = {each.pk: [] for each in skills}
    for help_ in helps:
        for pk, suggestion in help_.find(request, skills).items():
            found[pk].append(suggestion)
    return found
