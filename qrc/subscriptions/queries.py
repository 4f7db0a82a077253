from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from community.organisations.models import Membership, Organisation
from qrc.advisories.rises import Watched
from qrc.subscriptions.models import Subscriber, Subscription


def organisations_of(user: Any) -> QuerySet[Organisation]:
    """The organisations a person may subscribe for: where he works now."""
    mine = Membership.objects.current().filter(user=user).values("organisation")
    return Organisation.objects.filter(pk__in=mine)


def subscriptions_of(user: Any) -> QuerySet[Subscription]:
    rows = Subscription.objects.active().filter(subscriber__user=user)
    return rows.select_related("organisation").order_by("pk")


def watched() -> Watched:
    """What running subscriptions wait for: which chances, and whether exploitation."""
    running = Subscription.objects.active()
    minima = running.exclude(min_epss=None).values_list("min_epss", flat=True).distinct()
    chances = frozenset(each for each in minima if each is not None)
    return Watched(chances, running.filter(only_exploited=True).exists())


def reachable_subscribers() -> int:
    """Subscribers with at least one active subscription."""
    return Subscriber.objects.filter(subscriptions__active=True).distinct().count()


RULES = (
    "organisation", "min_severity", "words", "keywords", "portfolio", "min_epss", "only_exploited",
    "sources", "max_tlp",
)  # fmt: skip
"""What makes two wishes of one subscriber the same."""


def has_wish(user: Any, wish: Mapping[str, Any]) -> bool:
    """Whether a running subscription of this person asks for just this."""
    asked = {name: wish[name] for name in RULES} | {"sources": sorted(set(wish["sources"]))}
    return subscriptions_of(user).filter(**asked).exists()
