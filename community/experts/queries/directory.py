"""The list of experts: who is found, and what stands beside a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, Subquery

from community.experts.enums import Sharing
from community.experts.models import ExpertProfile, Skill
from community.experts.queries.skills import Shown, shown_skills, with_narrower
from community.experts.rules import experts_for, skills_for

IN_ROW = 5


@dataclass(slots=True)
class Row:
    """One expert as a reader finds him; the skills that were asked for stand first."""

    profile: ExpertProfile
    skills: Sequence[Shown] = field(default_factory=list)
    more: int = 0


def find_experts(user: Any, wish: Mapping[str, Any]) -> Any:
    """Those that this person sees and asks for. `wish` has perhaps q, skill, level, region, language
    and available."""
    rows = experts_for(user).select_related("user", "organisation")
    skill, level = wish.get("skill"), wish.get("level")
    told = skills_for(user).filter(user=OuterRef("pk"), shared=Sharing.MEMBERS)
    if skill is not None:
        told = told.filter(with_narrower([skill.pk]))
    if level:
        told = told.filter(level__gte=level)
    if skill is not None or level:
        rows = rows.filter(Exists(told))
    rows = _living(rows, wish)
    for word in (wish.get("q") or "").replace("\0", "").split()[:8]:
        named: Any = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
        rows = rows.filter(
            named | Q(organisation__sort_name__icontains=word) | Q(subjects__icontains=word)
        )
    best = told.order_by().values("user").annotate(best=Max("level")).values("best")
    rows = rows.annotate(best=Subquery(best))
    order = (F("best").desc(nulls_last=True),) if skill is not None else ()
    return rows.order_by(*order, "user__last_name", "user__first_name", "pk")


def _living(rows: Any, wish: Mapping[str, Any]) -> Any:
    if region := wish.get("region"):
        rows = rows.filter(Q(regions=[]) | Q(regions__contains=[region]))
    if language := wish.get("language"):
        rows = rows.filter(languages__contains=[language])
    if wish.get("available"):
        rows = rows.filter(pk__in=ExpertProfile.objects.available().values("pk"))
    return rows


def rows_of(user: Any, profiles: Sequence[ExpertProfile], skill: Skill | None) -> list[Row]:
    known = shown_skills(user, [each.pk for each in profiles])
    return [_row(each, known.get(each.pk, []), skill) for each in profiles]


def _row(profile: ExpertProfile, skills: list[Shown], skill: Skill | None) -> Row:
    # What a colleague shares with his own bestuur alone stands on his page, not in this list.
    told = [each for each in skills if each.row.shared == Sharing.MEMBERS]
    if skill is not None:
        told.sort(key=lambda each: skill.pk not in (each.row.skill_id, each.row.skill.parent_id))
    return Row(profile, told[:IN_ROW], max(0, len(told) - IN_ROW))


def counts_by_skill(user: Any, skills: Sequence[Skill]) -> dict[int, int]:
    """How many experts this person finds for each of these skills, itself or narrower; one question."""
    rows = skills_for(user).filter(shared=Sharing.MEMBERS, user__in=experts_for(user).values("pk"))
    rows = rows.filter(with_narrower([each.pk for each in skills]))
    pairs = rows.values_list("skill", "skill__parent", "user")
    found: dict[int, set[int]] = {each.pk: set() for each in skills}
    for skill, parent, person in pairs:
        for key in (skill, parent):
            if key in found:
                found[key].add(person)
    return {key: len(people) for key, people in found.items()}


def open_for_skills(user: Any, requests: Any) -> Any:
    """Of these requests those that ask for something this person knows, and that are not his own."""
    mine = skills_for(user).filter(user=user.pk, is_off=False)
    wanted = Q(skills__in=mine.values("skill")) | Q(skills__in=mine.values("skill__parent"))
    return requests.open().exclude(asker=user.pk).filter(wanted).distinct()


def counted_matches(requests: Any) -> Any:
    """Adds `asked` and `yes`: how many were asked, and how many of all said yes."""
    return requests.annotate(
        asked=Count("matches", filter=Q(matches__wave__gt=0), distinct=True),
        yes=Count("matches", filter=Q(matches__reply="ja"), distinct=True),
    )
