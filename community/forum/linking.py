"""What topics may be about. Each app registers its kinds in its `linkable.py`; the forum knows none."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from community.forum.models import Topic, TopicLink
from community.kit.registry import Registry

LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class LinkKind:
    """One kind of thing.

    `resolve` gives of these keys those that this user may see, each with its title and address;
    `search` the first of those with these words, as (key, title). `notice` is read by whoever is
    about to answer for the first time in a topic that the house itself began about such a thing.
    """

    key: str
    label: str | Promise
    icon: str
    resolve: Callable[[Collection[str], Any], dict[str, tuple[str, str]]]
    search: Callable[[str, Any], Sequence[tuple[str, str]]]
    notice: str | Promise = ""
    order: int = 0


link_kinds: Registry[LinkKind] = Registry("kinds of links")


def register_link(kind: LinkKind) -> LinkKind:
    return link_kinds.register(kind)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing that a topic is about, for a reader who may see it."""

    kind: LinkKind
    object_id: str
    title: str
    url: str

    @property
    def value(self) -> str:
        return f"{self.kind.key}:{self.object_id}"


def resolved(pairs: Iterable[tuple[str, str]], user: Any) -> list[Link]:
    """Of these (kind, key) those that this user may see; one question of a kind, by its own app."""
    by_kind: dict[str, list[str]] = {}
    for kind, key in pairs:
        if kind in link_kinds:
            by_kind.setdefault(kind, []).append(key)
    found = []
    for name, keys in by_kind.items():
        known = link_kinds.get(name)
        seen = known.resolve(keys, user)
        found += [Link(known, key, *seen[key]) for key in keys if key in seen]
    return found


def resolve_one(value: str, user: Any) -> Link | None:
    """What "catalogue.solution:12" names, when this user may see it."""
    kind, _colon, key = value.partition(":")
    if not key or len(key) > LONGEST_KEY or "\0" in value:
        return None
    return next(iter(resolved([(kind, key)], user)), None)


def found_by(words: str, user: Any, most: int = 8) -> list[Link]:
    """What of all kinds has these words, for whoever binds a topic to it."""
    pairs = [
        (kind.key, key)
        for kind in link_kinds
        for key, _title in list(kind.search(words, user))[:most]
    ]
    return resolved(pairs, user)[:most] if words.strip() else []


def notice_of(topic: Topic, pairs: Iterable[tuple[str, str]]) -> str:
    """What to know before a first answer in a topic of the house; "" of other topics."""
    if topic.author_id is not None:
        return ""
    said = (str(link_kinds.get(kind).notice) for kind, _key in pairs if kind in link_kinds)
    return next(filter(None, said), "")


def topics_about(kind: str, key: Any) -> Any:
    """The keys of topics about one thing; who may read them is asked by `rules.topics_for`."""
    return TopicLink.objects.filter(kind=kind, object_id=str(key)).values("topic")


def key_of(value: str) -> int | None:
    """A numeric key as a link holds it; None of anything else."""
    return int(value) if value.isdecimal() and len(value) < 18 else None
