"""What became of a mail after a server took it: it came back, it is late, or somebody complained.

Such news comes late, twice, out of order and about things long mended. So a delivery only ever
moves from sent to failed, each piece of news is noted once per sending, and an address is left
alone when it was proved, changed or closed after the mail left.
"""

from __future__ import annotations

import re

from django.db import transaction

from community.messaging.addresses import mark_stopped, note_soft_failure, note_state
from community.messaging.enums import AddressState, Channel, State
from community.messaging.models import Delivery, DeliveryEvent
from community.messaging.stopping import BY_COMPLAINT

ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+")
HANDED = (State.SENT, State.QUEUED)
"""A mail that waits again was handed over before: that time it may have come back."""


class StillSending(Exception):
    """The mail server spoke before our own note was made: ask again in a moment."""


def note_bounce(
    *, delivery_id: int, status: str, detail: str, gone: bool, strike: bool = False
) -> bool:
    """A mail was given up by a server. False when that is no news; StillSending.

    `status` is an enhanced code of RFC 3463 such as 5.1.1. `gone` closes the address at once,
    `strike` counts against it (see `note_soft_failure`).
    """
    with transaction.atomic():
        delivery = _handed(delivery_id)
        if delivery is None or not _is_news(delivery, "undelivered"):
            return False
        plain = without_addresses(detail)
        if delivery.state == State.SENT:
            delivery.state, delivery.error_code, delivery.error = State.FAILED, status, plain[:500]
            delivery.save(update_fields=("state", "error_code", "error"))
        _tell(delivery, "undelivered", f"{status} {plain}")
        if delivery.address_id is not None and not _is_outdated(delivery):
            if gone:
                note_state(
                    address_id=delivery.address_id, state=AddressState.BOUNCED, reason=status
                )
            elif strike:
                note_soft_failure(address_id=delivery.address_id, reason=status)
    return True


def note_delay(*, delivery_id: int, status: str, detail: str) -> bool:
    """A server still tries: said in the ledger, once. False when that is no news; StillSending."""
    with transaction.atomic():
        delivery = _handed(delivery_id)
        if delivery is None or not _is_news(delivery, "delayed"):
            return False
        _tell(delivery, "delayed", f"{status} {without_addresses(detail)}")
    return True


def note_complaint(*, delivery_id: int, detail: str) -> bool:
    """The receiver called a mail unwanted: nothing goes to his address any more. False when that
    is no news; StillSending."""
    with transaction.atomic():
        delivery = _handed(delivery_id)
        if delivery is None or not _is_news(delivery, "complaint"):
            return False
        _tell(delivery, "complaint", without_addresses(detail))
        if delivery.address is not None and not _is_outdated(delivery):
            mark_stopped(address=delivery.address, reason=BY_COMPLAINT)
    return True


def without_addresses(text: str) -> str:
    """A server may name the mailbox behind an address, which is nobody's business here."""
    return " ".join(ADDRESS.sub("<…>", text).split())


def _handed(delivery_id: int) -> Delivery | None:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("address")
    delivery = rows.filter(pk=delivery_id, channel=Channel.EMAIL).first()
    if delivery is not None and delivery.state == State.SENDING:
        raise StillSending
    return delivery


def _is_news(delivery: Delivery, event: str) -> bool:
    """Of a mail that was given up or never left nothing more is news, but a complaint."""
    if delivery.state not in HANDED and not (event == "complaint" and delivery.sent_at):
        return False
    resent = delivery.events.filter(event="resent").order_by("-pk").first()
    told = delivery.events.filter(event=event)
    return not (told.filter(pk__gt=resent.pk) if resent else told).exists()


def _is_outdated(delivery: Delivery) -> bool:
    left = delivery.sent_at or delivery.queued_at
    return delivery.address is not None and delivery.address.state_at > left


def _tell(delivery: Delivery, event: str, detail: str) -> None:
    DeliveryEvent.objects.create(delivery=delivery, event=event, detail=detail.strip()[:500])
