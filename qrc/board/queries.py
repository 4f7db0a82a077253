"""How far the governments are with what hits them, for the desk of the QRC."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import CharField, Count, Exists, Max, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from community.messaging.enums import REACHED, Channel
from community.messaging.models import Delivery
from qrc.advisories.models import Advisory
from qrc.alerts.audience import THREAD
from qrc.cases.enums import CaseState
from qrc.cases.models import Case

DAYS = 30
RINGING = (Channel.EMAIL, Channel.SMS)


@dataclass(slots=True)
class Tally:
    """So many governments are hit, and so many of them are so far."""

    hit: int = 0
    reached: int = 0
    acknowledged: int = 0
    in_progress: int = 0
    resolved: int = 0
    not_applicable: int = 0
    unanswered: int = 0

    def add(self, row: Mapping[str, Any]) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + row[name])


@dataclass(slots=True)
class Line:
    """One warning on the board; `provinces` in order of their names, "" for who has none."""

    advisory: Advisory
    all: Tally = field(default_factory=Tally)
    provinces: dict[str, Tally] = field(default_factory=dict)


def recent_warnings() -> QuerySet[Advisory]:
    """Warnings of the last thirty days that wait, or waited, for an answer; the newest first."""
    since = timezone.now() - timedelta(days=DAYS)
    asked = Case.objects.filter(asked_at__gte=since)
    rows = Advisory.objects.filter(pk__in=asked.values("advisory")).select_related("source")
    return rows.annotate(asked_at=Max("cases__asked_at")).order_by("-asked_at", "-pk")


def tallied(advisories: Collection[Advisory]) -> list[Line]:
    """These warnings with their figures, in one query."""
    lines = {each.pk: Line(each) for each in advisories}
    rows = reached_known(Case.objects.filter(advisory__in=lines)).order_by(
        "advisory", "organisation__province"
    )
    counted = rows.values("advisory", "organisation__province").annotate(
        hit=Count("pk"),
        reached=Count("pk", filter=Q(is_reached=True)),
        acknowledged=Count("pk", filter=Q(acknowledged_at__isnull=False)),
        in_progress=Count("pk", filter=Q(state=CaseState.IN_PROGRESS)),
        resolved=Count("pk", filter=Q(state=CaseState.RESOLVED)),
        not_applicable=Count("pk", filter=Q(state=CaseState.NOT_APPLICABLE)),
        unanswered=Count("pk", filter=Q(unanswered_at__isnull=False, acknowledged_at=None)),
    )
    for row in counted:
        line = lines[row["advisory"]]
        line.all.add(row)
        line.provinces.setdefault(row["organisation__province"], Tally()).add(row)
    return list(lines.values())


def reached_known(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Adds `is_reached`: whether a mail or SMS about it was handed over to somebody there."""
    thread = Concat(Value(THREAD), Cast(OuterRef("advisory"), CharField()))
    handed_over = Delivery.objects.filter(
        message__thread=thread, channel__in=RINGING, state__in=REACHED,
        user__memberships__organisation=OuterRef("organisation"),
        user__memberships__left_at=None,
    )  # fmt: skip
    return cases.annotate(is_reached=Exists(handed_over))


def who_is_hit(advisory: Advisory) -> QuerySet[Case]:
    """Every government that this warning hits; who asks is written down (see the view)."""
    rows = reached_known(Case.objects.filter(advisory=advisory)).select_related("organisation")
    return rows.order_by("organisation__province", "organisation__sort_name", "pk")
