"""The one way in which a rule hands out: events, back-filling and the nightly round all come by here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.achievements.enums import Period, SubjectKind
from community.achievements.models import AchievementRule, Award
from community.achievements.queries import tallies_of
from community.achievements.rule_format import Rule
from community.achievements.telling import tell_award
from community.achievements.weighing import (
    Earned,
    Tallies,
    earned,
    holds,
    months_after,
    span_at,
)
from community.activity.services import record
from community.verbs import AWARD_EARNED, AWARD_REVOKED

NEWS = timedelta(days=2)
"""What was earned longer ago is handed out without a word."""
Key = tuple[int, str]
"""A subject and a period."""


def evaluate(
    *, rule: AchievementRule, subjects: Collection[int], until: datetime | None = None
) -> list[Award]:
    """Hand out what these subjects earned by this rule, and take back what it says; returns what is
    new. Run twice, at once or halfway, it leaves the same rows: they are unique in the database.
    """
    moment = until or timezone.now()
    with transaction.atomic():
        parsed = rule.parsed
        if parsed.is_asleep or not AchievementRule.objects.running().filter(pk=rule.pk).exists():
            return []
        wanted = sorted(subjects)
        tallies = tallies_of([parsed], wanted, moment)
        known = _known(rule, wanted)
        made: list[Award] = []
        for subject in wanted:
            met = earned(parsed, tallies[subject], rule.achievement.period, moment)
            made += _new(
                rule, subject, [each for each in met if (subject, each.period) not in known]
            )
            mine = [award for key, award in known.items() if key[0] == subject]
            mine += [award for award in made if award.subject_id == subject]
            for award in mine:
                _look_again(award, rule, parsed, tallies[subject], {m.period for m in met}, moment)
    return made


def _known(rule: AchievementRule, subjects: Collection[int]) -> dict[Key, Award]:
    """Held until the transaction ends: what a person takes back meanwhile is not written over."""
    rows = Award.objects.select_for_update(of=("self",)).filter(achievement=rule.achievement_id)
    rows = rows.order_by("pk")
    rows = rows.filter(**{f"{_column(rule)}__in": subjects}).select_related("achievement")
    return {(each.subject_id, each.period): each for each in rows}


def _column(rule: AchievementRule) -> str:
    return "user" if rule.achievement.subject == SubjectKind.PERSON else "organisation"


def _new(rule: AchievementRule, subject: int, met: Sequence[Earned]) -> list[Award]:
    found = (_hand_out(rule, subject, each) for each in met)
    return [award for award in found if award is not None]


def _hand_out(rule: AchievementRule, subject: int, met: Earned) -> Award | None:
    """The award, unless another process was first."""
    values: dict[str, Any] = {
        "rule": rule, "earned_at": met.at, "evidence": list(met.evidence),
        "is_announced": met.at >= timezone.now() - NEWS, "valid_until": _valid_until(rule, met.at),
    }  # fmt: skip
    award, is_new = Award.objects.get_or_create(
        achievement=rule.achievement, period=met.period, **{f"{_column(rule)}_id": subject},
        defaults=values,
    )  # fmt: skip
    if not is_new:
        return None
    if award.is_announced:
        tell_award(award)
    record(
        AWARD_EARNED, organisation=award.organisation, actor=award.user, subject=award,
        achievement=rule.achievement_id, period=met.period, rule=rule.pk,
    )  # fmt: skip
    return award


def _valid_until(rule: AchievementRule, since: datetime) -> datetime | None:
    return None if rule.valid_months is None else months_after(since, rule.valid_months)


def _look_again(
    award: Award, rule: AchievementRule, parsed: Rule, tallies: Tallies, met: set[str],
    moment: datetime,
) -> None:  # fmt: skip
    """What was handed out already: taken back or given again when the rule says so, renewed when it
    lapsed and holds still. What a person gave or took back stays as he left it."""
    if award.rule_id is None or (award.revoked_at is not None and not award.revoked_by_rule):
        return
    is_true = _is_true(award, rule, parsed, tallies, met, moment)
    if award.revoked_at is None and rule.auto_revoke and not is_true:
        _take_back(award)
    elif award.revoked_at is not None and is_true:
        award.revoked_at, award.revoked_reason, award.revoked_by_rule = None, "", False
        award.valid_until = _valid_until(rule, moment)
        award.save(update_fields=("revoked_at", "revoked_reason", "revoked_by_rule", "valid_until"))
    elif award.lapsed_at(moment) and is_true and award.period == Period.ONCE:
        award.valid_until = _valid_until(rule, moment)
        award.save(update_fields=("valid_until",))


def _is_true(
    award: Award, rule: AchievementRule, parsed: Rule, tallies: Tallies, met: set[str],
    moment: datetime,
) -> bool:  # fmt: skip
    """Of the period of now: whether the rule holds at this moment. Of one gone by: whether it did."""
    span = span_at(rule.achievement.period, moment)
    if award.period == span.key:
        return holds(parsed, tallies, moment, span)
    return award.period in met


def _take_back(award: Award) -> None:
    award.revoked_at, award.revoked_by_rule = timezone.now(), True
    award.revoked_reason = _("De regel klopt niet meer.")
    award.save(update_fields=("revoked_at", "revoked_by_rule", "revoked_reason"))
    record(
        AWARD_REVOKED, organisation=award.organisation, subject=award,
        achievement=award.achievement_id, by_rule=True,
    )  # fmt: skip
