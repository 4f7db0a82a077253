"""What the screens about following up show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db.models import Case as Choose
from django.db.models import F, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.models import Activity
from community.activity.verbs import verbs
from community.kit.counting import counts
from community.kit.prepared import Prepared
from community.organisations.models import Membership, Organisation
from qrc.advisories.enums import RANK, Tlp
from qrc.advisories.models import Advisory
from qrc.advisories.visibility import circles_read_by, visible_in
from qrc.cases.counting import shown_count
from qrc.cases.enums import OPEN, CaseState, EndReason, ReopenReason, Via
from qrc.cases.links import Link
from qrc.cases.models import Case
from qrc.matching.models import Hit
from qrc.subscriptions.models import Subscriber

RANKED = Choose(
    *(When(advisory__severity=name, then=Value(rank)) for name, rank in RANK.items()),
    output_field=IntegerField(),
)
OPEN_FIRST = Choose(
    When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()
)


A_DAY = timedelta(hours=24)


def answered_in_a_day() -> Q:
    """Cases that were acknowledged within 24 hours of the question."""
    return Q(acknowledged_at__lte=F("asked_at") + A_DAY)


def judged(now: datetime | None = None) -> Q:
    """Cases of which it is known whether they were: not those that wait for less than a day."""
    return answered_in_a_day() | Q(asked_at__lte=(now or timezone.now()) - A_DAY)


def cases_for(organisation: Organisation | None, user: Any) -> QuerySet[Case]:
    """What this organisation follows up: the open ones first, the gravest of those on top."""
    rows: QuerySet[Case] = Case.objects.of(organisation).visible_to(user)
    rows = rows.select_related("advisory", "acknowledged_by", "changed_by", "organisation")
    rows = rows.annotate(rank=RANKED, closed=OPEN_FIRST)
    return rows.order_by("closed", "-advisory__exploited", "-rank", "-opened_at", "-pk")


def open_count(organisation: Organisation | None, user: Any) -> int:
    """How many wait for somebody: the figure in the menu of every page."""
    if organisation is None:
        return 0
    return sum(number for _name, number in _open_in(circles_read_by(user))(organisation.pk))


@cache
def _open_in(circles: tuple[Tlp, ...] | None) -> Prepared:
    """How many are open of an organisation, for those who may read these circles."""

    def build(organisation: int) -> QuerySet[Any, Any]:
        rows = Case.objects.filter(organisation=organisation).open()
        return counts({"open": rows.filter(advisory__in=visible_in(circles))})

    return Prepared(build)


def with_hits(cases: Sequence[Case]) -> Sequence[Case]:
    """The same cases, each with `hits`: what of the own portfolio is meant, the affected first."""
    found: dict[tuple[int, int], list[Hit]] = {}
    rows = Hit.objects.filter(
        organisation__in={each.organisation_id for each in cases},
        advisory__in={each.advisory_id for each in cases}, ended_at=None, item__ended_at=None,
    )  # fmt: skip
    for hit in rows.select_related("item__solution__supplier").order_by("version_state", "pk"):
        found.setdefault((hit.organisation_id, hit.advisory_id), []).append(hit)
    for case in cases:
        case.hits = found.get((case.organisation_id, case.advisory_id), [])  # type: ignore[attr-defined]
    return cases


def cases_behind(link: Link) -> tuple[User | None, list[Case]]:
    """Who holds the link, and the cases he may answer: those of where he works now."""
    holder = Subscriber.objects.filter(pk=link.subscriber, user__is_active=True)
    found = holder.select_related("user").first()
    if found is None or found.user is None:
        return None, []
    working = Membership.objects.current().filter(user=found.user)
    rows = Case.objects.filter(
        advisory=link.advisory, organisation__in=working.values("organisation")
    )
    return found.user, list(rows.select_related("advisory", "organisation").order_by("pk"))


def same_event(cases: Collection[Case]) -> QuerySet[Case]:
    """These cases, and those that the same organisations have of the same event: several sources
    tell one event, and who has seen it has seen it."""
    keys = [each.pk for each in cases]
    clusters = Case.objects.filter(pk__in=keys).exclude(advisory__cluster=None)
    found = {
        (each.organisation_id, each.advisory.cluster_id)
        for each in clusters.select_related("advisory")
    }
    rows = Case.objects.filter(
        organisation__in={organisation for organisation, _cluster in found},
        advisory__cluster__in={cluster for _organisation, cluster in found},
    ).values_list("pk", "organisation_id", "advisory__cluster_id")
    others = [pk for pk, organisation, cluster in rows if (organisation, cluster) in found]
    return Case.objects.filter(pk__in={*keys, *others})


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of a case's history."""

    at: datetime
    title: str
    actor: User | None
    text: str


def history_of(case: Case) -> list[Moment]:
    """What happened to a case, the newest first."""
    rows = Activity.objects.filter(subject_type=case._meta.label_lower, subject_id=str(case.pk))
    return [_moment(row) for row in rows.select_related("actor").order_by("-at", "-pk")]


def _moment(row: Activity) -> Moment:
    return Moment(row.at, str(verbs.get(row.verb).label), row.actor, _spoken(row))


def _spoken(row: Activity) -> str:
    data = row.data
    if "after" in data:
        words = {
            "before": _label(CaseState, data["before"]),
            "after": _label(CaseState, data["after"]),
        }
        return _("Van “%(before)s” naar “%(after)s”.") % words
    if "via" in data:
        return _label(Via, data["via"])
    if "reason" in data:
        return _label(EndReason, data["reason"]) or _label(ReopenReason, data["reason"])
    if data.get("step") == 1:
        return _("Het tweede contact en de beheerders kregen een herinnering.")
    return _("De QRC ziet dat nog niemand bevestigde.") if data.get("step") == 2 else ""


def _label(values: Any, value: str) -> str:
    return str(dict(values.choices).get(value, ""))


def summary_of(cases: Iterable[Case]) -> str:
    """The names of whom a list of cases is about, for a sentence."""
    return ", ".join(dict.fromkeys(each.organisation.display_name for each in cases))


def confirmed_by(advisory: Advisory) -> int | None:
    """How many governments confirmed this warning, as members may know it; None when too few."""
    seen = Case.objects.filter(advisory=advisory, acknowledged_at__isnull=False)
    return shown_count(seen.count()).total
