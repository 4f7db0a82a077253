"""A rule as data: `{"all": [{"metric": "…", "op": ">=", "value": 3, "within": "P1Y"}]}`, or "any". Pure
but for the registry of metrics: nothing in it is ever run.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from community.achievements.enums import SubjectKind, Within
from community.achievements.metrics import Metric, metrics

MOST = 5
"""Conditions in a rule: more nobody can explain."""
LARGEST = 10_000
JOINS = ("all", "any")
MONTHS = {Within.MONTH: 1, Within.QUARTER: 3, Within.HALF_YEAR: 6, Within.YEAR: 12}


class BadRule(ValueError):
    """What is wrong with a rule, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Condition:
    metric: str
    value: int
    within: str = ""

    @property
    def months(self) -> int | None:
        return MONTHS[Within(self.within)] if self.within else None

    @property
    def known(self) -> Metric | None:
        """Its metric; None when no app has it (any more)."""
        return metrics.get(self.metric) if self.metric in metrics else None

    @property
    def said(self) -> str:
        """The condition as one reads it."""
        found = self.known
        if found is None:
            return _("%(n)d van „%(key)s”, dat wij niet meer meten") % {
                "n": self.value, "key": self.metric,
            }  # fmt: skip
        words = found.words(self.value)
        if not self.within:
            return words
        return f"{words}, {str(Within(self.within).label).lower()}"

    def as_data(self) -> dict[str, Any]:
        found = {"metric": self.metric, "op": ">=", "value": self.value}
        return found | ({"within": self.within} if self.within else {})


@dataclass(frozen=True, slots=True)
class Rule:
    conditions: Sequence[Condition]
    needs_all: bool = True

    @property
    def is_asleep(self) -> bool:
        """A metric of it vanished with its app: it is not weighed until that is back."""
        return any(each.known is None for each in self.conditions)

    def as_data(self) -> dict[str, Any]:
        join = "all" if self.needs_all else "any"
        return {join: [each.as_data() for each in self.conditions]}


def read_rule(data: Any) -> Rule:
    """The rule that stands in `data`; BadRule when its shape is not ours. Its metrics may be gone."""
    if not isinstance(data, dict) or len(data) != 1 or next(iter(data)) not in JOINS:
        raise BadRule(_("Een regel begint met “all” of “any”."))
    ((join, listed),) = data.items()
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST:
        raise BadRule(_("Een regel heeft één tot %(n)d voorwaarden.") % {"n": MOST})
    return Rule(tuple(_condition(each) for each in listed), needs_all=join == "all")


def _condition(data: Any) -> Condition:
    if not isinstance(data, dict) or not {"metric", "op", "value"} <= data.keys() <= {
        "metric", "op", "value", "within",
    }:  # fmt: skip
        raise BadRule(_("Een voorwaarde heeft een maat, een teken en een getal."))
    metric, value, within = data["metric"], data["value"], data.get("within", "")
    if not isinstance(metric, str) or data["op"] != ">=":
        raise BadRule(_("Een voorwaarde vraagt minstens zoveel van een maat."))
    if type(value) is not int or not 0 < value <= LARGEST:
        raise BadRule(_("Kies een getal van 1 tot %(n)d.") % {"n": LARGEST})
    if within not in Within.values:
        raise BadRule(_("Deze termijn kennen wij niet."))
    return Condition(metric, value, within)


def demand_rule(data: Any, kind: str) -> Rule:
    """The same, of metrics that exist and count for this kind of subject; BadRule else."""
    rule = read_rule(data)
    seen = set()
    for each in rule.conditions:
        found = each.known
        if found is None:
            raise BadRule(_("De maat „%(key)s” bestaat hier niet.") % {"key": each.metric})
        if found.subjects != kind:
            wanted = SubjectKind(kind).label.lower()
            raise BadRule(
                _("„%(name)s” telt niet voor %(kind)s.") % {"name": found.label, "kind": wanted}
            )
        if found.is_stock and each.within:
            raise BadRule(
                _("„%(name)s” telt wat er is: laat de termijn weg.") % {"name": found.label}
            )
        if (each.metric, each.within) in seen:
            raise BadRule(_("Dezelfde voorwaarde staat er twee keer."))
        seen.add((each.metric, each.within))
    return rule
