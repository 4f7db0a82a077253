"""What the screens about warnings show."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from community.messaging.enums import Channel
from community.messaging.models import Delivery
from qrc.advisories.enums import RANK
from qrc.advisories.models import Advisory
from qrc.advisories.visibility import visible_to
from qrc.alerts.audience import thread_of
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
    rows = visible_to(user).select_related("source").annotate(rank=RANKED)
    return rows.order_by(*SORTS.get(sort, SORTS["-changed"]))


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
    rows = Delivery.objects.filter(message__kind=ALERT.key).exclude(channel=Channel.WEBHOOK)
    return rows.select_related(
        "address", "user", "message__alert__revision__advisory__source"
    ).order_by("-pk")
