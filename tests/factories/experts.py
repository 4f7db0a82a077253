from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.experts.facts import load_skills
from community.experts.models import ExpertProfile, HelpRequest, MemberSkill, Skill, SkillNeed
from community.experts.services import ask_help, keep_profile, keep_skill
from community.organisations.enums import Kind
from community.organisations.models import Membership, Organisation
from tests.people import make_member, make_user


def skill(key: str) -> Skill:
    found = Skill.objects.filter(key=key).first()
    if found is None:
        load_skills()
        found = Skill.objects.get(key=key)
    return found


def municipality(name: str, province: str = "") -> Organisation:
    return Organisation.objects.create(
        kind=Kind.MUNICIPALITY, name=name, sort_name=name.lower(), province=province
    )


def expert(
    name: str, organisation: Organisation, *keys: str, shared: str = "leden", level: int = 3,
    **fields: Any,
) -> Any:  # fmt: skip
    """Somebody who works there, has these skills and may be asked about them in Dutch."""
    user = make_user(f"{name.lower()}@{organisation.pk}.example", name)
    make_member(user, organisation)
    for key in keys:
        keep_skill(user=user, skill=skill(key), level=level, shared=shared)
    profile(user, organisation=organisation, **fields)
    return user


def profile(user: Any, **fields: Any) -> ExpertProfile:
    given = {"may_be_asked": True, "languages": ["nl"], "most_per_month": 5} | fields
    return keep_profile(user=user, **given)


def has(user: Any, key: str, *, level: int = 3, shared: str = "leden") -> MemberSkill:
    return keep_skill(user=user, skill=skill(key), level=level, shared=shared)


def request(asker: Any, *keys: str, **fields: Any) -> HelpRequest:
    """A request of this person for the bestuur where he works first."""
    mine = Membership.objects.current().filter(user=asker).select_related("organisation").first()
    given = {
        "title": "Wie kent dit?", "text": "Wij zitten vast.",
        "until": timezone.localdate() + timedelta(days=14),
    } | fields  # fmt: skip
    skills = [skill(each) for each in keys or ("back-up",)]
    return ask_help(asker=asker, organisation=mine.organisation, skills=skills, **given)  # type: ignore[union-attr]


def need(organisation: Organisation, key: str, *, level: int = 2, people: int = 1) -> SkillNeed:
    return SkillNeed.objects.create(
        organisation=organisation, skill=skill(key), level=level, people=people
    )
