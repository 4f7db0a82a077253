"""When a rule was first met. Pure: the same facts always give the same moment.

Figures only rise by a fact, so the first moment is always that of a fact, or the begin of a period
for what was there already.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from community.achievements.enums import Period
from community.achievements.metrics import Fact
from community.achievements.rule_format import Condition, Rule
from community.kit.clock import BRUSSELS, at

EVER = datetime(2000, 1, 1, tzinfo=UTC)
"""Before anything that we keep."""
SHOWN = 25
"""As many facts of a condition as an award keeps as its evidence."""


@dataclass(frozen=True, slots=True)
class Earned:
    period: str
    at: datetime
    evidence: Sequence[str]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch in which an achievement can be earned once: begin included, end not."""

    key: str
    begin: datetime
    end: datetime | None


class Tally:
    """The facts of one metric, ready to be counted at any moment."""

    def __init__(self, facts: Sequence[Fact], *, is_stock: bool) -> None:
        self.facts = sorted(facts, key=lambda each: (each.at, each.evidence))
        self.is_stock = is_stock
        self._ats = [each.at for each in self.facts]
        self._ends = sorted(each.ended_at for each in facts if each.ended_at is not None)

    def count(self, moment: datetime, begin: datetime, months: int | None) -> int:
        upto = bisect_right(self._ats, moment)
        if self.is_stock:
            return upto - bisect_right(self._ends, moment)
        return upto - self._since(moment, begin, months)

    def _since(self, moment: datetime, begin: datetime, months: int | None) -> int:
        first = bisect_left(self._ats, begin)
        if months is None:
            return first
        return max(first, bisect_right(self._ats, months_before(moment, months)))

    def counted(self, moment: datetime, begin: datetime, months: int | None) -> list[Fact]:
        """The facts that `count` counts."""
        upto = bisect_right(self._ats, moment)
        if self.is_stock:
            rows = self.facts[:upto]
            return [each for each in rows if each.ended_at is None or each.ended_at > moment]
        return self.facts[self._since(moment, begin, months) : upto]

    def moments(self, span: Span, until: datetime) -> Iterator[datetime]:
        """When the figure can have risen inside a span."""
        first = bisect_left(self._ats, span.begin)
        if self.is_stock and first and span.begin <= until:
            yield span.begin
        for moment in self._ats[first:]:
            if moment > until or (span.end is not None and moment >= span.end):
                return
            yield moment


Tallies = Mapping[str, Tally]


def count(condition: Condition, tallies: Tallies, moment: datetime, span: Span) -> int:
    return tallies[condition.metric].count(moment, span.begin, condition.months)


def holds(rule: Rule, tallies: Tallies, moment: datetime, span: Span) -> bool:
    met = (count(each, tallies, moment, span) >= each.value for each in rule.conditions)
    return all(met) if rule.needs_all else any(met)


def first_met(rule: Rule, tallies: Tallies, span: Span, until: datetime) -> Earned | None:
    """When the rule was met for the first time in a span, and by what; None when it was not."""
    moments = {m for each in tallies.values() for m in each.moments(span, until)}
    for moment in sorted(moments):
        if holds(rule, tallies, moment, span):
            return Earned(span.key, moment, evidence(rule, tallies, moment, span))
    return None


def evidence(rule: Rule, tallies: Tallies, moment: datetime, span: Span) -> list[str]:
    """Keys of what met the conditions, the last first, at most SHOWN of each."""
    found: dict[str, None] = {}
    for each in rule.conditions:
        if count(each, tallies, moment, span) < each.value:
            continue
        facts = tallies[each.metric].counted(moment, span.begin, each.months)
        found |= dict.fromkeys(fact.evidence for fact in facts[::-1][:SHOWN])
    return list(found)


def earned(rule: Rule, tallies: Tallies, period: str, until: datetime) -> list[Earned]:
    """Everything that was earned up to a moment: once, or once in each period."""
    found = (first_met(rule, tallies, span, until) for span in spans(period, tallies, until))
    return [each for each in found if each is not None]


def spans(period: str, tallies: Tallies, until: datetime) -> list[Span]:
    """The periods from the first fact until a moment, the oldest first."""
    first = min((each.facts[0].at for each in tallies.values() if each.facts), default=None)
    if first is None or first > until:
        return []
    if period == Period.ONCE:
        return [span_at(period, until)]
    found = [span_at(period, first)]
    while (end := found[-1].end) is not None and end <= until:
        found.append(span_at(period, end))
    return found


def span_at(period: str, moment: datetime) -> Span:
    """The period in which a moment falls, on the clock of Brussels."""
    if period == Period.ONCE:
        return Span(str(Period.ONCE), EVER, None)
    day = moment.astimezone(BRUSSELS).date()
    if period == Period.YEAR:
        return Span(f"{day.year}", _midnight(day.year, 1), _midnight(day.year + 1, 1))
    quarter = (day.month - 1) // 3
    begin, after = quarter * 3 + 1, quarter * 3 + 4
    end = _midnight(day.year, after) if after <= 12 else _midnight(day.year + 1, 1)
    return Span(f"{day.year}-K{quarter + 1}", _midnight(day.year, begin), end)


def _midnight(year: int, month: int) -> datetime:
    return at(date(year, month, 1), time.min)


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and hour so many months earlier, or the last day of that month."""
    return months_after(moment, -months)


def months_after(moment: datetime, months: int) -> datetime:
    local = moment.astimezone(BRUSSELS)
    total = local.year * 12 + local.month - 1 + months
    year, month = total // 12, total % 12 + 1
    after = date(year + month // 12, month % 12 + 1, 1)
    last = (after - date.resolution).day
    return local.replace(year=year, month=month, day=min(local.day, last))
