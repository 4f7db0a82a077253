"""What the QRC has to say to one person now: warnings that ask for action, and gaps in reaching him."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone

from community.messaging.enums import AddressState
from community.messaging.models import Address
from qrc.advisories.enums import Severity
from qrc.advisories.models import Advisory, AdvisoryQuerySet
from qrc.advisories.visibility import visible_to
from qrc.alerts.browsing import RANKED
from qrc.alerts.models import Alert
from qrc.subscriptions.models import Subscriber

DAYS = 14
GRAVE = (Severity.CRITICAL, Severity.HIGH)


@dataclass(frozen=True, slots=True)
class Reach:
    """How the QRC reaches a person; `subscriptions` counts those that run."""

    subscriber: Subscriber | None
    subscriptions: int

    @property
    def addresses(self) -> list[Address]:
        held = (self.subscriber.email, self.subscriber.phone) if self.subscriber else ()
        return [address for address in held if address is not None]

    @property
    def to_confirm(self) -> list[Address]:
        return [each for each in self.addresses if each.state == AddressState.UNCONFIRMED]

    @property
    def unreachable(self) -> list[Address]:
        lost = (AddressState.BOUNCED, AddressState.DISABLED)
        return [each for each in self.addresses if each.state in lost]


def reach_of(user: Any) -> Reach:
    running = Count("subscriptions", filter=Q(subscriptions__active=True))
    found = (
        Subscriber.objects.filter(user=user)
        .select_related("email", "phone")
        .annotate(running=running)
        .first()
    )
    return Reach(found, found.running if found else 0)


def pressing(user: Any, subscriber: Subscriber | None) -> Sequence[Advisory]:
    """Standing warnings of the last two weeks that this person was alerted to, the gravest first.

    Critical, high or known to be abused: the rest waits in the list.
    """
    if subscriber is None:
        return ()
    told = Alert.objects.filter(
        raised_at__gte=timezone.now() - timedelta(days=DAYS),
        message__deliveries__recipient=subscriber.recipient,
    )
    rows = visible_to(user).standing().filter(pk__in=told.values("revision__advisory"))
    grave = rows.filter(Q(severity__in=GRAVE) | Q(exploited=True)).select_related("source")
    return list(grave.annotate(rank=RANKED).order_by("-rank", "-changed_at", "-pk"))


def lately(rows: AdvisoryQuerySet, days: int = 7) -> AdvisoryQuerySet:
    """Which of these advisories stand and changed lately."""
    return rows.standing().filter(changed_at__gte=timezone.now() - timedelta(days=days))


def recent(rows: AdvisoryQuerySet, days: int = 7) -> dict[str, int]:
    """How many of these advisories stand and changed lately, and how many of them are critical."""
    critical = Count("pk", filter=Q(severity=Severity.CRITICAL))
    found: dict[str, int] = lately(rows, days).aggregate(all=Count("pk"), critical=critical)
    return found
