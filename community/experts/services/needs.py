"""What a bestuur wants to have at hand."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.experts.facts import read_advice
from community.experts.models import Skill, SkillNeed
from community.experts.services.values import Refused
from community.organisations.models import Organisation
from community.verbs import SKILL_NEEDS_CHANGED

MOST_NEEDS = 80


def begin_needs(*, organisation: Organisation, actor: User, size: str) -> int:
    """Begin with what a bestuur of this size is advised; what was there already stays as it is."""
    advice = [each for each in read_advice() if each.size == size]
    with transaction.atomic():
        ids = dict(Skill.objects.offered().values_list("key", "pk"))
        rows = [
            SkillNeed(
                organisation=organisation, skill_id=ids[each.skill], level=each.level,
                people=each.people,
            )
            for each in advice
            if each.skill in ids
        ]  # fmt: skip
        SkillNeed.objects.bulk_create(rows, ignore_conflicts=True)
        record(SKILL_NEEDS_CHANGED, organisation=organisation, actor=actor, size=size)
    return len(rows)


def keep_need(
    *, organisation: Organisation, actor: User, skill: Skill, level: int, people: int
) -> SkillNeed:
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        others = SkillNeed.objects.of(organisation).exclude(skill=skill).count()
        if others >= MOST_NEEDS:
            raise Refused(_("Houd het bij %(n)d vaardigheden.") % {"n": MOST_NEEDS})
        row, _is_new = SkillNeed.objects.update_or_create(
            organisation=organisation, skill=skill, defaults={"level": level, "people": people}
        )
        record(
            SKILL_NEEDS_CHANGED, organisation=organisation, actor=actor, subject=row,
            skill=skill.key, level=int(level), people=int(people),
        )  # fmt: skip
    return row


def drop_need(*, row: SkillNeed, actor: User) -> None:
    with transaction.atomic():
        record(
            SKILL_NEEDS_CHANGED, organisation=row.organisation, actor=actor, subject=row,
            skill=row.skill.key, people=0,
        )  # fmt: skip
        row.delete()
