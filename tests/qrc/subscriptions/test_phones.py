from __future__ import annotations

import re

import pytest

from community.activity.services import pay_owed
from community.messaging.confirmations import add_address, confirm_by_code
from community.messaging.models import Delivery
from community.messaging.outbox import short_message_of
from qrc.subscriptions.services import subscriber_of


@pytest.mark.django_db(transaction=True)
def test_who_confirms_a_phone_later_is_warned_there(alice, bob):
    subscriber, colleague = subscriber_of(user=alice), subscriber_of(user=bob)
    asked = add_address(user=alice, channel="sms", value="0470 12 34 56")
    sms = short_message_of(Delivery.objects.get(channel="sms"))
    pay_owed()
    subscriber.refresh_from_db()
    assert subscriber.phone is None

    confirm_by_code(asked=asked, code=re.search(r"\b\d{6}\b", sms.text)[0])
    pay_owed()

    subscriber.refresh_from_db()
    colleague.refresh_from_db()
    assert subscriber.phone.value == "+32470123456"
    assert colleague.phone is None
