"""Screens of the house, found by their names. Whoever draws the menu registers what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from community.kit.registry import Registry
from community.search.words import fold, tokens

MOST = 4


@dataclass(frozen=True, slots=True)
class Place:
    label: str
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """`places` gives the screens that this request may open."""

    key: str
    places: Callable[[HttpRequest], Iterable[Place]]
    order: int = 0


atlases: Registry[Atlas] = Registry("atlases")


def places_named(request: HttpRequest, text: str) -> list[Place]:
    """Screens in whose names every word begins one of these, at most MOST."""
    asked = list(tokens(fold(text)))
    if not asked:
        return []
    found = (each for atlas in atlases for each in atlas.places(request) if _fits(each, asked))
    return list({each.url: each for each in found}.values())[:MOST]


def _fits(place: Place, asked: list[str]) -> bool:
    words = list(tokens(fold(place.label)))
    return all(any(word.startswith(each) for word in words) for each in asked)
