"""What a rule would hand out if it were active now. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.achievements.models import AchievementRule, Award
from community.achievements.queries import subjects_after, tallies_of
from community.achievements.weighing import Earned, earned
from community.organisations.models import Organisation

MANY = 200
"""More than so many at once is worth a second thought."""
EXAMPLES = 10
STEP = 500


@dataclass(frozen=True, slots=True)
class Example:
    subject: Any
    period: str
    earned: Earned


@dataclass(frozen=True, slots=True)
class Preview:
    """`number` would be new; `looked` is how many subjects there are."""

    number: int
    looked: int
    seconds: float
    examples: Sequence[Example]

    @property
    def is_many(self) -> bool:
        return self.number > MANY


def preview(rule: AchievementRule) -> Preview:
    """Everybody under this rule, as `evaluate` would; the ten that were earned last as examples."""
    begun, now, parsed = perf_counter(), timezone.now(), rule.parsed
    achievement = rule.achievement
    column = "user_id" if achievement.is_personal else "organisation_id"
    known = set(Award.objects.filter(achievement=achievement).values_list(column, "period"))
    found: list[tuple[int, Earned]] = []
    cursor = looked = 0
    while not parsed.is_asleep and (subjects := subjects_after(achievement.subject, cursor, STEP)):
        for subject, tallies in tallies_of([parsed], subjects, now).items():
            met = earned(parsed, tallies, achievement.period, now)
            found += [(subject, each) for each in met if (subject, each.period) not in known]
        cursor, looked = subjects[-1], looked + len(subjects)
    found.sort(key=lambda each: (each[1].at, each[0]), reverse=True)
    return Preview(
        number=len(found), looked=looked, seconds=perf_counter() - begun,
        examples=_examples(found[:EXAMPLES], is_personal=achievement.is_personal),
    )  # fmt: skip


def _examples(found: Sequence[tuple[int, Earned]], *, is_personal: bool) -> list[Example]:
    model: Any = User if is_personal else Organisation
    names = model.objects.in_bulk([subject for subject, _earned in found])
    return [Example(names[subject], each.period, each) for subject, each in found]
