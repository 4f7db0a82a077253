"""What can be flagged and moderated: each app says in its face `moderated.py` what it has.

Moderation knows no topic, message or offer. It knows a key, asks the app that registered it what
a thing is, and tells that app to hide it or to put it back.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from community.kit.registry import Registry
from community.moderation.enums import ThingState
from community.moderation.models import Decision


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing as it is now. `author` and `organisation` are rows of the house, or None.

    `is_signed`: who reads it reads by whom it is; else only for whom he spoke.
    `group_id` is the group that it is said in: the leaders of that group look after it.
    """

    kind: str
    pk: int
    title: str
    words: str
    url: str
    author: Any = None
    is_signed: bool = True
    organisation: Any = None
    state: str = ThingState.SHOWN
    group_id: int | None = None
    scope: str = ""
    created_at: datetime | None = None
    # Names of what hangs under it, and whether a decision took such away.
    files: Sequence[str] = ()
    lacks_files: bool = False

    @property
    def fingerprint(self) -> str:
        """Another when it says something else: who judges it, judges what he read."""
        said = "\0".join((self.title, self.words, *self.files))
        return hashlib.sha256(said.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Line:
    """Something said just before or after a thing, for who judges it."""

    author: str
    words: str
    at: datetime
    is_it: bool = False


Resolve = Callable[[Collection[int], Any], Mapping[int, Thing]]
"""Of these keys, what this person may read (a visitor too). For None: all of them, as the house
itself knows them; only moderation asks so, and shows it to who has to judge it."""


def no_context(pk: int) -> Sequence[Line]:
    return ()


def nothing_closed(pk: int, decision: Decision) -> None:
    """Of what cannot be closed, or has no files."""


@dataclass(frozen=True, slots=True)
class Moderated:
    """A kind of thing. `key` is "app.thing".

    `hide(pk, decision)` takes it from everybody's sight and `restore(pk, decision)` puts it back, also
    when it never stood there yet (a first post that waited). Both run in moderation's transaction,
    lock their own row first, change nothing when it is so already, and record a verb of their own.
    `context(pk)` gives the little around it that a moderator needs.
    """

    key: str
    label: str | Promise
    resolve: Resolve
    hide: Callable[[int, Decision], None]
    restore: Callable[[int, Decision], None]
    context: Callable[[int], Sequence[Line]] = no_context
    # Opens again what a decision closed.
    unlock: Callable[[int, Decision], None] = nothing_closed
    # Take the files from under it, which leaves the rest; and hang them back.
    unfile: Callable[[int, Decision], None] = nothing_closed
    refile: Callable[[int, Decision], None] = nothing_closed
    # Said to who flags it: what a moderator will then read that he otherwise may not.
    disclosure: str | Promise = ""
    order: int = 100


kinds: Registry[Moderated] = Registry("moderated")


def register_moderated(kind: Moderated) -> Moderated:
    return kinds.register(kind)


def find(kind: str, pk: int, user: Any = None) -> Thing | None:
    """This thing, if this person may read it; for None, whatever it is."""
    if kind not in kinds:
        return None
    return kinds.get(kind).resolve([pk], user).get(pk)


def find_all(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], Thing]:
    """Many at once, as the house knows them: one question for each kind."""
    found: dict[tuple[str, int], Thing] = {}
    for kind in {kind for kind, _pk in keys}:
        if kind in kinds:
            wanted = [pk for each, pk in keys if each == kind]
            rows = kinds.get(kind).resolve(wanted, None)
            found |= {(kind, pk): thing for pk, thing in rows.items()}
    return found
