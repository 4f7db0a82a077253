"""Reads that shape the list of members and a profile."""

from __future__ import annotations

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
            user=OuterRef("pk"), function__icontains=word, function_for__in=readable(viewer)
        )
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
        user__in=[each.pk for each in people], function_for__in=readable(viewer)
    )
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


def portrait(viewer: Any, person: User) -> Portrait:
    profile = profile_of(person)
    own = viewer.pk == person.pk
    government, member = counts_as_government(viewer), is_member(viewer)

    def shown(value: str, shown_to: str) -> str:
        wide = member if shown_to == ShownTo.MEMBERS else government
        return value if own or (wide and shown_to != ShownTo.NOBODY) else ""

    now = Membership.objects.current().filter(user=person).select_related("organisation")
    return Portrait(
        user=person, name=shown_name(person), work=list(now.order_by("joined_at", "pk")),
        function=shown(profile.function, profile.function_for),
        bio=shown(profile.bio, profile.bio_for), phone=shown(profile.phone, profile.phone_for),
        languages=[Spoken(each).label for each in profile.languages], is_own=own,
    )  # fmt: skip
