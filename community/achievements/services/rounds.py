"""Rounds past everybody, in steps that may each be killed and taken again."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.achievements.enums import RoundKind
from community.achievements.models import AchievementRule, Round
from community.achievements.queries import subjects_after
from community.achievements.services.weighing import evaluate

STEP = 100
NIGHT = timedelta(hours=20)
"""A rule that was gone round less long ago can wait until tomorrow night."""


def begin_round(*, rule: AchievementRule, kind: str) -> Round:
    """A round past everybody under this rule; one that runs already is taken along."""
    found: Round
    found, _is_new = Round.objects.get_or_create(
        rule=rule, finished_at=None, defaults={"kind": kind}
    )
    return found


def begin_sweep() -> int:
    """A round for every rule that had none since last night; returns how many."""
    since = timezone.now() - NIGHT
    rows = AchievementRule.objects.running().exclude(rounds__started_at__gt=since)
    found = list(rows.order_by("pk"))
    for rule in found:
        begin_round(rule=rule, kind=RoundKind.SWEEP)
    return len(found)


def step_rounds() -> int:
    """Take every open round to its end, a step at a time; returns how many steps."""
    taken = 0
    for pk in Round.objects.filter(finished_at=None).order_by("pk").values_list("pk", flat=True):
        while step(pk=pk):
            taken += 1
    return taken


def step(*, pk: int, number: int = STEP) -> bool:
    """The next of a round; False when it is done, or another process has it in hand."""
    with transaction.atomic():
        rows = Round.objects.select_for_update(of=("self",), skip_locked=True)
        rows = rows.select_related("rule__achievement").filter(pk=pk, finished_at=None)
        found = rows.first()
        if found is None:
            return False
        subjects = subjects_after(found.rule.achievement.subject, found.cursor, number)
        if subjects:
            found.made += len(evaluate(rule=found.rule, subjects=subjects))
            found.looked, found.cursor = found.looked + len(subjects), subjects[-1]
        else:
            found.finished_at = timezone.now()
        found.save(update_fields=("made", "looked", "cursor", "finished_at"))
    return bool(subjects)
