"""The readers of a category, as people and as a width to compare."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from community.forum.models import Category
from community.forum.rules import readers_of
from community.kit.text import normalise
from community.organisations.enums import Audience
from community.organisations.models import Membership

WIDTH = {Audience.PUBLIC: 0, Audience.MEMBERS: 1, Audience.GOVERNMENTS: 2}
"""The smaller, the more people read it; each has all readers of the next."""
MOST_PICKED = 8


def is_as_wide(other: Category, here: Category) -> bool:
    """Whether whoever reads `here` also reads `other`: only then may words come along.

    Both need their `group` at hand.
    """
    if other.pk == here.pk:
        return True
    if other.audience == Audience.GROUP:
        return False
    narrow = here.group.audience if here.group is not None else here.audience
    return WIDTH[Audience(other.audience)] <= WIDTH[Audience(narrow)]


def readers_among(users: Collection[int], category: Category) -> dict[int, str]:
    """Those of these people who read this category, with the name they are shown by."""
    rows = _readers(category).filter(user__in=users)
    found: dict[int, str] = {}
    for each in rows.order_by("joined_at", "pk"):
        found.setdefault(each.user_id, _shown(each))
    return found


def people_like(words: str, category: Category, *, but: Any) -> list[tuple[int, str, str]]:
    """Who reads this category and has a name like these words: key, name, organisation; at most
    MOST_PICKED. Nothing else of a person is told."""
    asked = normalise(words)
    if not asked:
        return []
    named = _readers(category).annotate(
        said=Concat("user__first_name", Value(" "), "user__last_name")
    )
    like = Q()
    for word in words.split()[:4]:
        like &= Q(said__icontains=word) | Q(organisation__name__icontains=word)
    rows = named.filter(like).exclude(user=but.pk).exclude(said=" ").order_by("said", "user", "pk")
    found: dict[int, tuple[int, str, str]] = {}
    for each in rows[: MOST_PICKED * 3]:
        row = (each.user_id, each.user.get_full_name(), str(each.organisation))
        found.setdefault(each.user_id, row)
    return list(found.values())[:MOST_PICKED]


def _readers(category: Category) -> QuerySet[Membership]:
    """For whom these people work; who reads without working for anybody has no name here."""
    people = readers_of(category).values("pk")
    return (
        Membership.objects.current().filter(user__in=people).select_related("user", "organisation")
    )


def _shown(membership: Membership) -> str:
    name = membership.user.get_full_name() or str(membership.organisation)
    return f"{name} — {membership.organisation}"
