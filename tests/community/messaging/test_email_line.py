"""The next envelope goes out behind the last message: nothing may come of it but that message."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging.channels.email import Line
from community.messaging.delivering import deliver
from community.messaging.enums import State
from community.messaging.models import Delivery
from tests.factories.messaging import mail_address, say

pytestmark = pytest.mark.django_db

FROM, FIRST, SECOND = "huis@stad.example", "een@stad.example", "twee@stad.example"
MAIL = b"Subject: Let op\r\n\r\nWerk bij.\r\n"


def line_to(smtp):
    line = Line(timeout=5)
    line.connect("127.0.0.1", smtp.port)
    line.ehlo()
    return line


def send_all() -> list[tuple[str, str]]:
    Delivery.objects.update(not_before=timezone.now() - timedelta(hours=1))
    deliver("email")
    return list(Delivery.objects.order_by("pk").values_list("state", "error_code"))


def test_open_envelope_is_dropped_and_not_filled(smtp):
    line = line_to(smtp)

    assert line.hand_over(FROM, FIRST, MAIL, SECOND)[0] == 250
    line.leave()

    time.sleep(0.1)
    assert [each.to for each in smtp.accepted] == [(FIRST,)]


def test_announced_message_is_the_only_one_that_may_follow(smtp):
    line = line_to(smtp)
    line.hand_over(FROM, FIRST, MAIL, SECOND)

    with pytest.raises(Exception, match="another message was announced"):
        line.hand_over(FROM, "drie@stad.example", MAIL)

    line.leave()
    time.sleep(0.1)
    assert [each.to for each in smtp.accepted] == [(FIRST,)]


def test_announced_message_needs_no_envelope_of_its_own(smtp):
    seen = []
    smtp.hook = lambda stage, message: seen.append((stage, message.to[0]))
    line = line_to(smtp)

    line.hand_over(FROM, FIRST, MAIL, SECOND)
    line.hand_over(FROM, SECOND, MAIL)
    line.leave()

    stages = ("envelope", "data", "accepted")
    assert seen == [(stage, to) for to in (FIRST, SECOND) for stage in stages]


def test_without_pipelining_nothing_is_announced(smtp):
    smtp.pipelining = False
    line = line_to(smtp)

    line.hand_over(FROM, FIRST, MAIL, SECOND)

    assert line.announced == ""
    line.leave()


def test_announced_recipient_that_is_refused_harms_no_other(smtp):
    first, second, third = (mail_address() for _ in range(3))
    smtp.refusals[second.value] = "550 5.1.1 Bestaat niet"
    say(first, second, third)

    states = send_all()

    assert states == [(State.SENT, ""), (State.FAILED, "550"), (State.SENT, "")]
    assert [each.to[0] for each in smtp.accepted] == [first.value, third.value]


def test_message_that_cannot_be_made_is_not_announced(smtp):
    first, second, third = (mail_address() for _ in range(3))
    say(first, second, third)
    Delivery.objects.filter(address=second).update(parts=["geen", "woordenboek"])

    states = send_all()

    assert states == [(State.SENT, ""), (State.QUEUED, "unforeseen"), (State.SENT, "")]
    assert [each.to[0] for each in smtp.accepted] == [first.value, third.value]


def test_claim_that_runs_out_of_time_drops_what_it_announced(smtp, settings):
    settings.MESSAGING_LEASE_SECONDS = 1
    first, second = mail_address(), mail_address()
    say(first, second)
    smtp.hook = lambda stage, _message: time.sleep(0.6) if stage == "data" else None

    send_all()

    # The second went by a line of its own, whole and once.
    assert [each.to[0] for each in smtp.accepted] == [first.value, second.value]
    assert smtp.connections == 2
    assert all(each.message_id for each in smtp.accepted)
