"""Taking a person out of what was sent: the ledger keeps that something went, not to whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Exists, OuterRef, Q
from notifications.models import Notification

from community.messaging.enums import State
from community.messaging.models import Address, Body, Delivery, DeliveryEvent

GONE = "gewist"
Scrub = Callable[..., int]


def forget_deliveries(*, user_id: int, addresses: Sequence[str]) -> int:
    """Empty every delivery to this person and take back what waits; returns how many there were.

    `addresses` are mail addresses and phone numbers: what went to them before they were anybody's
    account counts too. The words of a message that went to nobody else go as well.
    """
    mine = Q()
    for each in addresses:
        mine |= Q(value__iexact=each)
    keys = list(
        Address.objects.filter(mine | Q(user=user_id), organisation=None).values_list(
            "pk", flat=True
        )
    )
    rows = Delivery.objects.filter(Q(user=user_id) | Q(address__in=keys))
    found = list(rows.values_list("pk", "message_id"))
    own = [pk for pk, _message in found]
    _empty_words({message for _pk, message in found}, own)
    DeliveryEvent.objects.filter(delivery__in=own).update(detail="")
    Delivery.objects.filter(pk__in=own, state__in=(State.QUEUED, State.HELD)).update(
        state=State.SUPPRESSED, error_code="taken-back"
    )
    Delivery.objects.filter(pk__in=own).update(
        recipient=GONE, parts={}, reply_to="", error="", provider_id="", user=None, address=None
    )
    return len(own)


def _empty_words(messages: set[int], own: Sequence[int]) -> None:
    others = Delivery.objects.filter(message=OuterRef("message")).exclude(pk__in=own)
    alone = Body.objects.filter(message__in=messages).exclude(Exists(others))
    alone.update(subject="", text="", html="", url="", headers={}, calendars=[])


def scrub_messages(scrub: Scrub) -> None:
    """Take a name out of what others were told: `scrub(rows, *fields)` does it."""
    scrub(Body.objects.all(), "subject", "text", "html")
    scrub(Delivery.objects.exclude(parts={}), "parts")
    scrub(Notification.objects.all(), "verb", "description", "data")
