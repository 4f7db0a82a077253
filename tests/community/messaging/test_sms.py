"""SMS through the real client to a stand-in for Twilio that refuses, hangs up and counts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.models import Activity
from community.messaging.alarms import sounding
from community.messaging.budgets import used
from community.messaging.callbacks import status_callback_url
from community.messaging.channels import channel_types
from community.messaging.channels.email import DemoGuard
from community.messaging.channels.sms import TwilioSender, client
from community.messaging.delivering import deliver
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery
from community.messaging.twilio_errors import ACTIONS, ALARMS, STRIKES
from tests.factories.messaging import phone, say

pytestmark = pytest.mark.django_db


def spent() -> int:
    return used(scope="sms", period=timezone.localdate().strftime("%Y-%m"))


def send(*addresses: Address, **more: object) -> list[Delivery]:
    message = say(*addresses, **more)
    again()
    return list(message.deliveries.order_by("pk"))


def again() -> None:
    Delivery.objects.filter(state=State.QUEUED).update(
        not_before=timezone.now() - timedelta(hours=1)
    )
    deliver("sms")


def alarms() -> list[str]:
    rows = Activity.objects.filter(verb="messaging.provider.alarm").order_by("pk")
    return [row.data["code"] for row in rows]


def test_what_is_asked_of_twilio(strict_twilio):
    number = phone()

    [delivery] = send(number, text="Patch België: één ‘lek’")

    [taken] = strict_twilio.messages
    assert strict_twilio.faults == []
    assert (taken["to"], taken["body"]) == (number.value, "Patch Belgie: één 'lek'")
    assert taken["callback"] == status_callback_url(delivery.pk)
    assert (delivery.state, delivery.provider_id, delivery.segments) == (
        State.SENT, taken["sid"], 1,
    )  # fmt: skip
    assert spent() == 1


@pytest.mark.parametrize(
    ("status", "code", "state", "address_state", "alarm"),
    [
        (400, 21211, State.FAILED, AddressState.DISABLED, []),
        (400, 21614, State.FAILED, AddressState.DISABLED, []),
        (400, 21610, State.SUPPRESSED, AddressState.STOPPED, []),
        (400, 21408, State.FAILED, AddressState.CONFIRMED, ["21408"]),
        (403, 21408, State.FAILED, AddressState.CONFIRMED, ["21408"]),
        (400, 21606, State.FAILED, AddressState.CONFIRMED, ["21606"]),
        (400, 21612, State.FAILED, AddressState.CONFIRMED, ["21612"]),
        (400, 21617, State.FAILED, AddressState.CONFIRMED, []),
    ],
)
def test_refusal_for_one_number_harms_no_other(twilio, status, code, state, address_state, alarm):
    wrong, right = phone(), phone()
    twilio.refusals[wrong.value] = (status, code)

    refused, sent = send(wrong, right)

    wrong.refresh_from_db()
    assert (refused.state, refused.error_code, wrong.state) == (state, str(code), address_state)
    assert sent.state == State.SENT
    assert alarms() == alarm
    # What was never sent costs nothing.
    assert spent() == 1


@pytest.mark.parametrize(
    ("status", "code", "wait", "alarm"),
    [
        (429, 20429, 30, []),
        (429, 0, 30, []),
        (400, 21611, 300, []),
        (400, 30001, 300, []),
        (401, 20003, 30, ["20003"]),
        (403, 20003, 30, ["20003"]),
        (403, 0, 30, ["20003"]),
    ],
)
def test_refusal_of_us_stops_the_line_and_uses_up_no_try(twilio, status, code, wait, alarm):
    first, second = phone(), phone()
    twilio.refusals[first.value] = twilio.refusals[second.value] = (status, code)
    before = timezone.now()

    rows = send(first, second)

    assert [(row.state, row.attempts) for row in rows] == [(State.QUEUED, 0)] * 2
    assert {round((row.not_before - before).total_seconds() / 10) * 10 for row in rows} == {wait}
    assert (twilio.messages, spent(), alarms()) == ([], 0, alarm)


def test_same_alarm_sounds_once_an_hour(twilio):
    numbers = [phone() for _ in range(4)]
    twilio.refusals |= {each.value: (400, 21408) for each in numbers[:3]}
    twilio.refusals[numbers[3].value] = (400, 21606)

    send(*numbers)
    assert alarms() == ["21408", "21606"]

    Activity.objects.update(at=timezone.now() - timedelta(minutes=61))
    fresh = phone()
    twilio.refusals[fresh.value] = (400, 21408)
    send(fresh)

    assert alarms() == ["21408", "21606", "21408"]
    assert [each.data["code"] for each in sounding()] == ["21408", "21606"]


def test_server_error_leaves_it_unknown_and_the_next_goes(twilio):
    wrong, right = phone(), phone()
    twilio.refusals[wrong.value] = (503, 20500)

    unknown, sent = send(wrong, right)

    assert (unknown.state, unknown.error_code) == (State.UNKNOWN, "503")
    assert sent.state == State.SENT
    again()
    assert Delivery.objects.get(pk=unknown.pk).state == State.UNKNOWN


def test_lost_answer_is_unknown_and_never_sent_again(twilio):
    twilio.lose_answers = 1

    [lost] = send(phone())
    again()

    lost.refresh_from_db()
    assert (lost.state, lost.error_code, lost.provider_id) == (State.UNKNOWN, "no-answer", "")
    assert len(twilio.messages) == 1
    assert spent() == 1


def test_nobody_at_twilio_gives_all_back(settings, twilio):
    settings.TWILIO = settings.TWILIO | {"api_base": "http://127.0.0.1:9"}
    client.cache_clear()

    rows = send(phone(), phone())

    assert [(row.state, row.attempts) for row in rows] == [(State.QUEUED, 0)] * 2
    assert spent() == 0


def test_empty_budget_sends_no_more_and_says_so(twilio, settings):
    settings.SMS_MONTHLY_CAP = 2

    rows = send(*[phone() for _ in range(4)])

    assert [(row.state, row.error_code) for row in rows] == [
        (State.SENT, ""), (State.SENT, ""), (State.SUPPRESSED, "budget"),
        (State.SUPPRESSED, "budget"),
    ]  # fmt: skip
    assert (len(twilio.messages), spent(), alarms()) == (2, 2, ["budget"])


def test_long_text_costs_its_segments_and_is_cut_at_what_twilio_takes(strict_twilio):
    [delivery] = send(phone(), text="a" * 2000)

    assert len(strict_twilio.messages[0]["body"]) == 1600
    assert (delivery.segments, spent()) == (11, 11)


def test_without_an_account_sms_stay_in_the_house(settings):
    [delivery] = send(phone())

    assert (delivery.state, delivery.provider_id) == (State.SENT, "outbox")


def test_line_to_twilio_itself_is_guarded_against_demo_people(settings, twilio):
    with channel_types()["sms"].open() as sender:
        assert isinstance(sender, TwilioSender)
    settings.TWILIO = settings.TWILIO | {"api_base": ""}
    with channel_types()["sms"].open() as sender:
        assert isinstance(sender, DemoGuard)


QRC_ERRORS = {
    # code: (delivery, address, seconds until a new try, alarm)
    21211: (State.FAILED, AddressState.DISABLED, None, False),
    21614: (State.FAILED, AddressState.DISABLED, None, False),
    21610: (State.SUPPRESSED, AddressState.STOPPED, None, False),
    21408: (State.FAILED, None, None, True),
    21606: (State.FAILED, None, None, True),
    21612: (State.FAILED, None, None, True),
    21611: (State.FAILED, None, 300, False),
    20429: (State.FAILED, None, 30, False),
    429: (State.FAILED, None, 30, False),
    30001: (State.FAILED, None, 300, False),
    30036: (State.FAILED, None, None, False),
    30003: (State.FAILED, None, 7200, False),
    30004: (State.FAILED, AddressState.DISABLED, None, False),
    30005: (State.FAILED, None, None, False),
    30006: (State.FAILED, AddressState.DISABLED, None, False),
    30007: (State.FAILED, None, None, True),
    30008: (State.FAILED, None, 3600, False),
    30042: (State.FAILED, None, None, True),
    20003: (State.FAILED, None, None, True),
}


@pytest.mark.parametrize("code", QRC_ERRORS)
def test_every_error_we_read_about_has_its_answer(code):
    from community.messaging.twilio_errors import action_for, alarm_for, may_retry, strikes_for

    state, address, wait, alarm = QRC_ERRORS[code]
    assert action_for(code) == action_for(str(code)) == (state, address, wait)
    assert bool(alarm_for(code)) is alarm
    assert may_retry(code, 1) is (wait is not None)
    assert strikes_for(code) == (2 if code == 30005 else None)


def test_no_answer_is_given_to_an_error_nobody_told_about():
    assert set(ACTIONS) | set(ALARMS) | set(STRIKES) == (set(QRC_ERRORS) - {30036}) | {21217}


@pytest.mark.parametrize(("code", "tries"), [(30003, 3), (30008, 2)])
def test_errors_that_may_pass_are_tried_so_often(code, tries):
    from community.messaging.twilio_errors import may_retry

    assert [may_retry(code, each) for each in (tries - 1, tries)] == [True, False]
