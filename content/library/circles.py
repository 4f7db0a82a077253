"""The keys under which the search box files a document: as narrow as the rule is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from wagtail.models import BaseViewRestriction, CollectionViewRestriction

from community.organisations.enums import Kind
from community.organisations.models import Organisation
from community.search.audience import (
    ACCOUNT,
    EDITOR,
    GOVERNMENT,
    MEMBER,
    PUBLIC,
    of_group,
    of_organisation,
)
from content.library.enums import Readers, Status
from content.library.models import CollectionReaders, LibraryDocument
from content.library.rules import COUNTED

LEVELS = (PUBLIC, ACCOUNT, MEMBER, GOVERNMENT)
OF = {Readers.PUBLIC: 0, Readers.MEMBERS: 2, Readers.GOVERNMENTS: 3, Readers.CHOSEN: 2}


@dataclass(frozen=True, slots=True)
class Circle:
    """`level` is a place in LEVELS; `chosen` the only organisations, None for any."""

    level: int
    chosen: frozenset[int] | None = None

    def within(self, other: Circle) -> Circle:
        if self.chosen is None or other.chosen is None:
            both = self.chosen if other.chosen is None else other.chosen
        else:
            both = self.chosen & other.chosen
        return Circle(max(self.level, other.level), both)


NOBODY = Circle(0, frozenset())


class Circles:
    """Reads every collection's limits once, for as many documents as are asked about."""

    def __init__(self) -> None:
        self.limits = [*_ours(), *_wagtails()]
        self.platform = frozenset(
            Organisation.objects.filter(kind=Kind.PLATFORM).values_list("pk", flat=True)
        )
        self.counted: dict[int, bool] = {}

    def keys_of(self, document: LibraryDocument) -> Sequence[str]:
        """Keys of which a reader must hold one; needs `collection` and `readers` at hand."""
        if document.group_id is not None:
            # No editor's, unless he is in it; and nobody's before it may be opened.
            shown = document.status == Status.PUBLISHED and document.current_id is not None
            return (of_group(document.group_id),) if shown else ()
        if document.status != Status.PUBLISHED or document.current_id is None:
            return (EDITOR,)
        circle = _circle(document.audience, document.readers.all())
        for path, limit in self.limits:
            if document.collection.path.startswith(path):
                circle = circle.within(limit)
        return (EDITOR, *self._keys(circle))

    def _keys(self, circle: Circle) -> list[str]:
        if circle.chosen is not None:
            narrow = circle.level == OF[Readers.GOVERNMENTS]
            return [
                of_organisation(pk)
                for pk in sorted(circle.chosen)
                if not narrow or self._counts(pk)
            ]
        keys = [LEVELS[circle.level]]
        if circle.level == OF[Readers.GOVERNMENTS]:
            # The association is no bestuur, and reads along.
            keys += [of_organisation(pk) for pk in sorted(self.platform)]
        return keys

    def _counts(self, pk: int) -> bool:
        if pk not in self.counted:
            rows = Organisation.objects.filter(pk=pk, kind__in=COUNTED)
            self.counted[pk] = rows.exists()
        return self.counted[pk]


def _circle(audience: str, chosen: Iterable[Organisation]) -> Circle:
    level = OF[Readers(audience)]
    if audience == Readers.CHOSEN:
        return Circle(level, frozenset(each.pk for each in chosen))
    return Circle(level)


def _ours() -> list[tuple[str, Circle]]:
    rows: QuerySet[CollectionReaders] = CollectionReaders.objects.select_related("collection")
    return [
        (each.collection.path, _circle(each.audience, each.organisations.all()))
        for each in rows.prefetch_related("organisations").order_by("pk")
    ]


def _wagtails() -> list[tuple[str, Circle]]:
    """By group or by password nobody is told apart here: found by editors alone."""
    rows = CollectionViewRestriction.objects.select_related("collection").order_by("pk")
    by_login = BaseViewRestriction.LOGIN
    return [
        (each.collection.path, Circle(1) if each.restriction_type == by_login else NOBODY)
        for each in rows
    ]
