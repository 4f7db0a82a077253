"""Mail over a real line: what each answer of the server does to the delivery and the address."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging.channels.email import DemoGuard, HouseSender, SmtpSender, is_loopback
from community.messaging.delivering import deliver
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery
from tests.factories.messaging import mail_address, say

pytestmark = pytest.mark.django_db


def send(*addresses: Address, **more: object) -> list[Delivery]:
    message = say(*addresses, **more)
    Delivery.objects.filter(state=State.QUEUED).update(
        not_before=timezone.now() - timedelta(hours=1)
    )
    deliver("email")
    return list(message.deliveries.order_by("pk"))


@pytest.mark.parametrize(
    ("reply", "state", "address_state"),
    [
        ("250 2.0.0 ok", State.SENT, AddressState.CONFIRMED),
        ("450 4.2.1 Bezet", State.QUEUED, AddressState.CONFIRMED),
        ("452 4.2.2 Vol", State.QUEUED, AddressState.CONFIRMED),
        ("550 5.4.4 Naam niet gevonden", State.QUEUED, AddressState.CONFIRMED),
        ("550 5.1.1 Onbekend", State.FAILED, AddressState.BOUNCED),
        ("550 Onbekend", State.FAILED, AddressState.BOUNCED),
        ("553 5.1.3 Geen adres", State.FAILED, AddressState.BOUNCED),
        ("552 5.2.2 Vol", State.FAILED, AddressState.CONFIRMED),
        ("550 5.7.1 Geweigerd door beleid", State.FAILED, AddressState.CONFIRMED),
        ("554 5.7.1 Lijkt op spam", State.FAILED, AddressState.CONFIRMED),
    ],
)
@pytest.mark.parametrize("when", ["rcpt", "data"])
@pytest.mark.parametrize("pipelining", [True, False])
def test_what_an_answer_does(smtp, reply, state, address_state, when, pipelining):
    smtp.pipelining = pipelining
    address = mail_address()
    if when == "rcpt" and not reply.startswith("250"):
        smtp.refusals[address.value] = reply
    else:
        smtp.replies = [reply]

    [delivery] = send(address)

    address.refresh_from_db()
    assert (delivery.state, address.state) == (state, address_state)
    assert len(smtp.accepted) == (state == State.SENT)


def test_full_mailbox_closes_the_address_at_the_third_message(smtp):
    address = mail_address()
    smtp.refusals[address.value] = "552 5.2.2 Vol"
    states = []
    for _ in range(3):
        send(address)
        address.refresh_from_db()
        states.append(address.state)

    assert states == [AddressState.CONFIRMED, AddressState.CONFIRMED, AddressState.BOUNCED]


def test_our_own_bad_name_closes_nobodys_address(smtp):
    """A server that takes us for spammers says nothing about the mailbox."""
    address = mail_address()
    smtp.refusals[address.value] = "554 5.7.1 Uw server staat op een lijst"
    for _ in range(4):
        send(address)

    address.refresh_from_db()
    assert (address.state, address.soft_failures) == (AddressState.CONFIRMED, 0)


def test_one_line_carries_the_whole_claim(smtp):
    send(*[mail_address() for _ in range(5)])

    assert (len(smtp.accepted), smtp.connections) == (5, 1)


@pytest.mark.parametrize("value", ["geen-adres", "é@stad.example", "a b@stad.example", "a@b@c"])
def test_address_that_smtp_cannot_carry_fails_alone(smtp, value):
    wrong, right = mail_address(value), mail_address()

    deliveries = send(wrong, right)

    assert [(each.state, each.error_code) for each in deliveries] == [
        (State.FAILED, "address"), (State.SENT, ""),
    ]  # fmt: skip


def test_without_a_server_mail_stays_in_the_house(settings):
    settings.EMAIL_URL = ""

    [delivery] = send(mail_address())

    assert (delivery.state, delivery.provider_id) == (State.SENT, "outbox")


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("localhost", True),
        ("mail.example", False), ("10.0.0.1", False), ("localhost.mail.example", False),
        ("127.0.0.1.mail.example", False), ("", False),
    ],
)  # fmt: skip
def test_is_loopback(host, local):
    assert is_loopback(host) is local


class Provider:
    """Where no invented person's message may arrive."""

    def __init__(self) -> None:
        self.got: list[object] = []

    def send(self, job):
        self.got.append(job)
        return HouseSender().send(job)


def test_demo_people_are_never_handed_to_a_provider():
    from community.messaging.delivering import _claim

    say(mail_address(is_demo=True), mail_address(), key="een")
    say(mail_address(), key="twee", is_demo=True)
    Delivery.objects.update(not_before=timezone.now() - timedelta(hours=1))
    jobs = [job for job, _state in _claim("email", "00000000-0000-4000-8000-000000000000")]
    provider = Provider()

    outcomes = [DemoGuard(provider).send(job) for job in jobs]

    assert [job.is_demo for job in jobs] == [True, False, True]
    assert provider.got == [jobs[1]]
    assert {each.provider_id for each in outcomes} == {"outbox"}


def test_line_to_elsewhere_is_guarded_and_one_to_a_stand_in_is_not(smtp, settings):
    from community.messaging.channels import channel_types

    with channel_types()["email"].open() as sender:
        assert isinstance(sender, SmtpSender)
    [delivery] = send(mail_address(is_demo=True))
    assert (delivery.state, len(smtp.accepted)) == (State.SENT, 1)
