"""Asking the provider what became of an SMS that was cut off: found, not found, no answer."""

from __future__ import annotations

import socket
from contextlib import suppress
from datetime import timedelta
from threading import Thread

import pytest
from django.utils import timezone

from community.messaging.budgets import used
from community.messaging.channels.sms import client
from community.messaging.delivering import MOST_ATTEMPTS, deliver
from community.messaging.enums import State
from community.messaging.models import Body, Delivery
from community.messaging.reconciling import GIVE_UP, SETTLE, _reconcile, reconcile_unknown
from tests.factories.messaging import phone, say

pytestmark = pytest.mark.django_db
NOW = timedelta(0)


def spent() -> int:
    return used(scope="sms", period=timezone.localdate().strftime("%Y-%m"))


def send() -> None:
    Delivery.objects.filter(state=State.QUEUED).update(
        not_before=timezone.now() - timedelta(hours=1)
    )
    deliver("sms")


def an_hour_passes() -> None:
    Delivery.objects.update(not_before=timezone.now() - timedelta(hours=1))


@pytest.fixture
def lost(twilio):
    """Twilio took it, its answer never came."""
    twilio.lose_answers = 1
    say(phone())
    send()
    return Delivery.objects.get()


@pytest.fixture
def never_taken(twilio):
    """Twilio was in trouble and took nothing."""
    address = phone()
    twilio.refusals[address.value] = (503, 20500)
    say(address)
    send()
    twilio.refusals.clear()
    return Delivery.objects.get()


def test_found_is_noted_under_its_number(lost, twilio):
    an_hour_passes()

    assert reconcile_unknown() == 1

    lost.refresh_from_db()
    assert (lost.state, lost.provider_id) == (State.SENT, twilio.messages[0]["sid"])
    assert [event.detail for event in lost.events.filter(event="reconciled")] == [
        "Teruggevonden bij de aanbieder."
    ]
    assert (len(twilio.messages), spent()) == (1, 1)
    assert reconcile_unknown() == 0


def test_not_found_goes_again_and_costs_once(never_taken, twilio):
    assert (never_taken.state, spent()) == (State.UNKNOWN, 1)
    an_hour_passes()

    assert reconcile_unknown() == 1
    never_taken.refresh_from_db()
    assert (never_taken.state, spent()) == (State.QUEUED, 0)
    send()

    never_taken.refresh_from_db()
    assert (never_taken.state, len(twilio.messages), spent()) == (State.SENT, 1, 1)


def test_not_found_ends_after_so_many_tries(never_taken, twilio):
    Delivery.objects.update(attempts=MOST_ATTEMPTS)
    an_hour_passes()

    reconcile_unknown()

    never_taken.refresh_from_db()
    assert (never_taken.state, spent(), twilio.messages) == (State.FAILED, 0, [])


def test_the_provider_gets_time_to_catch_up(lost):
    assert reconcile_unknown() == 0
    Delivery.objects.update(not_before=timezone.now() - SETTLE - timedelta(seconds=1))
    assert reconcile_unknown() == 1


def test_what_is_too_old_waits_for_a_person(lost):
    an_hour_passes()
    Delivery.objects.update(queued_at=timezone.now() - GIVE_UP)

    assert reconcile_unknown() == 0
    assert Delivery.objects.get().state == State.UNKNOWN


def test_same_words_to_the_same_phone_are_not_taken_for_each_other(twilio):
    """Sent once and known; the second, with the same words, was never taken."""
    address = phone()
    say(address)
    send()
    twilio.refusals[address.value] = (503, 20500)
    say(address)
    send()
    twilio.refusals.clear()
    an_hour_passes()

    assert reconcile_unknown(settle=NOW) == 1

    first, second = Delivery.objects.order_by("pk")
    assert (first.provider_id, second.provider_id) == (twilio.messages[0]["sid"], "")
    assert second.state == State.QUEUED


def test_silent_provider_leaves_all_as_it_was(lost, settings):
    an_hour_passes()
    settings.TWILIO = settings.TWILIO | {"api_base": "http://127.0.0.1:9"}
    client.cache_clear()

    assert reconcile_unknown() == 0
    assert Delivery.objects.get().state == State.UNKNOWN


def test_provider_that_refuses_us_leaves_all_as_it_was(lost, settings):
    an_hour_passes()
    settings.TWILIO = settings.TWILIO | {"auth_token": "verkeerd"}
    client.cache_clear()

    assert reconcile_unknown() == 0
    assert Delivery.objects.get().state == State.UNKNOWN


def test_without_an_account_nobody_is_asked(lost, settings):
    an_hour_passes()
    settings.TWILIO = settings.TWILIO | {"account_sid": ""}

    assert reconcile_unknown() == 0


def test_silent_provider_is_asked_once_a_round(twilio, settings):
    twilio.lose_answers = 3
    say(phone(), phone(), phone())
    send()
    an_hour_passes()
    with socket.create_server(("127.0.0.1", 0)) as mute:
        mute.settimeout(0.5)
        settings.TWILIO = settings.TWILIO | {
            "api_base": f"http://127.0.0.1:{mute.getsockname()[1]}"
        }
        client.cache_clear()
        called = []

        def hang_up() -> None:
            with suppress(TimeoutError):
                while True:
                    mute.accept()[0].close()
                    called.append(1)

        listener = Thread(target=hang_up)
        listener.start()
        assert reconcile_unknown() == 0
        listener.join()

    assert len(called) == 1


def test_answer_about_an_earlier_hand_over_changes_nothing(never_taken, twilio):
    """Two workers ask at once; by the second answer the SMS went again and is unknown anew."""
    an_hour_passes()
    stale = Delivery.objects.select_related("message", "address").get()
    Delivery.objects.update(attempts=2)

    assert not _reconcile(stale)

    assert Delivery.objects.get().state == State.UNKNOWN


@pytest.mark.parametrize("gone", ["address", "words", "parts"])
def test_one_that_cannot_be_asked_about_stops_no_other(twilio, gone):
    twilio.lose_answers = 2
    say(phone(), key="een")
    say(phone())
    send()
    an_hour_passes()
    if gone == "address":
        Delivery.objects.filter(message__key="een").update(address=None)
    elif gone == "parts":
        Delivery.objects.filter(message__key="een").update(parts=["geen", "woordenboek"])
    else:
        Body.objects.filter(message__key="een").delete()

    assert reconcile_unknown() == 1
    assert [each.state for each in Delivery.objects.order_by("pk")] == [State.UNKNOWN, State.SENT]


def test_one_can_be_asked_about_alone(twilio):
    twilio.lose_answers = 2
    say(phone(), phone())
    send()
    an_hour_passes()
    wanted = Delivery.objects.latest("pk")

    assert reconcile_unknown(only=wanted.pk) == 1
    assert [each.state for each in Delivery.objects.order_by("pk")] == [State.UNKNOWN, State.SENT]
