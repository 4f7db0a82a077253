"""Conditions of a contest weighed at a moment, and results as a screen shows them."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from community.accounts.naming import shown_name
from community.achievements.enums import Period
from community.achievements.queries import Step, steps, tallies_of
from community.achievements.weighing import Tally, span_at
from community.contests.models import Contest, ContestEntry, ContestResult

Weighed = dict[int, dict[str, Tally]]


def weighed(contest: Contest, subjects: Collection[int], moment: datetime) -> Weighed:
    """The facts of these subjects as they stood at a moment."""
    if contest.rule is None:
        return {each: {} for each in subjects}
    return tallies_of([contest.rule], subjects, moment)


def steps_at(contest: Contest, tallies: dict[str, Tally], moment: datetime) -> list[Step]:
    """Each condition and how far one is with it."""
    if contest.rule is None:
        return []
    return steps(contest.rule, tallies, moment, span_at(Period.ONCE, moment))


def fits(contest: Contest, found: Sequence[Step]) -> bool:
    rule = contest.rule
    if rule is None:
        return True
    if len(found) < len(rule.conditions):
        return False
    met = [each.is_met for each in found]
    return all(met) if rule.needs_all else any(met)


def standing_now(contest: Contest, subject: int) -> list[Step]:
    """How far this subject is with the conditions now, or was at the deadline."""
    moment = min(timezone.now(), contest.deadline)
    return steps_at(contest, weighed(contest, [subject], moment)[subject], moment)


@dataclass(frozen=True, slots=True)
class Row:
    """One entrant in the result."""

    entry: ContestEntry
    rank: int | None
    distance: str
    fits: bool
    right: int
    wins: bool

    @property
    def name(self) -> str:
        """As others read it: a person only when he agreed to that."""
        if self.entry.is_personal and self.entry.shows_name:
            return f"{shown_name(self.entry.user)} ({self.entry.organisation})"
        return str(self.entry.organisation)


def judged_rows(result: ContestResult) -> list[Row]:
    """Every entrant in the order of the judgement."""
    found = json.loads(result.judgement)["entries"]
    rows = ContestEntry.objects.select_related("user", "organisation")
    entries = rows.in_bulk([each["entry"] for each in found])
    return [_row(each, entries[each["entry"]]) for each in found if each["entry"] in entries]


def _row(judged: dict[str, Any], entry: ContestEntry) -> Row:
    return Row(
        entry, judged["rank"], judged["distance"], judged["fits"], sum(judged["right"]),
        judged["wins"],
    )  # fmt: skip


def entrant_number(result: ContestResult) -> int:
    return len(json.loads(result.frozen)["entries"])
