"""For whom documents are. One rule for the list, the page, search, downloads, feed, sitemap and API."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Collection as Keys
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction

from community.groups.models import Group
from community.groups.rules import inside, led_by
from community.organisations.enums import GOVERNMENTS, Kind
from community.organisations.models import Membership, Organisation
from community.organisations.rules import current_memberships, is_editor
from content.library.enums import Readers, Status
from content.library.models import CollectionReaders, LibraryDocument, LibraryDocumentQuerySet

_GROUPS = BaseViewRestriction.GROUPS
COUNTED = (*GOVERNMENTS, Kind.PLATFORM)
"""Kinds that read what is for besturen: the association serves them, so it reads along."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What decides what somebody may read: the organisations that he works for."""

    organisations: frozenset[int]
    is_government: bool

    def may_read(self, audience: str, chosen: Keys[int]) -> bool:
        if audience == Readers.CHOSEN:
            return not self.organisations.isdisjoint(chosen)
        if audience == Readers.GOVERNMENTS:
            return self.is_government
        return audience == Readers.PUBLIC or bool(self.organisations)


def reader_of(user: Any) -> Reader:
    memberships = current_memberships(user)
    return Reader(
        frozenset(each.organisation_id for each in memberships),
        any(each.organisation.kind in COUNTED for each in memberships),
    )


def visible_to(user: Any) -> LibraryDocumentQuerySet:
    """Every document that this person may know of, in whatever state; the one rule.

    Editors know all but what is a group's that they are not in. Others know what is published for them, in a collection that is for them, and
    what they proposed themselves until it is decided.
    """
    rows: LibraryDocumentQuerySet = LibraryDocument.objects.all()
    if is_editor(user):
        return rows.filter(Q(group=None) | Q(group__in=inside(user)))
    shown = Q(status=Status.PUBLISHED, current__isnull=False) & _for(reader_of(user))
    if user.is_authenticated:
        shown |= Q(status=Status.PUBLISHED, current__isnull=False, group__in=inside(user))
    closed = closed_collections(user)
    if closed:
        shown &= ~Q(collection__in=closed)
    if user.is_authenticated:
        own = Q(uploaded_by_user=user.pk, status__in=(Status.PROPOSED, Status.REJECTED))
        shown |= own & Q(group=None)
        # What one shared is there before its file was looked at.
        shown |= Q(uploaded_by_user=user.pk, status=Status.PUBLISHED, group__in=inside(user))
    return rows.filter(shown)


def readable_by(organisation: Organisation) -> LibraryDocumentQuerySet:
    """What a system of an organisation may read: what is published for its members, as long as it
    has any, and nothing that is for one person or a group of them."""
    is_member = Membership.objects.of(organisation).current().exists()
    reader = Reader(
        frozenset({organisation.pk} if is_member else ()),
        is_member and organisation.kind in COUNTED,
    )
    rows: LibraryDocumentQuerySet = LibraryDocument.objects.published().filter(_for(reader))
    closed = _closed(reader, _opens_to_systems)
    return rows.exclude(collection__in=closed) if closed else rows


def _for(reader: Reader) -> Q:
    levels = [Readers.PUBLIC]
    if reader.organisations:
        levels.append(Readers.MEMBERS)
    if reader.is_government:
        levels.append(Readers.GOVERNMENTS)
    shown = Q(audience__in=levels)
    if not reader.organisations:
        return shown
    chosen = LibraryDocument.readers.through.objects.filter(
        librarydocument=OuterRef("pk"), organisation__in=reader.organisations
    )
    return shown | Q(Exists(chosen), audience=Readers.CHOSEN)


def closed_collections(user: Any) -> list[int]:
    """Collections that this person may not read from: his own limits and those of what is above."""
    return _closed(reader_of(user), partial(_passes, user))


def _closed(reader: Reader, passes: Callable[[str, Keys[int]], bool]) -> list[int]:
    """Both kinds of limits by one question, and one more for each kind that names somebody."""
    ours = CollectionReaders.objects.order_by().annotate(of=Value("ours"))
    wagtails = CollectionViewRestriction.objects.order_by().annotate(of=Value("wagtails"))
    limits = list(
        ours.values_list("of", "pk", "collection__path", "audience").union(
            wagtails.values_list("of", "pk", "collection__path", "restriction_type"), all=True
        )
    )
    values = {value for _of, _pk, _path, value in limits}
    chosen = _named(CollectionReaders, "organisations", wanted=Readers.CHOSEN in values)
    groups = _named(CollectionViewRestriction, "groups", wanted=_GROUPS in values)
    paths = [
        path
        for of, pk, path, value in limits
        if not (reader.may_read(value, chosen[pk]) if of == "ours" else passes(value, groups[pk]))
    ]
    if not paths:
        return []
    under = Q()
    for path in paths:
        under |= Q(path__startswith=path)
    return list(Collection.objects.filter(under).order_by("pk").values_list("pk", flat=True))


def _named(model: Any, field: str, *, wanted: bool) -> dict[int, set[int]]:
    """By limit, whom it names."""
    found: dict[int, set[int]] = defaultdict(set)
    if wanted:
        rows = model.objects.exclude(**{field: None}).order_by()
        for pk, key in rows.values_list("pk", field):
            found[pk].add(key)
    return found


def _passes(user: Any, restriction: str, groups: Keys[int]) -> bool:
    """A shared password opens nothing here: nobody could be told apart by it."""
    if restriction == BaseViewRestriction.LOGIN:
        return bool(user.is_authenticated)
    if restriction == _GROUPS and user.is_authenticated:
        return any(each.pk in groups for each in user.groups.all())
    return bool(restriction == BaseViewRestriction.NONE)


def _opens_to_systems(restriction: str, groups: Keys[int]) -> bool:
    """A key is proof enough of who one is, and of no group."""
    return restriction in (BaseViewRestriction.LOGIN, BaseViewRestriction.NONE)


def outside_groups() -> LibraryDocumentQuerySet:
    """What editors look after: everything but what is a group's."""
    rows: LibraryDocumentQuerySet = LibraryDocument.objects.filter(group=None)
    return rows


def groups_to_share_in(user: Any) -> Any:
    """The running groups that this person is in."""
    return Group.objects.running().filter(pk__in=inside(user)).order_by("name", "pk")


def may_propose(user: Any) -> bool:
    """Whoever works for an organisation may offer a document."""
    return bool(current_memberships(user))


def may_edit(user: Any) -> bool:
    return is_editor(user)


def may_keep(user: Any, document: LibraryDocument) -> bool:
    """Editors, and whoever answers for it as long as he may read it: say that it still holds, add a
    version, archive it."""
    if document.group_id is not None:
        running = groups_to_share_in(user).filter(pk=document.group_id).exists()
        mine = document.owner_id == user.pk or led_by(user).filter(pk=document.group_id).exists()
        return running and mine and document.status == Status.PUBLISHED
    if is_editor(user):
        return True
    return document.owner_id == user.pk and document.status == Status.PUBLISHED
