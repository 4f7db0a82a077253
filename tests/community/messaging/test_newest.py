"""Of kinds with `newest_only`: the last word of a thread leaves, and none before it afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from community.messaging.delivering import deliver
from community.messaging.enums import State
from community.messaging.models import Delivery
from community.messaging.newest import CODE
from community.notifications import EVENT_CHANGED, EVENT_WORD
from tests.factories.messaging import mail_address, say

pytestmark = pytest.mark.django_db
FAR = timedelta(hours=1)


def tell(address: Any, text: str, **more: Any) -> Any:
    more = {"kind": EVENT_CHANGED, "thread": "event:1"} | more
    message = say(address, text=text, **more)
    message.deliveries.update(not_before=timezone.now() - FAR)
    return message.deliveries.get()


def texts(smtp: Any) -> list[str]:
    return [each.mail.get_body(("plain",)).get_content().strip() for each in smtp.accepted]


def state(delivery: Delivery) -> tuple[str, str]:
    delivery.refresh_from_db()
    return delivery.state, delivery.error_code


def test_two_words_before_the_mail_leaves_give_the_last_alone(smtp):
    address = mail_address()
    first, second = tell(address, "Om 9 uur."), tell(address, "Om 10 uur.")
    deliver("email")

    assert texts(smtp) == ["Om 10 uur."]
    assert state(first) == (State.SUPPRESSED, CODE)
    assert state(second) == (State.SENT, "")


def test_a_word_that_waits_for_a_new_try_is_overtaken(smtp):
    address = mail_address()
    smtp.replies = ["451 4.3.0 Later"]
    first = tell(address, "Om 9 uur.")
    deliver("email")
    assert state(first)[0] == State.QUEUED
    second = tell(address, "Om 10 uur.")
    deliver("email")
    Delivery.objects.filter(state=State.QUEUED).update(not_before=timezone.now() - FAR)
    deliver("email")

    assert texts(smtp)[-1:] == ["Om 10 uur."]
    assert state(first) == (State.SUPPRESSED, CODE)
    assert state(second)[0] == State.SENT


def test_a_later_word_waits_for_an_earlier_one_in_other_hands(smtp):
    address = mail_address()
    first, second = tell(address, "Om 9 uur."), tell(address, "Om 10 uur.")
    lease = timezone.now() + FAR
    Delivery.objects.filter(pk=first.pk).update(state=State.SENDING, lease_until=lease)
    deliver("email")
    assert texts(smtp) == []
    second.refresh_from_db()
    assert (second.state, second.attempts, second.claim) == (State.QUEUED, 0, None)
    assert second.not_before > timezone.now()

    Delivery.objects.filter(pk=first.pk).update(state=State.SENT)
    Delivery.objects.filter(pk=second.pk).update(not_before=timezone.now() - FAR)
    deliver("email")
    assert texts(smtp) == ["Om 10 uur."]


def test_other_people_threads_and_kinds_are_left_alone(smtp):
    one, other = mail_address(), mail_address()
    tell(one, "Om 9 uur.")
    tell(other, "Om 10 uur.")
    tell(one, "Iets anders.", thread="event:2")
    tell(one, "Van de organisator.", kind=EVENT_WORD)
    tell(one, "Nog iets.", kind=EVENT_WORD)
    deliver("email")

    # A later word of another kind in the same thread speaks for this one too.
    assert sorted(texts(smtp)) == [
        "Iets anders.", "Nog iets.", "Om 10 uur.", "Van de organisator.",
    ]  # fmt: skip


def test_a_claim_without_such_a_kind_asks_nothing_more(smtp):
    def asked() -> int:
        with connection.execute_wrapper(count), transaction.atomic():
            deliver("email")
        return seen.pop("n", 0)

    seen: dict[str, int] = {}

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if "later.state" in sql or "n.id < m.id" in sql:
            seen["n"] = seen.get("n", 0) + 1
        return execute(sql, params, many, context)

    tell(mail_address(), "Van de organisator.", kind=EVENT_WORD)
    assert asked() == 0
    tell(mail_address(), "Om 9 uur.")
    assert asked() == 2
