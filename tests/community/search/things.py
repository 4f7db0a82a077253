"""Invented things to be found, and whom they are for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser

from community.search.audience import PUBLIC
from community.search.kinds import Entry, SearchKind, kinds
from community.search.queries import find
from community.search.services import refresh

KEY = "proef.thing"


@dataclass
class Things:
    """A kind whose things a test sets; `hidden` are those its own list would not show."""

    said: dict[str, Entry] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def kind(self) -> SearchKind:
        return SearchKind(
            key=KEY, label="Proefdingen", icon="file", entries=self.entries,
            ids=lambda: list(self.said), visible=self.visible,
        )  # fmt: skip

    def entries(self, ids: Collection[str]) -> Iterator[Entry]:
        return (self.said[each] for each in ids if each in self.said)

    def visible(self, request: Any, ids: Collection[str]) -> set[str]:
        return set(ids) - self.hidden

    def say(self, **titles: str | Entry) -> None:
        for key, what in titles.items():
            self.said[key] = what if isinstance(what, Entry) else thing(key, what)
        refresh(KEY, list(titles))


def thing(key: str, title: str, **more: Any) -> Entry:
    given = {"url": f"/dingen/{key}/", "public_url": f"/open/{key}/", "audience": (PUBLIC,)} | more
    return Entry(object_id=key, title=title, **given)


@contextmanager
def registered() -> Iterator[Things]:
    things = Things()
    with kinds.temporarily(things.kind()):
        yield things


def request_of(user: Any = None, organisation: Any = None) -> Any:
    return SimpleNamespace(user=user or AnonymousUser(), organisation=organisation)


def found(text: str, request: Any = None, **more: Any) -> set[str]:
    """Keys of our own things that are found by these words; of all words only."""
    result = find(request or request_of(), text, **({"kind": KEY} | more))
    return set() if result.is_loose else {hit.entry.object_id for hit in result.hits}
