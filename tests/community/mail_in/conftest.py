from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.mail_in.enums import Fate
from community.mail_in.services import handle, receive
from community.messaging.delivering import deliver
from community.messaging.enums import Channel
from community.messaging.models import Address, Delivery
from tests.factories.messaging import mail_address, say

DOMAIN = "terug.vlavirgem.example"


@pytest.fixture(autouse=True)
def _reply_domain(settings: Any) -> None:
    settings.REPLY_DOMAIN = DOMAIN


@pytest.fixture
def sent(db: None, smtp: Any) -> Callable[..., Delivery]:
    """Send somebody a mail; his delivery as it is after that."""

    def send(address: Address | None = None) -> Delivery:
        address = address or mail_address()
        Address.objects.filter(pk=address.pk).update(state_at=timezone.now() - timedelta(days=9))
        message = say(address)
        deliver(Channel.EMAIL)
        return message.deliveries.get()

    return send


def take_in(raw: bytes, *, to: str = "") -> Fate:
    return handle(pk=receive(raw=raw, recipient=to).pk)


def ledger(delivery: Delivery) -> tuple[str, str, str, list[str]]:
    """State and code of a delivery, the state of its address, and what befell it."""
    row = Delivery.objects.select_related("address").get(pk=delivery.pk)
    events = list(row.events.values_list("event", flat=True))
    return row.state, row.error_code, row.address.state if row.address else "", events
