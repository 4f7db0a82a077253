"""When a reader hears of a revision: what cannot wait, and what is too much at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from community.messaging.enums import State
from community.messaging.models import Delivery
from community.messaging.values import Recipient
from qrc.advisories.cve_facts import Known, known_of
from qrc.advisories.enums import RevisionKind, Severity
from qrc.advisories.models import AdvisoryRevision
from qrc.alerts.models import Alert
from qrc.bundles.values import Aside
from qrc.subscriptions.enums import Cadence
from qrc.subscriptions.models import Subscriber

HOUR = timedelta(hours=1)
MOST_URGENT = 1
"""The priority of a message about what is critical."""

Counted = dict[tuple[str, str], int]
"""By (recipient, channel) a number of messages."""


def is_urgent(revision: AdvisoryRevision, known: Known) -> bool:
    """Critical or exploited, and news: a small change of it can wait."""
    advisory = revision.advisory
    grave = advisory.severity == Severity.CRITICAL or advisory.exploited or known.exploited
    return grave and revision.kind != RevisionKind.CHANGED


def without_flood(
    to: Iterable[Recipient], most: dict[str, int], revision: AdvisoryRevision
) -> tuple[list[Recipient], list[Aside]]:
    """Who hears now, and what goes in the bundle of who had as many in an hour as he wants.

    Something urgent only counts what was urgent as well: a flood of small things never delays it,
    a flood of urgent ones does. Inside a transaction: the readers concerned are locked, so that
    two warnings at once do not both take the last place.
    """
    if not most:
        return list(to), []
    _lock(most)
    known = known_of([revision.advisory])[revision.advisory_id]
    said = _said(most, urgent=is_urgent(revision, known))
    now: list[Recipient] = []
    over: list[Recipient] = []
    for each in to:
        full = said.get((each.name, each.channel), 0) >= most.get(each.name, 1 << 30)
        (over if full else now).append(each)
    return now, [_aside(each, revision) for each in over]


def _aside(to: Recipient, revision: AdvisoryRevision) -> Aside:
    subscriber = int(to.name.removeprefix("subscriber:"))
    channels, reason = frozenset({to.channel}), to.parts.get("why", "")
    return Aside(subscriber, to.user_id, revision.pk, str(Cadence.BUNDLED), channels, reason)


def _lock(names: Iterable[str]) -> None:
    keys = [int(name.removeprefix("subscriber:")) for name in names]
    rows = Subscriber.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    list(rows.values_list("pk"))


def _said(names: Iterable[str], *, urgent: bool) -> Counted:
    since = timezone.now() - HOUR
    alerts = Alert.objects.filter(raised_at__gt=since, message__isnull=False)
    if urgent:
        critical = Q(message__priority=MOST_URGENT)
        alerts = alerts.filter(critical | Q(revision__advisory__exploited=True))
    rows = Delivery.objects.filter(message__in=alerts.values("message"), recipient__in=list(names))
    rows = rows.exclude(state=State.SUPPRESSED)
    counted = rows.values("recipient", "channel").annotate(n=Count("pk"))
    return {(each["recipient"], each["channel"]): each["n"] for each in counted}
