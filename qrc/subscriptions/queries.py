from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from community.organisations.models import Membership, Organisation
from qrc.subscriptions.models import Subscriber, Subscription


def organisations_of(user: Any) -> QuerySet[Organisation]:
    """The organisations a person may subscribe for: where he works now."""
    mine = Membership.objects.current().filter(user=user).values("organisation")
    return Organisation.objects.filter(pk__in=mine)


def subscriptions_of(user: Any) -> QuerySet[Subscription]:
    rows = Subscription.objects.active().filter(subscriber__user=user)
    return rows.select_related("organisation").order_by("pk")


def reachable_subscribers() -> int:
    """Subscribers with at least one active subscription."""
    return Subscriber.objects.filter(subscriptions__active=True).distinct().count()
