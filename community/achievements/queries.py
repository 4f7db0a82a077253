"""Reading facts, and what the screens show of achievements."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.achievements.enums import SubjectKind
from community.achievements.metrics import metrics
from community.achievements.models import Achievement, AchievementRule, Award
from community.achievements.rule_format import Condition, Rule
from community.achievements.weighing import Span, Tally, count, span_at
from community.organisations.models import Organisation

FEW = 5
"""Below so many others nothing is said of them."""


def tallies_of(
    rules: Iterable[Rule], subjects: Collection[int], until: datetime
) -> dict[int, dict[str, Tally]]:
    """For each subject the facts of every metric that these rules ask for; each metric is read once."""
    keys = sorted({each.metric for rule in rules for each in rule.conditions})
    asked = [metrics.get(key) for key in keys if key in metrics]
    read = {each.key: each.for_subjects(subjects, until) for each in asked}
    return {
        subject: {
            each.key: Tally(read[each.key].get(subject, ()), is_stock=each.is_stock)
            for each in asked
        }
        for subject in subjects
    }


def subjects_after(kind: str, cursor: int, number: int) -> list[int]:
    """Keys of the next who can earn something: people who can sign in, governments that exist."""
    rows: QuerySet[Any] = (
        User.objects.filter(is_active=True)
        if kind == SubjectKind.PERSON
        else Organisation.objects.active().governments()
    )
    rows = rows.filter(pk__gt=cursor).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:number])


def subject_count(kind: str) -> int:
    if kind == SubjectKind.PERSON:
        return User.objects.filter(is_active=True).count()
    return Organisation.objects.active().governments().count()


@dataclass(frozen=True, slots=True)
class Step:
    """How far somebody is with one condition."""

    condition: Condition
    number: int

    @property
    def is_met(self) -> bool:
        return self.number >= self.condition.value

    @property
    def shown(self) -> int:
        """On a bar that is full at what is asked."""
        return min(self.number, self.condition.value)

    @property
    def share(self) -> float:
        return self.shown / self.condition.value


@dataclass(frozen=True, slots=True)
class Progress:
    achievement: Achievement
    rule: Rule
    steps: Sequence[Step]

    @property
    def share(self) -> float:
        """From 0 to 1: of all conditions together, or of the nearest when one is enough."""
        shares = [each.share for each in self.steps]
        return sum(shares) / len(shares) if self.rule.needs_all else max(shares)


def running_rules(kind: str) -> list[AchievementRule]:
    """The rules that hand out now and that we can weigh, by key of their achievement."""
    rows = AchievementRule.objects.running().filter(achievement__subject=kind)
    rules = rows.select_related("achievement").order_by("achievement_id")
    return [each for each in rules if not each.parsed.is_asleep]


def progress_of(kind: str, subject: int, *, besides: Collection[int] = ()) -> list[Progress]:
    """How far this subject is with everything that can still be earned, the nearest first.

    `besides` are achievements that it has already, for this period.
    """
    now = timezone.now()
    rules = [each for each in running_rules(kind) if each.achievement_id not in besides]
    parsed = {each.pk: each.parsed for each in rules}
    tallies = tallies_of(parsed.values(), [subject], now)[subject]
    found = []
    for each in rules:
        span = span_at(each.achievement.period, now)
        found.append(
            Progress(each.achievement, parsed[each.pk], steps(parsed[each.pk], tallies, now, span))
        )
    return sorted(found, key=lambda each: (-each.share, each.achievement.name))


def nearest(user: Any) -> tuple[str, str, float] | None:
    """Of what this person can still earn the nearest he began with: its name, what it asks, and how
    far he is."""
    awards = Award.objects.of_person(user).select_related("achievement")
    for each in progress_of(SubjectKind.PERSON, user.pk, besides=held_now(awards)):
        if 0 < each.share < 1:
            step = max(each.steps, key=lambda one: (not one.is_met, one.share))
            said = _("%(n)d van %(all)d: %(what)s") % {
                "n": step.shown, "all": step.condition.value, "what": step.condition.said,
            }  # fmt: skip
            return each.achievement.name, said, each.share
    return None


def steps(rule: Rule, tallies: dict[str, Tally], moment: datetime, span: Span) -> list[Step]:
    known = [each for each in rule.conditions if each.metric in tallies]
    return [Step(each, count(each, tallies, moment, span)) for each in known]


def held_now(awards: Iterable[Award]) -> set[int]:
    """Of which achievements nothing is left to earn now: in the period of today, and not lapsed."""
    now = timezone.now()
    return {
        each.achievement_id
        for each in awards
        if each.is_standing and each.period == span_at(each.achievement.period, now).key
    }


def holders(achievement: Achievement) -> int:
    """How many ever earned it, and have it still."""
    column = "user" if achievement.is_personal else "organisation"
    rows = Award.objects.standing().filter(achievement=achievement)
    return int(rows.values(column).distinct().count())


def others_said(achievement: Achievement) -> int | None:
    """The same for members: None as long as there are so few that one might guess who."""
    number = holders(achievement)
    return number if number >= FEW else None


def for_editors() -> QuerySet[Achievement]:
    """Every achievement with how many have it."""
    standing = Count("awards", filter=Q(awards__revoked_at=None))
    rows: QuerySet[Achievement] = Achievement.objects.annotate(number=standing)
    return rows.order_by("subject", "name", "pk").prefetch_related("rules")
