"""What moderation did, by quarter: told to every member, and to nobody about whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.kit.charts import Chart, Series, columns
from community.kit.clock import BRUSSELS
from community.moderation.enums import (
    RESTRICTING,
    AppealOutcome,
    FlagReason,
    Found,
    Ground,
    Measure,
)
from community.moderation.models import Appeal, Decision, Flag

QUARTERS = 6


@dataclass(frozen=True, slots=True)
class Quarter:
    """From `begin` to before `end`. `hours` is the median from waiting to decided, None without any."""

    year: int
    number: int
    begin: datetime
    end: datetime

    @property
    def label(self) -> str:
        return _("%(n)de kwartaal %(year)d") % {"n": self.number, "year": self.year}

    @property
    def key(self) -> str:
        return f"{self.year}-{self.number}"


@dataclass(frozen=True, slots=True)
class Tally:
    label: Any
    number: int


@dataclass(frozen=True, slots=True)
class Figures:
    quarter: Quarter
    flags: int
    notices: int
    decisions: int
    restricting: int
    automated: int
    found_by_software: int
    appeals: int
    overturned: int
    hours: float | None
    by_measure: Sequence[Tally]
    by_ground: Sequence[Tally]
    by_found: Sequence[Tally]
    by_reason: Sequence[Tally]


def quarter_of(day: date) -> Quarter:
    number = (day.month - 1) // 3 + 1
    return make_quarter(day.year, number)


def make_quarter(year: int, number: int) -> Quarter:
    begin = datetime.combine(date(year, 3 * number - 2, 1), time.min, tzinfo=BRUSSELS)
    after = date(year + number // 4, number % 4 * 3 + 1, 1)
    return Quarter(year, number, begin, datetime.combine(after, time.min, tzinfo=BRUSSELS))


def recent_quarters(number: int = QUARTERS) -> list[Quarter]:
    """The current one and those before it, the newest first."""
    found = [quarter_of(timezone.localdate())]
    while len(found) < number:
        found.append(quarter_of((found[-1].begin - timedelta(days=1)).date()))
    return found


def chosen_quarter(key: str) -> Quarter:
    """The quarter that an address names, else the current one."""
    return next((each for each in recent_quarters() if each.key == key), recent_quarters(1)[0])


def figures_of(quarter: Quarter) -> Figures:
    within = {"made_at__gte": quarter.begin, "made_at__lt": quarter.end}
    made = Decision.objects.filter(**within)
    numbers = made.aggregate(
        all=Count("pk"), restricting=Count("pk", filter=Q(measure__in=RESTRICTING)),
        automated=Count("pk", filter=Q(is_automated=True)),
        software=Count("pk", filter=Q(found=Found.SYSTEM)),
    )  # fmt: skip
    flags = Flag.objects.filter(created_at__gte=quarter.begin, created_at__lt=quarter.end)
    flagged = flags.aggregate(all=Count("pk"), notices=Count("pk", filter=Q(reason="illegaal")))
    appeals = Appeal.objects.filter(created_at__gte=quarter.begin, created_at__lt=quarter.end)
    asked = appeals.aggregate(
        all=Count("pk"), overturned=Count("pk", filter=Q(outcome=AppealOutcome.OVERTURNED))
    )
    return Figures(
        quarter=quarter, flags=flagged["all"], notices=flagged["notices"],
        decisions=numbers["all"], restricting=numbers["restricting"],
        automated=numbers["automated"], found_by_software=numbers["software"],
        appeals=asked["all"], overturned=asked["overturned"], hours=_median_hours(made),
        by_measure=_by(made, "measure", Measure), by_ground=_by(made, "ground", Ground),
        by_found=_by(made, "found", Found), by_reason=_by(flags, "reason", FlagReason),
    )  # fmt: skip


def _by(rows: Any, name: str, labels: Any) -> list[Tally]:
    counts = rows.order_by().values(name).annotate(n=Count("pk")).order_by("-n", name)
    return [Tally(labels(each[name]).label, each["n"]) for each in counts]


def _median_hours(made: Any) -> float | None:
    """From the moment it waited to the decision, of what came through the queue."""
    pairs = made.filter(item__isnull=False, reverses=None).values_list(
        "made_at", "item__created_at"
    )
    hours = sorted((end - begin).total_seconds() / 3600 for end, begin in pairs)
    if not hours:
        return None
    middle = len(hours) // 2
    return hours[middle] if len(hours) % 2 else (hours[middle - 1] + hours[middle]) / 2


def chart_of(quarters: Sequence[Quarter]) -> tuple[Chart | None, list[dict[str, Any]]]:
    """Decisions by quarter, the oldest first, as a drawing and as the rows of its table."""
    rows = []
    for each in reversed(quarters):
        made = Decision.objects.filter(made_at__gte=each.begin, made_at__lt=each.end)
        numbers = made.aggregate(
            kept=Count("pk", filter=~Q(measure__in=RESTRICTING)),
            restricting=Count("pk", filter=Q(measure__in=RESTRICTING)),
        )
        rows.append({"quarter": each, **numbers})
    if not any(each["kept"] or each["restricting"] for each in rows):
        return None, rows
    series = [
        Series(_("ingegrepen"), [each["restricting"] for each in rows], "high"),
        Series(_("niet ingegrepen"), [each["kept"] for each in rows], "blue"),
    ]
    labels = [f"{each['quarter'].number}/{each['quarter'].year}" for each in rows]
    return columns(labels, series, title=_("Beslissingen per kwartaal")), rows
