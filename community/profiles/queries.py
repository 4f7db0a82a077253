"""Reads that shape the list of members and a profile."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from community.accounts.models import User
from community.accounts.naming import shown_name
from community.organisations.models import Membership
from community.profiles.enums import ShownTo, Spoken
from community.profiles.models import MemberProfile, profile_of
from community.profiles.rules import counts_as_government, is_member, members_for, reads

MOST_WORDS = 8
FOUND = 8


def with_work(people: QuerySet[User]) -> QuerySet[User]:
    """Each with `work`: where he works now, by two questions however many they are."""
    now = Membership.objects.current().select_related("organisation").order_by("joined_at", "pk")
    return people.prefetch_related(Prefetch("memberships", now, to_attr="work"))


def readable(viewer: Any) -> list[str]:
    """What a line of a profile may be for, so that this person reads it."""
    return [each.value for each in ShownTo if reads(viewer, each)]


def directory(viewer: Any, words: str = "") -> QuerySet[User]:
    """Whom this person finds by these words: name, organisation, and what he reads of their function.

    A word never finds a mail address, nor a function that is not shown to who searches.
    """
    people = members_for(viewer)
    for word in words.replace("\0", "").split()[:MOST_WORDS]:
        work = Membership.objects.current().filter(user=OuterRef("pk"))
        told = MemberProfile.objects.filter(
            user=OuterRef("pk"), function__icontains=word, function_for__in=readable(viewer),
            words_hidden_at=None,
        )  # fmt: skip
        here = work.filter(
            Q(organisation__name__icontains=word) | Q(organisation__sort_name__icontains=word)
        )
        named = Q(first_name__icontains=word) | Q(last_name__icontains=word)
        people = people.filter(named | Exists(here) | Exists(told))
    return people.order_by("last_name", "first_name", "pk")


def options(viewer: Any, words: str) -> list[User]:
    """The first that a picker shows; oneself is nobody to pick."""
    if not words.strip() or not is_member(viewer):
        return []
    return list(with_work(directory(viewer, words).exclude(pk=viewer.pk))[:FOUND])


def functions_of(viewer: Any, people: list[User]) -> dict[int, str]:
    """By key, the functions that this person reads."""
    rows = MemberProfile.objects.filter(
        user__in=[each.pk for each in people], function_for__in=readable(viewer),
        words_hidden_at=None,
    )  # fmt: skip
    return dict(rows.exclude(function="").values_list("user", "function"))


@dataclass(frozen=True, slots=True)
class Portrait:
    """A profile as one reader sees it; what is not for him is empty."""

    user: Any
    name: str
    work: list[Membership]
    function: str
    bio: str
    phone: str
    languages: list[Any]
    is_own: bool
    is_hidden: bool
    """A moderator took function and bio out of sight; their writer still reads them."""


def portrait(viewer: Any, person: User) -> Portrait:
    profile = profile_of(person)
    own = viewer.pk == person.pk
    government, member = counts_as_government(viewer), is_member(viewer)

    is_hidden = profile.words_hidden_at is not None

    def shown(value: str, shown_to: str) -> str:
        wide = member if shown_to == ShownTo.MEMBERS else government
        return value if own or (wide and shown_to != ShownTo.NOBODY) else ""

    def words(value: str, shown_to: str) -> str:
        return "" if is_hidden and not own else shown(value, shown_to)

    now = Membership.objects.current().filter(user=person).select_related("organisation")
    return Portrait(
        user=person, name=shown_name(person), work=list(now.order_by("joined_at", "pk")),
        function=words(profile.function, profile.function_for),
        bio=words(profile.bio, profile.bio_for), phone=shown(profile.phone, profile.phone_for),
        languages=[Spoken(each).label for each in profile.languages], is_own=own,
        is_hidden=is_hidden,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """Function and bio of a person; of what is not told there is nothing."""

    user: User
    function: str
    bio: str
    is_hidden: bool = False

    @property
    def pk(self) -> int:
        return self.user.pk

    @property
    def name(self) -> str:
        return shown_name(self.user)


def words_read_by(viewer: Any, keys: Collection[int]) -> list[Told]:
    """What these people say of themselves, as this person reads it; who says him nothing is left
    out."""
    rows = MemberProfile.objects.filter(user__in=members_for(viewer).filter(pk__in=keys))
    return _told(rows.filter(words_hidden_at=None), readable(viewer))


def words_told(keys: Collection[int]) -> list[Told]:
    """The same as anybody else may read it, hidden or not: for who judges it."""
    others = [each.value for each in ShownTo if each != ShownTo.NOBODY]
    return _told(MemberProfile.objects.filter(user__in=keys), others)


def _told(rows: QuerySet[MemberProfile], shown: Collection[str]) -> list[Told]:
    found = [
        Told(
            each.user, each.function if each.function_for in shown else "",
            each.bio if each.bio_for in shown else "", each.words_hidden_at is not None,
        )
        for each in rows.select_related("user")
    ]  # fmt: skip
    return [each for each in found if each.function or each.bio]
