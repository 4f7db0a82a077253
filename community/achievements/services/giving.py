"""By hand: giving what no rule sees, and taking back."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.achievements.enums import AchievementState
from community.achievements.models import Achievement, Award
from community.achievements.services.values import Refused
from community.achievements.telling import tell_award
from community.achievements.weighing import span_at
from community.activity.services import record
from community.organisations.models import Organisation
from community.verbs import AWARD_GIVEN, AWARD_REVOKED


def give(*, achievement: Achievement, to: User | Organisation, reason: str, actor: User) -> Award:
    """Give it for the period of now, and say why; Refused when it was given or earned already."""
    now = timezone.now()
    # As it stands now: what the caller holds may have been read before it was put on or stopped.
    achievement = Achievement.objects.get(pk=achievement.pk)
    if achievement.state != AchievementState.ACTIVE:
        raise Refused(_("Alleen een actieve prestatie kunt u geven."))
    if isinstance(to, User) != achievement.is_personal:
        raise Refused(_("Deze prestatie is niet voor deze ontvanger."))
    owner = {"user": to} if isinstance(to, User) else {"organisation": to}
    with transaction.atomic():
        award, is_new = Award.objects.get_or_create(
            achievement=achievement, period=span_at(achievement.period, now).key, **owner,
            defaults={
                "reason": reason, "given_by": actor, "earned_at": now, "is_announced": True,
            },
        )  # fmt: skip
        if not is_new:
            raise Refused(_("Deze ontvanger heeft de prestatie al, of ze werd teruggenomen."))
        tell_award(award)
        record(
            AWARD_GIVEN, organisation=award.organisation, actor=actor, subject=award,
            achievement=achievement.pk, user=award.user_id,
        )  # fmt: skip
    return award


def take_back(*, award: Award, reason: str, actor: User) -> None:
    """For good: no rule gives it again, also when a rule was first. A second time changes nothing."""
    with transaction.atomic():
        rows = Award.objects.filter(pk=award.pk).filter(
            Q(revoked_at=None) | Q(revoked_by_rule=True)
        )
        if rows.update(revoked_at=timezone.now(), revoked_reason=reason, revoked_by_rule=False):
            record(
                AWARD_REVOKED, organisation=award.organisation, actor=actor, subject=award,
                achievement=award.achievement_id, by_rule=False,
            )  # fmt: skip
