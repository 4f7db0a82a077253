from __future__ import annotations

from typing import Any

import pytest

from community.activity.services import pay_owed
from community.messaging.addresses import confirm, mark_bounced, mark_disabled, mark_stopped
from community.messaging.enums import AddressState, Channel
from community.messaging.models import Address, Delivery
from community.messaging.webhooks import add_webhook
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


def phone(user: Any, state: str = AddressState.CONFIRMED) -> Address:
    return Address.objects.create(channel=Channel.SMS, value="+32470000301", user=user, state=state)


def mail(user: Any) -> Address:
    return Address.objects.get(channel=Channel.EMAIL, user=user)


def told() -> list[tuple[str, int | None, int | None]]:
    pay_owed()
    rows = Delivery.objects.filter(message__kind="community.address_lost")
    return sorted(rows.values_list("channel", "address", "user"), key=str)


def test_whose_mail_comes_back_hears_it_on_the_bell_and_by_sms(bob):
    mobile = phone(bob)
    mark_bounced(address=mail(bob), reason="550")

    assert told() == [("sms", mobile.pk, bob.pk), ("web", None, bob.pk)]
    body = Delivery.objects.filter(channel="sms").get().message.bodies
    assert body.get(channel="sms", language="nl").text == (
        "VlaVirGem: Uw berichten komen niet meer aan: bob@gent.example. "
        "http://127.0.0.1:8000/voorkeuren/"
    )


def test_whose_phone_fails_hears_it_by_mail(bob):
    mark_disabled(address=phone(bob), reason="21614")

    assert told() == [("email", mail(bob).pk, bob.pk), ("web", None, bob.pk)]


def test_an_unconfirmed_phone_is_not_used(bob):
    phone(bob, AddressState.UNCONFIRMED)
    mark_bounced(address=mail(bob), reason="550")

    assert told() == [("web", None, bob.pk)]


def test_who_stopped_or_mended_it_hears_nothing(bob):
    mark_stopped(address=phone(bob), reason="STOP")
    address = mail(bob)
    mark_bounced(address=address, reason="550")
    confirm(address=address, user=bob)

    assert told() == []


def test_it_is_said_once(bob):
    mark_bounced(address=mail(bob), reason="550")
    mark_bounced(address=mail(bob), reason="551")
    told()

    assert told() == [("web", None, bob.pk)]


def test_administrators_hear_of_a_system_that_is_gone(gent, alice, bob):
    hook = add_webhook(organisation=gent, url="https://haak.example/in", actor=alice)[0]
    mark_disabled(address=hook, reason="410")

    assert told() == [("email", mail(alice).pk, alice.pk), ("web", None, alice.pk)]


def test_a_reader_without_an_account_hears_by_his_other_address():
    reader = make.subscriber(email="lezer@stad.example", phone="+32470000302")
    mark_bounced(address=reader.email, reason="550")

    assert told() == [("sms", reader.phone_id, None)]
