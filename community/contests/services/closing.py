"""At the deadline: who took part and what they fulfilled then is frozen."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import structlog
from django.db import transaction

from community.achievements.weighing import EVER
from community.activity.services import record
from community.contests.enums import ContestState
from community.contests.judging import sha256, written
from community.contests.models import Contest, ContestEntry, ContestResult
from community.contests.queries import Weighed, fits, steps_at, weighed
from community.contests.services.preparing import locked
from community.kit.clock import BRUSSELS
from community.kit.rounds import one_by_one
from community.verbs import CONTEST_CLOSED

log = structlog.get_logger(__name__)


def close_due() -> int:
    """Close what the clock says; returns how many. One that fails stops no other, and is due again."""
    due = {each.pk: each for each in Contest.objects.over().order_by("pk")}
    return one_by_one(
        due, lambda pk: close(contest=due[pk]) is not None, failed="contest_not_closed"
    )


def close(*, contest: Contest) -> ContestResult | None:
    """Freeze the list as it was at the deadline, however late we are; None when that was done, and
    while a metric of its conditions is missing: nobody would fit, for ever."""
    with transaction.atomic():
        held = locked(contest)
        if held.state != ContestState.OPEN or not held.is_over:
            return None
        if held.rule is not None and held.rule.is_asleep:
            log.error("contest_conditions_asleep", contest=held.pk)
            return None
        rows = ContestEntry.objects.standing().filter(contest=held).order_by("pk")
        entries = list(rows)
        facts = weighed(held, sorted({each.subject_id for each in entries}), held.deadline)
        frozen = written(
            {
                "contest": held.pk, "deadline": _said(held.deadline),
                "rules_version": held.rules_version, "conditions": held.conditions,
                "key_sha256": held.key_sha256,
                "entries": [_frozen(held, each, facts) for each in entries],
            }
        )  # fmt: skip
        made = ContestResult.objects.create(
            contest=held, frozen=frozen, frozen_sha256=sha256(frozen)
        )
        held.state = ContestState.CLOSED
        held.save(update_fields=("state",))
        record(CONTEST_CLOSED, subject=held, entries=len(entries), sha256=made.frozen_sha256)
    return made


def _frozen(contest: Contest, entry: ContestEntry, facts: Weighed) -> dict[str, Any]:
    tallies = facts[entry.subject_id]
    found = steps_at(contest, tallies, contest.deadline)
    return {
        "entry": entry.pk, "subject": entry.subject_id, "submitted_at": _said(entry.submitted_at),
        "answers": entry.answers, "tie_answer": str(entry.tie_answer),
        "fits": fits(contest, found),
        "conditions": [
            {
                "metric": each.condition.metric, "asked": each.condition.value,
                "within": each.condition.within, "found": each.number, "met": each.is_met,
                "evidence": _evidence(contest, tallies[each.condition.metric], each.condition.months),
            }
            for each in found
        ],
    }  # fmt: skip


def _evidence(contest: Contest, tally: Any, months: int | None) -> list[str]:
    return sorted(fact.evidence for fact in tally.counted(contest.deadline, EVER, months))


def _said(moment: datetime) -> str:
    return moment.astimezone(BRUSSELS).isoformat()
