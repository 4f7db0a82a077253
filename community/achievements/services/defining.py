"""Making, changing and running achievements and their rules."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.achievements.enums import AchievementState, RoundKind
from community.achievements.models import Achievement, AchievementRule
from community.achievements.rule_format import BadRule, demand_rule
from community.achievements.services.rounds import begin_round
from community.achievements.services.values import Refused
from community.activity.services import record
from community.verbs import ACHIEVEMENT_CHANGED, ACHIEVEMENT_STARTED, ACHIEVEMENT_STOPPED

FIXED = ("subject", "period")
"""What may not change once it was active: awards are told apart by it."""


def define_achievement(
    *, actor: User, rule: dict[str, Any], auto_revoke: bool = False,
    valid_months: int | None = None, **fields: Any,
) -> Achievement:  # fmt: skip
    """A new one, as a draft with the first version of its rule; Refused when that cannot be."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                made: Achievement = Achievement.objects.create(author=actor, **fields)
        except IntegrityError as error:
            raise Refused(_("Er bestaat al een prestatie met deze naam.")) from error
        _write(made, rule, auto_revoke=auto_revoke, valid_months=valid_months)
        record(ACHIEVEMENT_CHANGED, actor=actor, subject=made, fields=sorted(fields))
    return made


def change_achievement(*, achievement: Achievement, actor: User, **fields: Any) -> Achievement:
    """Other words. For whom and how often stay as they are once it was active."""
    with transaction.atomic():
        held: Achievement = Achievement.objects.select_for_update().get(pk=achievement.pk)
        changed = sorted(name for name, value in fields.items() if getattr(held, name) != value)
        if held.state != AchievementState.DRAFT and set(changed) & set(FIXED):
            raise Refused(_("Voor wie en hoe vaak liggen vast. Maak een nieuwe prestatie."))
        for name in changed:
            setattr(held, name, fields[name])
        try:
            with transaction.atomic():
                held.save()
        except IntegrityError as error:
            raise Refused(_("Er bestaat al een prestatie met deze naam.")) from error
        if changed:
            record(ACHIEVEMENT_CHANGED, actor=actor, subject=held, fields=changed)
    return held


def save_rule(
    *, achievement: Achievement, actor: User, rule: dict[str, Any], auto_revoke: bool = False,
    valid_months: int | None = None,
) -> AchievementRule:  # fmt: skip
    """The version that waits to be active, made or changed; what was active stays word for word."""
    with transaction.atomic():
        held = Achievement.objects.select_for_update().get(pk=achievement.pk)
        found = _write(held, rule, auto_revoke=auto_revoke, valid_months=valid_months)
        record(ACHIEVEMENT_CHANGED, actor=actor, subject=held, fields=["rule"], rule=found.pk)
    return found


def _write(achievement: Achievement, rule: dict[str, Any], **how: Any) -> AchievementRule:
    try:
        parsed = demand_rule(rule, achievement.subject)
    except BadRule as error:
        raise Refused(str(error)) from error
    draft = achievement.rules.filter(activated_at=None, retired_at=None).first()
    if draft is None:
        last = achievement.rules.aggregate(n=Max("version"))["n"] or 0
        draft = AchievementRule(achievement=achievement, version=last + 1)
    draft.rule, draft.auto_revoke, draft.valid_months = (
        parsed.as_data(), how["auto_revoke"], how["valid_months"],
    )  # fmt: skip
    draft.save()
    return draft


def activate(*, achievement: Achievement, actor: User) -> AchievementRule:
    """Let the version that waits hand out, also for what was done before; an achievement that was
    stopped runs again. Refused when nothing waits or its metric is gone."""
    with transaction.atomic():
        held = Achievement.objects.select_for_update().get(pk=achievement.pk)
        waiting = held.rules.filter(activated_at=None, retired_at=None).first()
        rule = waiting or held.rules.filter(retired_at=None).first()
        if rule is None or (waiting is None and held.is_active):
            raise Refused(_("Er wacht geen nieuwe versie van de regel."))
        if rule.parsed.is_asleep:
            raise Refused(
                _("Een maat van deze regel bestaat niet meer. Maak eerst een nieuwe versie.")
            )
        if waiting is not None:
            _replace(held, waiting, actor)
        held.state = AchievementState.ACTIVE
        held.save(update_fields=("state",))
        begin_round(rule=rule, kind=RoundKind.BACKFILL)
        record(ACHIEVEMENT_STARTED, actor=actor, subject=held, rule=rule.pk)
    return rule


def _replace(achievement: Achievement, rule: AchievementRule, actor: User) -> None:
    now = timezone.now()
    running = achievement.rules.filter(activated_at__isnull=False, retired_at=None)
    running.update(retired_at=now)
    rule.activated_at, rule.activated_by = now, actor
    rule.save(update_fields=("activated_at", "activated_by"))


def stop(*, achievement: Achievement, actor: User) -> None:
    """Nobody earns it any more; who has it keeps it."""
    with transaction.atomic():
        active = Achievement.objects.active().filter(pk=achievement.pk)
        if active.update(state=AchievementState.STOPPED):
            record(ACHIEVEMENT_STOPPED, actor=actor, subject=achievement)
