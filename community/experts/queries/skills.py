"""Finding a skill by any of its words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, Min, Q, Value, When

from community.experts.models import Endorsement, Skill, SkillWord
from community.experts.rules import skills_for
from community.experts.words import folded

FOUND = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """A skill, and the word by which it was found when that is not its name."""

    skill: Skill
    by: str


def find_skills(text: str, *, most: int = FOUND) -> list[Hit]:
    """Those with a word that begins with what was typed, what is exactly so first."""
    key = folded(text)
    if not key:
        return []
    rows = SkillWord.objects.filter(
        Q(folded__startswith=key) | Q(folded__contains=f" {key}"), skill__is_retired=False
    )
    rank = Case(
        When(folded=key, then=Value(0)), When(folded__startswith=key, then=Value(1)),
        default=Value(2), output_field=IntegerField(),
    )  # fmt: skip
    best = rows.values("skill").annotate(rank=Min(rank)).order_by("rank", "skill__name", "skill")
    keys = [each["skill"] for each in best[:most]]
    skills = Skill.objects.in_bulk(keys)
    said = _said(rows, keys)
    return [Hit(skills[pk], _by(skills[pk], key, said.get(pk, ()))) for pk in keys]


def _said(rows: Any, keys: Collection[int]) -> dict[int, list[str]]:
    said: dict[int, list[str]] = {}
    for skill, word in rows.filter(skill__in=keys).order_by("folded").values_list("skill", "word"):
        said.setdefault(skill, []).append(word)
    return said


def _by(skill: Skill, key: str, words: Sequence[str]) -> str:
    if key in folded(skill.name):
        return ""
    return words[0] if words else ""


def skill_named(text: str) -> Skill | None:
    """The one skill that is called exactly so, else the one that fits alone; None when unsure."""
    key = folded(text)
    rows = (
        Skill.objects.offered().filter(words__folded=key).distinct()
        if key
        else Skill.objects.none()
    )
    exact = list(rows[:2])
    if len(exact) == 1:
        return exact[0]
    found = find_skills(text, most=2)
    return found[0].skill if len(found) == 1 and not exact else None


def with_narrower(skills: Collection[int]) -> Q:
    """Rows with one of these skills or a narrower one of it."""
    return Q(skill__in=skills) | Q(skill__parent__in=skills)


@dataclass(slots=True)
class Shown:
    """A person's skill as one reader sees it."""

    row: Any
    confirmed: int
    by_me: bool


def shown_skills(user: Any, owners: Collection[int]) -> dict[int, list[Shown]]:
    """The skills of these people that this person sees, the highest first; two questions."""
    rows = skills_for(user).filter(user__in=owners).select_related("skill")
    rows = rows.annotate(confirmed=Count("endorsements")).order_by("-level", "skill__name", "pk")
    mine = Endorsement.objects.filter(by=user.pk, owner__in=owners)
    said = set(mine.values_list("member_skill", flat=True))
    found: dict[int, list[Shown]] = {}
    for row in rows:
        found.setdefault(row.user_id, []).append(Shown(row, row.confirmed, row.pk in said))
    return found
