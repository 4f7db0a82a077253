"""What people say of themselves, what colleagues confirm, and whom the editors know."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.experts.models import Endorsement, ExpertProfile, MemberSkill, Skill
from community.experts.rules import colleague_of, skills_for
from community.experts.services.values import Refused
from community.organisations.models import Membership
from community.verbs import (
    EXPERT_PROFILE_CHANGED,
    EXPERT_UNVERIFIED,
    EXPERT_VERIFIED,
    SKILL_CHANGED,
    SKILL_ENDORSED,
    SKILL_REMOVED,
)

MOST_SKILLS = 40


def keep_skill(
    *, user: User, skill: Skill, level: int, shared: str, evidence: str = ""
) -> MemberSkill:
    """Say that one has it, or say it anew; whoever is then asked about it again wants to be."""
    with transaction.atomic():
        User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        others = MemberSkill.objects.filter(user=user).exclude(skill=skill).count()
        if others >= MOST_SKILLS:
            raise Refused(
                _("Houd het bij %(n)d vaardigheden: kies wat u het best kent.") % {"n": MOST_SKILLS}
            )
        row, _is_new = MemberSkill.objects.update_or_create(
            user=user, skill=skill,
            defaults={
                "level": level, "shared": shared, "evidence": evidence, "is_off": False,
                "changed_at": timezone.now(),
            },
        )  # fmt: skip
        record(
            SKILL_CHANGED, actor=user, subject=row, skill=skill.key, level=int(level),
            shared=str(shared), user=user.pk,
        )  # fmt: skip
    return row


def drop_skill(*, row: MemberSkill, actor: User) -> None:
    """Forget it, with what colleagues said of it."""
    with transaction.atomic():
        record(SKILL_REMOVED, actor=actor, subject=row, skill=row.skill.key, user=row.user_id)
        row.delete()


def keep_profile(*, user: User, **fields: Any) -> ExpertProfile:
    """How one lets oneself be asked; Refused without a language to be asked in."""
    if fields.get("may_be_asked") and not fields.get("languages"):
        raise Refused(_("Kies minstens één taal waarin u helpt."))
    with transaction.atomic():
        profile, _is_new = ExpertProfile.objects.update_or_create(
            user=user, defaults={**fields, "changed_at": timezone.now()}
        )
        record(
            EXPERT_PROFILE_CHANGED, organisation=profile.organisation, actor=user, subject=profile,
            may_be_asked=profile.may_be_asked,
        )  # fmt: skip
    return profile


def forget_workplace(*, user_id: int, organisation_id: int) -> bool:
    """Name an organisation no longer beside an expert who works there no more; False when it did not
    stand there, or when he is back."""
    if Membership.objects.current().filter(user=user_id, organisation=organisation_id).exists():
        return False
    with transaction.atomic():
        rows = ExpertProfile.objects.select_for_update(of=("self",))
        profile = rows.filter(user=user_id, organisation=organisation_id).first()
        if profile is None:
            return False
        profile.organisation, profile.changed_at = None, timezone.now()
        profile.save(update_fields=("organisation", "changed_at"))
        record(EXPERT_PROFILE_CHANGED, subject=profile, may_be_asked=profile.may_be_asked)
    return True


def endorse(*, row: MemberSkill, by: User) -> Endorsement:
    """Confirm what a colleague says of himself; said twice it counts once."""
    if row.user_id == by.pk:
        raise Refused(_("U kunt uw eigen vaardigheid niet bevestigen."))
    seen = skills_for(by).filter(colleague_of(by), pk=row.pk)
    if not seen.exists():
        raise Refused(_("Alleen wie met deze persoon samenwerkt, kan dit bevestigen."))
    with transaction.atomic():
        made, is_new = Endorsement.objects.get_or_create(
            member_skill=row, by=by, defaults={"owner_id": row.user_id}
        )
        if is_new:
            record(
                SKILL_ENDORSED,
                actor=by,
                subject=row,
                skill=row.skill.key,
                user=row.user_id,
                taken_back=False,
            )
    return made


def take_back(*, row: MemberSkill, by: User) -> None:
    with transaction.atomic():
        gone, _by_table = Endorsement.objects.filter(member_skill=row, by=by).delete()
        if gone:
            record(
                SKILL_ENDORSED,
                actor=by,
                subject=row,
                skill=row.skill.key,
                user=row.user_id,
                taken_back=True,
            )


def verify(*, profile: ExpertProfile, actor: User, reason: str) -> ExpertProfile:
    """The editors vouch for somebody, and say why; an empty reason takes it back."""
    with transaction.atomic():
        held = ExpertProfile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
        if held.user_id == actor.pk:
            raise Refused(_("Een andere redacteur moet dit over u zeggen."))
        held.verified_reason = reason
        held.verified_at, held.verified_by = (timezone.now(), actor) if reason else (None, None)
        held.save(update_fields=("verified_reason", "verified_at", "verified_by"))
        verb = EXPERT_VERIFIED if reason else EXPERT_UNVERIFIED
        record(verb, organisation=held.organisation, actor=actor, subject=held)
    return held
