from __future__ import annotations

import itertools

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from twilio.request_validator import RequestValidator

from community.activity.models import Activity
from community.messaging.callbacks import status_callback_url
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery
from community.messaging.twilio_errors import action_for
from tests.factories.messaging import phone, say

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-an-invented-account"
SID = "SM" + "a" * 32
SITE = "https://huis.example"


@pytest.fixture(autouse=True)
def account(settings):
    settings.TWILIO = settings.TWILIO | {"account_sid": "AC" + "0" * 32, "auth_token": TOKEN}
    settings.SITE_URL = SITE


@pytest.fixture
def sent():
    """An SMS that Twilio took under a number."""
    return make(state=State.SENT, provider_id=SID, provider_status="queued")


def make(**fields):
    address = phone()
    say(address)
    Delivery.objects.filter(address=address).update(
        **{"attempts": 1, "sent_at": timezone.now()} | fields
    )
    return Delivery.objects.get(address=address)


def call(path, data, *, secret=TOKEN, signed_path=""):
    signature = RequestValidator(secret).compute_signature(SITE + (signed_path or path), data)
    return Client(enforce_csrf_checks=True).post(
        path, data, headers={"X-Twilio-Signature": signature}
    )


def tell(delivery, status, code="", *, sid=SID, **more):
    data = {
        "MessageSid": sid,
        "MessageStatus": status,
        "To": delivery.address.value,
        "From": "+32460",
    }
    data |= {"ErrorCode": code} if code else {}
    reply = call(status_callback_url(delivery.pk).removeprefix(SITE), data, **more)
    delivery.refresh_from_db()
    return reply.status_code


def answer(number, body, **more):
    return call(reverse("community:twilio-inbound"), {"From": number, "Body": body} | more)


def test_the_classic_vector_of_twilio_is_accepted(settings):
    from community.messaging.callbacks import is_from_twilio

    settings.TWILIO = settings.TWILIO | {"auth_token": "12345"}
    settings.SITE_URL = "https://mycompany.com"
    params = {
        "CallSid": "CA1234567890ABCDE", "Caller": "+12349013030", "Digits": "1234",
        "From": "+12349013030", "To": "+18005551212",
    }  # fmt: skip
    path, signature = "/myapp.php?foo=1&bar=2", "0/KCTR6DLpKmkAf8muzZqo1nDgQ="

    assert is_from_twilio(path=path, params=params, signature=signature)
    params["Digits"] = "1235"
    assert not is_from_twilio(path=path, params=params, signature=signature)


def test_delivered_is_noted_with_the_event(sent):
    assert tell(sent, "delivered") == 204

    assert (sent.state, sent.provider_status) == (State.DELIVERED, "delivered")
    assert sent.delivered_at is not None
    assert [(e.event, e.detail) for e in sent.events.all()] == [("twilio.delivered", SID)]


@pytest.mark.parametrize("order", list(itertools.permutations(["sending", "sent", "delivered"])))
def test_any_order_ends_delivered(sent, order):
    for status in order:
        tell(sent, status)

    assert (sent.state, sent.provider_status) == (State.DELIVERED, "delivered")


def test_a_repeated_call_changes_nothing(sent):
    tell(sent, "delivered")
    moment = sent.delivered_at

    assert tell(sent, "delivered") == 204
    assert (sent.delivered_at, sent.events.count()) == (moment, 1)


@pytest.mark.parametrize("late", ["queued", "sent", "failed", "undelivered"])
def test_delivered_never_goes_back(sent, late):
    tell(sent, "delivered")

    tell(sent, late, "30005")

    assert (sent.state, sent.error_code) == (State.DELIVERED, "")
    assert sent.address.is_confirmed


@pytest.mark.parametrize("late", ["sent", "delivered", "read"])
def test_undelivered_is_the_end(sent, late):
    tell(sent, "undelivered", "30006")

    tell(sent, late)

    assert (sent.state, sent.error_code) == (State.FAILED, "30006")


def test_a_forged_call_is_refused(sent):
    assert tell(sent, "delivered", secret="guessed") == 403
    assert (sent.state, sent.events.count()) == (State.SENT, 0)


def test_a_signature_for_another_delivery_is_refused(sent):
    other = make(state=State.SENT)
    elsewhere = status_callback_url(other.pk).removeprefix(SITE)

    assert tell(sent, "delivered", signed_path=elsewhere) == 403
    assert sent.state == State.SENT


def test_without_an_account_nobody_is_believed(sent, settings):
    settings.TWILIO = settings.TWILIO | {"auth_token": ""}

    assert tell(sent, "delivered", secret="") == 403


def test_unknown_deliveries_are_answered_calmly(sent):
    path = status_callback_url(sent.pk).removeprefix(SITE)
    sent.delete()

    assert call(path, {"MessageSid": SID, "MessageStatus": "sent"}).status_code == 204
    odd = reverse("community:twilio-status", args=["7-AAAAAAAAAAAAAAAA"])
    assert call(odd, {"MessageSid": SID, "MessageStatus": "sent"}).status_code == 204


def test_a_status_we_do_not_know_is_no_news(sent):
    assert tell(sent, "levitating") == 204
    assert (sent.state, sent.events.count()) == (State.SENT, 0)


@pytest.mark.parametrize("state", [State.UNKNOWN, State.SENDING])
def test_a_lost_answer_is_found_back_by_the_callback(state):
    lost = make(state=state, sent_at=None)

    tell(lost, "sent")

    assert (lost.state, lost.provider_id) == (State.SENT, SID)
    assert lost.sent_at is not None


def test_another_number_than_ours_is_no_news(sent):
    tell(sent, "delivered", sid="SM" + "b" * 32)

    assert (sent.state, sent.provider_id) == (State.SENT, SID)


def test_what_never_left_believes_no_callback():
    kept = make(state=State.SUPPRESSED)

    tell(kept, "delivered")

    assert kept.state == State.SUPPRESSED


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("30006", AddressState.DISABLED),
        ("30004", AddressState.DISABLED),
        ("21610", AddressState.STOPPED),
        ("30036", AddressState.CONFIRMED),
        ("99999", AddressState.CONFIRMED),
    ],
)
def test_what_an_error_does_to_the_number(sent, code, state):
    tell(sent, "undelivered", code)

    assert (sent.state, sent.error_code) == (State.FAILED, code)
    assert Address.objects.get(pk=sent.address_id).state == state


def test_an_inactive_number_is_disabled_at_the_second_time(sent):
    tell(sent, "undelivered", "30005")
    assert Address.objects.get(pk=sent.address_id).state == AddressState.CONFIRMED

    say(sent.address)
    second = Delivery.objects.filter(address=sent.address_id).latest("pk")
    Delivery.objects.filter(pk=second.pk).update(state=State.SENT, provider_id="SM2", attempts=1)
    second.refresh_from_db()
    tell(second, "undelivered", "30005", sid="SM2")

    assert Address.objects.get(pk=sent.address_id).state == AddressState.DISABLED


def test_out_of_reach_tries_again_and_forgets_the_old_number(sent):
    before = timezone.now()
    tell(sent, "undelivered", "30003")

    assert (sent.state, sent.provider_id) == (State.QUEUED, "")
    assert 7100 < (sent.not_before - before).total_seconds() < 7300
    tell(sent, "undelivered", "30003")
    tell(sent, "delivered")
    assert (sent.state, sent.events.count()) == (State.QUEUED, 1)


def test_out_of_reach_a_third_time_is_the_end():
    tired = make(state=State.SENT, provider_id=SID, attempts=3)

    tell(tired, "undelivered", "30003")

    assert tired.state == State.FAILED


def test_a_filtered_text_raises_an_alarm(sent):
    tell(sent, "undelivered", "30007")

    alarm = Activity.objects.get(verb="messaging.provider.alarm")
    assert (alarm.subject_id, alarm.data) == (str(sent.pk), {"code": "30007"})
    assert sent.error == "Een netwerk filtert de tekst als spam."


@pytest.mark.parametrize(
    ("code", "action"),
    [
        (21211, (State.FAILED, AddressState.DISABLED, None)),
        ("21614", (State.FAILED, AddressState.DISABLED, None)),
        (21610, (State.SUPPRESSED, AddressState.STOPPED, None)),
        (429, (State.FAILED, None, 30)),
        (21408, (State.FAILED, None, None)),
        ("", (State.FAILED, None, None)),
        (None, (State.FAILED, None, None)),
    ],
)
def test_action_for(code, action):
    assert action_for(code) == action


@pytest.mark.parametrize(
    "word", ["STOP", "stop ", "Stop!", "STOPALL", "Afmelden", "uitschrijven", "ARRÊT", "Désabonner"]
)
def test_stop_in_any_language_closes_the_number(word):
    address = phone("+32470123456")

    reply = answer("+32470123456", word)

    address.refresh_from_db()
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "application/xml")
    assert reply.content.decode().endswith("<Response />")
    assert (address.state, address.reason) == (AddressState.STOPPED, "STOP")


@pytest.mark.parametrize("text", ["Stop daar niet mee", "Dank u", ""])
def test_any_other_text_changes_nothing(text):
    address = phone("+32470123456")

    assert answer("+32470123456", text).status_code == 200
    address.refresh_from_db()
    assert address.is_confirmed


def test_twilio_may_say_itself_that_it_was_a_stop():
    address = phone("+32470123456")

    answer("+32470123456", "laat maar", OptOutType="STOP")

    address.refresh_from_db()
    assert address.state == AddressState.STOPPED


def test_start_opens_what_stop_closed():
    address = phone("+32470123456")
    answer("+32470123456", "STOP")

    answer("+32470123456", "HERSTART")

    address.refresh_from_db()
    assert address.state == AddressState.CONFIRMED


def test_start_confirms_no_number_that_never_was():
    address = phone("+32470123456", state=AddressState.UNCONFIRMED)

    answer("+32470123456", "START")

    address.refresh_from_db()
    assert address.state == AddressState.UNCONFIRMED


def test_a_forged_stop_is_refused():
    address = phone("+32470123456")
    path = reverse("community:twilio-inbound")

    reply = call(path, {"From": "+32470123456", "Body": "STOP"}, secret="guessed")

    address.refresh_from_db()
    assert (reply.status_code, address.is_confirmed) == (403, True)


def test_stop_from_a_number_we_do_not_know_is_answered_calmly():
    assert answer("+32479999999", "STOP").status_code == 200
