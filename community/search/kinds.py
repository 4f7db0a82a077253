"""What the search box finds. An app registers its kinds in its `findable.py`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from community.kit.registry import Registry


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be found; `audience` are keys of which a reader must hold one."""

    object_id: str
    title: str
    url: str
    audience: Sequence[str]
    summary: str = ""
    body: str = ""
    public_url: str = ""
    identifiers: Sequence[str] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchKind:
    """A kind of thing.

    `entries` gives what these keys say now, one entry each (none for what is gone or for nobody);
    `ids` gives every key there is. `visible` gives which of these keys this request may see: the
    same rule as the thing's own list, asked again for each page of hits.
    """

    key: str
    label: str | Promise
    icon: str
    entries: Callable[[Collection[str]], Iterable[Entry]]
    ids: Callable[[], Iterable[str]]
    visible: Callable[[HttpRequest, Collection[str]], Collection[str]]
    row_template: str = ""
    order: int = 0


kinds: Registry[SearchKind] = Registry("search kinds")


def register_kind(kind: SearchKind) -> SearchKind:
    return kinds.register(kind)
