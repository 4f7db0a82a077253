"""What the screen of the statistics counts. One query a question, whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth, TruncWeek

from community.messaging.enums import Channel, State
from community.messaging.models import Delivery, Message
from qrc.advisories.models import AdvisoryQuerySet, AdvisoryRevision
from qrc.advisories.told import told_severity
from qrc.advisories.visibility import sources_for, visible_to
from qrc.bundles.enums import Fate
from qrc.bundles.models import BundleEntry
from qrc.cases.models import Case
from qrc.cases.queries import answered_in_a_day, judged
from qrc.feeds.models import Source
from qrc.notifications import ALERT, BUNDLE
from qrc.statistics.percentiles import Waits, waits_by
from qrc.statistics.periods import Period
from qrc.statistics.waiting import ARRIVED, about, published_to_stored, stored_to_handed_over
from qrc.subscriptions.queries import reachable_subscribers

OTHERS = ""
"""In the place of a source's name: one of which the reader may not know."""


@dataclass(slots=True)
class News:
    """The warnings of a period: by week and severity, and by source."""

    by_week: Counter[tuple[date, str]] = field(default_factory=Counter)
    by_source: Counter[str] = field(default_factory=Counter)

    @property
    def all(self) -> int:
        return self.by_week.total()

    def of(self, severity: str) -> int:
        return sum(n for (_week, each), n in self.by_week.items() if each == severity)


Told = tuple[int, int]
"""A figure, and how many besturen stand behind it."""


@dataclass(frozen=True, slots=True)
class Went:
    """Deliveries on one channel, by what became of them."""

    all: Told
    sent: Told
    failed: Told
    unknown: Told


@dataclass(frozen=True, slots=True)
class Answers:
    """How often besturen were asked whether they saw a warning, and what they did."""

    asked: Told = (0, 0)
    quick: Told = (0, 0)
    slow: Told = (0, 0)
    answered: Told = (0, 0)
    later: Told = (0, 0)
    never: Told = (0, 0)


def standing() -> tuple[int, int]:
    """Subscribers, and sources that we read now."""
    return reachable_subscribers(), Source.objects.active().count()


def fresh(user: Any, period: Period) -> AdvisoryQuerySet:
    """What came in as news and this person may read; not what a source had when we began with it."""
    history = AdvisoryRevision.objects.filter(advisory=OuterRef("pk"), number=1, silent=True)
    rows = visible_to(user).filter(first_seen_at__gte=period.since)
    return rows.exclude(Exists(history))


def news(user: Any, period: Period) -> News:
    """Graded as this person reads it. A source that he may not know is named in nothing."""
    rows = fresh(user, period).annotate(
        week=TruncWeek("first_seen_at"), said=told_severity(user),
        known=Exists(sources_for(user).filter(pk=OuterRef("source"))),
    )  # fmt: skip
    found = News()
    grouped = rows.order_by().values("week", "said", "source__name", "known")
    for row in grouped.annotate(n=Count("pk")):
        found.by_week[row["week"].date(), row["said"]] += row["n"]
        found.by_source[row["source__name"] if row["known"] else OTHERS] += row["n"]
    return found


def to_us(user: Any, period: Period) -> Mapping[str, Waits]:
    """From published to stored, by severity."""
    rows = fresh(user, period).annotate(said=told_severity(user))
    return waits_by(published_to_stored(rows), "said")


def readable(user: Any, period: Period, *kinds: str) -> QuerySet[Any, Any]:
    """The messages of these kinds that carried a warning that this person may read, by itself or in
    a bundle; as a subquery. Of a message it is asked once, not of each of its deliveries."""
    warnings = visible_to(user).values("pk")
    told = BundleEntry.objects.filter(fate=Fate.TOLD, revision__advisory__in=warnings)
    together = Q(kind=BUNDLE.key, pk__in=told.values("bundle__message"))
    rows = Message.objects.filter(kind__in=kinds, created_at__gte=period.since)
    alone = rows.annotate(about=about("thread"))
    return alone.filter(Q(kind=ALERT.key, about__in=warnings) | together).values("pk")


WENT = {
    "all": Q(state__in=(*ARRIVED, State.FAILED, State.UNKNOWN)),
    "sent": Q(state__in=ARRIVED), "failed": Q(state=State.FAILED),
    "unknown": Q(state=State.UNKNOWN),
}  # fmt: skip


def went(user: Any, period: Period) -> dict[str, Went]:
    """By channel, in the order of the channels; one without deliveries is left out."""
    messages = readable(user, period, ALERT.key, BUNDLE.key)
    rows = Delivery.objects.filter(WENT["all"], message__in=messages)
    counts = {name: Count("pk", filter=which) for name, which in WENT.items()}
    found = {row.pop("channel"): row for row in _by_channel(rows).annotate(**counts)}
    behind = _behind(rows, WENT)
    return {
        str(each): Went(
            **{name: (found[each][name], behind[each][name]) for name in WENT},
        )
        for each in Channel if each in found
    }  # fmt: skip


def from_us(user: Any, period: Period) -> Mapping[str, tuple[Waits, int]]:
    """From stored to handed over, by channel, and how many besturen stand behind it."""
    rows = stored_to_handed_over().filter(message__in=readable(user, period, ALERT.key))
    behind = _behind(rows, {"all": Q(sent_at__isnull=False)})
    return {
        channel: (found, behind[channel]["all"])
        for channel, found in waits_by(rows, "channel").items()
    }


def _behind(rows: QuerySet[Any], parts: Mapping[str, Q]) -> dict[str, dict[str, int]]:
    """By channel, the besturen behind each part of these deliveries, or the people when those are
    fewer. Who works for none counts for himself, by his address."""
    here = FilteredRelation(
        "user__memberships", condition=Q(user__memberships__left_at__isnull=True)
    )
    own = F("address") * -1
    rows = rows.annotate(here=here).annotate(
        party=Coalesce("address__organisation", "here__organisation", own),
        person=Coalesce("user", own),
    )
    counts = {}
    for name, which in parts.items():
        counts[f"{name}_parties"] = Count("party", distinct=True, filter=which)
        counts[f"{name}_people"] = Count("person", distinct=True, filter=which)
    return {
        row["channel"]: {name: min(row[f"{name}_parties"], row[f"{name}_people"]) for name in parts}
        for row in _by_channel(rows).annotate(**counts)
    }


def _by_channel(rows: QuerySet[Any]) -> QuerySet[Any, dict[str, Any]]:
    return rows.order_by().values("channel")


def answers_by_month(user: Any, period: Period) -> dict[date, Answers]:
    rows = Case.objects.visible_to(user).filter(asked_at__gte=period.since_month)
    by_month = _answers(rows.annotate(month=TruncMonth("asked_at")), "month")
    return {month.date(): found for month, found in by_month.items()}


def answers_by_province(period: Period) -> dict[str, Answers]:
    """For the desk: by name of the province, "" for whoever has none."""
    rows = Case.objects.filter(asked_at__gte=period.since)
    return _answers(rows, "organisation__province")


def _answers(rows: QuerySet[Case], name: str) -> dict[Any, Answers]:
    answered, quick = Q(acknowledged_at__isnull=False), answered_in_a_day()
    parts = {
        "asked": Q(asked_at__isnull=False), "quick": quick, "slow": ~quick, "answered": answered,
        "later": answered & ~quick, "never": ~answered,
    }  # fmt: skip
    counts = {}
    for part, which in parts.items():
        counts[f"{part}_n"] = Count("pk", filter=which)
        counts[f"{part}_of"] = Count("organisation", distinct=True, filter=which)
    grouped = rows.filter(judged()).order_by(name).values(name).annotate(**counts)
    return {
        row[name]: Answers(**{part: (row[f"{part}_n"], row[f"{part}_of"]) for part in parts})
        for row in grouped
    }
