"""How requests for help fare, for the editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from django.utils import timezone

from community.experts.enums import HelpState
from community.experts.models import HelpMatch, HelpRequest
from community.experts.queries.matching import month_of

MONTHS = 12


@dataclass(slots=True)
class Month:
    """Requests that began in a month."""

    begin: date
    asked: int = 0
    answered: int = 0
    hours: float | None = None
    """Half of those that were answered waited no longer."""


@dataclass(frozen=True, slots=True)
class Figures:
    months: Sequence[Month]
    standing: int
    people: int
    """How many were asked in these months, each time counted."""

    @property
    def asked(self) -> int:
        return sum(each.asked for each in self.months)

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self.months)


def figures() -> tuple[Figures, float | None]:
    """The last twelve months, and the median hours to a first yes in all of them."""
    since = timezone.now() - timedelta(days=366)
    rows = list(
        HelpRequest.objects.filter(created_at__gt=since)
        .order_by("created_at", "pk")
        .values_list("created_at", "first_answer_at")
    )
    months: dict[date, Month] = {}
    waits: dict[date, list[float]] = {}
    for created, answered in rows:
        begin = month_of(created)
        month = months.setdefault(begin, Month(begin))
        month.asked += 1
        if answered is not None:
            month.answered += 1
            waits.setdefault(begin, []).append((answered - created).total_seconds() / 3600)
    for begin, hours in waits.items():
        months[begin].hours = round(median(hours), 1)
    every = [each for part in waits.values() for each in part]
    found = Figures(
        list(months.values())[-MONTHS:],
        HelpRequest.objects.filter(state=HelpState.OPEN).count(),
        HelpMatch.objects.filter(asked_at__gt=since, wave__gt=0).count(),
    )
    return found, round(median(every), 1) if every else None
