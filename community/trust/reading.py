"""What the pages about levels show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from community.accounts.models import User
from community.organisations.models import Membership
from community.trust import criteria
from community.trust.criteria import Criterion, counted, value_of
from community.trust.enums import Level
from community.trust.houserules import VERSION
from community.trust.models import RulesRead, Standing
from community.trust.queries import level_of, levels_of
from community.trust.rights import Line, lines_of

WAYS: Mapping[Level, Sequence[Sequence[Criterion]]] = {
    Level.NEW: (criteria.JOINING,), Level.PARTICIPANT: criteria.SHARING,
}  # fmt: skip
"""From each level to the next; to expert no counting leads."""


@dataclass(frozen=True, slots=True)
class Step:
    """One criterion as a person stands towards it."""

    criterion: Criterion
    value: int

    @property
    def is_met(self) -> bool:
        return self.value >= self.criterion.wanted

    @property
    def shown(self) -> int:
        return min(self.value, self.criterion.wanted)

    @property
    def share(self) -> float:
        return self.shown / self.criterion.wanted


@dataclass(frozen=True, slots=True)
class Mine:
    """What a person may, and the ways to what comes next: one of `ways` is enough."""

    level: Level
    standing: Standing | None
    rights: Sequence[Line]
    following: Level | None
    ways: Sequence[Sequence[Step]]
    has_read: bool


def level_page(user: Any) -> Mine:
    level = level_of(user)
    counts = counted([user.pk])
    ways = _ways(level, counts, user)
    return Mine(
        level=level, standing=Standing.objects.filter(user=user.pk).first(),
        rights=lines_of(level), following=Level(level + 1) if ways else None, ways=ways,
        has_read=value_of(counts, Criterion(criteria.RULES, "", 1, 1), user.pk) > 0,
    )  # fmt: skip


def _ways(level: Level, counts: criteria.Counts, user: Any) -> list[list[Step]]:
    return [
        [Step(each, value_of(counts, each, user.pk)) for each in way] for way in WAYS.get(level, ())
    ]


def next_step(user: Any, level: Level) -> Step | None:
    """What is still asked on the nearest way to the next level; None when no counting leads on."""
    if level not in WAYS:
        return None
    ways = _ways(level, counted([user.pk]), user)
    nearest = max(ways, key=lambda way: sum(step.share for step in way) / len(way))
    return next((step for step in nearest if not step.is_met), None)


def rules_read(user: Any) -> QuerySet[RulesRead]:
    """One row when this person read the house rules as they stand now."""
    return RulesRead.objects.filter(user=user.pk, version=VERSION)


def has_read_rules(user: Any) -> bool:
    return user.is_authenticated and rules_read(user).exists()


@dataclass(frozen=True, slots=True)
class Person:
    user: User
    organisations: str
    level: Level
    standing: Standing | None


def people(words: str, level: str) -> Any:
    """Members by name or organisation; without anything asked, those to whom a level was given."""
    rows = User.objects.filter(is_active=True, memberships__left_at=None).distinct()
    if not words and not level:
        rows = rows.filter(standing__is_assigned=True)
    if level:
        rows = rows.filter(standing__level=level)
    for word in words.replace("\0", "").split()[:8]:
        named = Q(first_name__icontains=word) | Q(last_name__icontains=word)
        rows = rows.filter(named | Q(memberships__organisation__sort_name__icontains=word))
    return rows.order_by("last_name", "first_name", "pk")


def with_levels(users: Sequence[User]) -> list[Person]:
    """The same with where they work and their level: three queries however many."""
    keys = [each.pk for each in users]
    levels = levels_of(keys)
    standings = {each.user_id: each for each in Standing.objects.filter(user__in=keys)}
    works: dict[int, list[str]] = {}
    members = Membership.objects.current().filter(user__in=keys).select_related("organisation")
    for each in members.order_by("joined_at", "pk"):
        works.setdefault(each.user_id, []).append(each.organisation.display_name)
    return [
        Person(each, ", ".join(works.get(each.pk, [])), levels[each.pk], standings.get(each.pk))
        for each in users
    ]
