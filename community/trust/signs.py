"""What people do that speaks for them: rooms above register what they can count of it.

Trust knows no post and no answer. It asks each sign how often it holds for some people since a
moment, and says on the page what it asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from community.kit.registry import Registry

Count = Callable[[Collection[int], datetime], Mapping[int, int]]
"""How often, by key of the person, since this moment; who is left out has none."""


@dataclass(frozen=True, slots=True)
class Sign:
    """`key` is one of those that `criteria.py` asks for."""

    key: str
    label: str | Promise
    count: Count
    order: int = 100


signs: Registry[Sign] = Registry("signs of trust")


def register_sign(sign: Sign) -> Sign:
    return signs.register(sign)
