"""What the screens about warnings show."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from community.messaging.enums import SYSTEMS
from community.messaging.models import Delivery
from qrc.advisories.enums import RANK
from qrc.advisories.models import Advisory
from qrc.advisories.visibility import visible_to
from qrc.alerts.audience import thread_of
from qrc.matching.models import Hit
from qrc.notifications import ALERT
from qrc.subscriptions.models import Subscriber

SORTS = {
    "changed": ("changed_at", "pk"),
    "-changed": ("-changed_at", "-pk"),
    "severity": ("rank", "-changed_at", "-pk"),
    "-severity": ("-rank", "-changed_at", "-pk"),
}
RANKED = Case(
    *(When(severity=name, then=Value(rank)) for name, rank in RANK.items()),
    output_field=IntegerField(),
)


def advisories_for(user: Any, sort: str = "") -> QuerySet[Advisory]:
    return ranked(visible_to(user), sort)


def ranked(rows: QuerySet[Advisory], sort: str = "") -> QuerySet[Advisory]:
    """With their source, in the order that was asked; the last changed first by default."""
    rows = rows.select_related("source").annotate(rank=RANKED)
    return rows.order_by(*SORTS.get(sort, SORTS["-changed"]))


def hits_of(organisation: Any, advisory: Advisory) -> list[Hit]:
    """What of this organisation's own portfolio an advisory speaks of, what asks for something first."""
    rows = Hit.objects.of(organisation).standing().filter(advisory=advisory)
    found = rows.select_related("item__solution__supplier")
    return sorted(found, key=lambda each: (not each.asks, each.pk))


def pressing_for(user: Any, organisation: Any) -> int:
    """How many warnings that this person may read press on what his organisation uses."""
    rows = Hit.objects.of(organisation).pressing().filter(advisory__in=visible_to(user))
    count: int = rows.values("advisory").distinct().count()
    return count


def also_told_by(user: Any, advisory: Advisory) -> QuerySet[Advisory]:
    """The same event as other sources tell it, as far as this person may read them."""
    if advisory.cluster_id is None:
        return visible_to(user).none()
    same = visible_to(user).filter(cluster=advisory.cluster_id).exclude(pk=advisory.pk)
    return same.select_related("source").order_by("first_seen_at", "pk")


def deliveries_to(user: Any, advisory: Advisory) -> list[Delivery]:
    """What this person was sent about an advisory, oldest first."""
    subscriber = Subscriber.objects.filter(user=user).first()
    if subscriber is None:
        return []
    rows = Delivery.objects.filter(message__thread=thread_of(advisory))
    mine = rows.filter(recipient=subscriber.recipient)
    return list(mine.select_related("message__alert__revision", "address").order_by("pk"))


def ledger() -> QuerySet[Delivery]:
    """Every delivery of a warning; other people's private messages stay out of it."""
    rows = Delivery.objects.filter(message__kind=ALERT.key).exclude(channel__in=SYSTEMS)
    return rows.select_related(
        "address", "user", "message__alert__revision__advisory__source"
    ).order_by("-pk")
