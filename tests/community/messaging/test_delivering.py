"""The loop that empties the outbox, against real lines that refuse, break and go silent."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.messaging.addresses import mark_stopped
from community.messaging.delivering import (
    MOST_ATTEMPTS,
    _claim,
    _note,
    deliver,
    sweep_expired,
)
from community.messaging.enums import AddressState, State
from community.messaging.jobs import Outcome
from community.messaging.models import Address, Body, Delivery, Message
from tests.factories.messaging import mail_address, phone, say

pytestmark = pytest.mark.django_db


def due(**fields: object) -> None:
    """Let all that waits be due: within one test the database's clock stands still."""
    Delivery.objects.filter(state=State.QUEUED).update(
        not_before=timezone.now() - timedelta(hours=1), **fields
    )


def send(channel: str = "email") -> int:
    due()
    return deliver(channel)


def told(*names: str) -> list[tuple[object, ...]]:
    return list(Delivery.objects.order_by("pk").values_list(*names))


def expire_leases() -> None:
    Delivery.objects.filter(state=State.SENDING).update(lease_until=timezone.now() - timedelta(1))


def test_each_gets_one_and_again_sends_nothing(smtp):
    say(*[mail_address() for _ in range(3)])

    assert (send(), send()) == (3, 0)

    assert told("state", "attempts") == [(State.SENT, 1)] * 3
    assert len({each.message_id for each in smtp.accepted}) == 3


def test_nothing_leaves_before_its_time(smtp):
    say(mail_address())
    Delivery.objects.update(not_before=timezone.now() + timedelta(minutes=5))

    assert deliver("email") == 0
    assert smtp.accepted == []


def test_refusal_for_one_never_harms_the_others(smtp):
    first, middle, last = (mail_address() for _ in range(3))
    smtp.refusals[middle.value] = "550 5.1.1 Bestaat niet"
    say(first, middle, last)

    send()

    assert told("state") == [(State.SENT,), (State.FAILED,), (State.SENT,)]
    assert [each.to[0] for each in smtp.accepted] == [first.value, last.value]


def test_line_down_puts_all_back_untried(settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    say(mail_address(), mail_address())
    before = timezone.now()

    assert send() == 0

    rows = Delivery.objects.order_by("pk")
    assert [(row.state, row.attempts, row.claim) for row in rows] == [(State.QUEUED, 0, None)] * 2
    assert all(row.not_before >= before + timedelta(seconds=20) for row in rows)
    assert "Connection" in rows[0].error


def test_line_that_cannot_be_described_has_tried_nothing(settings):
    settings.EMAIL_URL = "smtp://mail.example:geenpoort"
    say(mail_address())
    due()

    with pytest.raises(ValueError, match="geenpoort"):
        deliver("email")

    assert told("state", "attempts") == [(State.QUEUED, 0)]
    assert "geenpoort" in Delivery.objects.get().error


def test_message_of_a_kind_that_no_longer_exists_harms_no_other(smtp):
    say(mail_address(state=AddressState.UNCONFIRMED), key="oud")
    Message.objects.filter(key="oud").update(kind="qrc.afgeschaft")
    say(mail_address())

    send()

    assert told("state", "error_code") == [
        (State.SUPPRESSED, "address-onbevestigd"), (State.SENT, ""),
    ]  # fmt: skip


def test_message_that_breaks_the_line_waits_its_turn_and_the_others_leave(smtp):
    """A scanner that hangs up on one mail must not hold back every warning behind it."""
    first, second = mail_address(), mail_address()
    say(first, second)
    smtp.replies = ["disconnect"]

    send()
    broken, other = Delivery.objects.order_by("pk")
    assert (broken.state, broken.attempts, broken.maybe_double) == (State.QUEUED, 1, True)
    assert (other.state, other.attempts, other.maybe_double) == (State.QUEUED, 0, False)
    assert broken.not_before > other.not_before
    assert [event.event for event in broken.events.all()] == ["retry"]

    Delivery.objects.filter(pk=other.pk).update(not_before=timezone.now() - timedelta(hours=1))
    deliver("email")

    assert [each.to[0] for each in smtp.accepted] == [second.value]


def test_message_that_breaks_the_line_time_and_again_is_given_up(smtp):
    say(mail_address())
    smtp.replies = ["disconnect"]
    due(attempts=MOST_ATTEMPTS - 1)

    deliver("email")

    assert told("state", "error_code", "attempts") == [(State.FAILED, "line-broke", MOST_ATTEMPTS)]


def test_server_that_closes_mid_way_has_not_taken_the_mail(smtp):
    say(mail_address())
    smtp.replies = ["421 4.3.2 Even geduld"]

    send()
    assert told("state", "attempts", "maybe_double") == [(State.QUEUED, 1, False)]
    send()

    assert told("state") == [(State.SENT,)]
    assert len(smtp.accepted) == 1


def test_retry_ladder_up_to_failure(smtp):
    address = mail_address()
    smtp.refusals[address.value] = "451 4.3.0 Later"
    say(address)
    waits = []
    for _ in range(MOST_ATTEMPTS):
        before = timezone.now()
        send()
        row = Delivery.objects.get()
        waits.append(round((row.not_before - before).total_seconds() / 60))

    assert waits[:5] == [1, 5, 15, 60, 60]
    assert (row.state, row.attempts, row.error_code) == (State.FAILED, MOST_ATTEMPTS, "451")
    assert row.events.filter(event="retry").count() == MOST_ATTEMPTS - 1
    assert send() == 0


def test_address_stopped_between_queue_and_send(smtp):
    stopping, staying = mail_address(), mail_address()
    say(stopping, staying)
    mark_stopped(address=stopping, reason="STOP")

    send()

    assert told("state", "error_code") == [(State.SUPPRESSED, "address-gestopt"), (State.SENT, "")]
    assert [each.to[0] for each in smtp.accepted] == [staying.value]


@pytest.mark.parametrize("state", [AddressState.BOUNCED, AddressState.DISABLED, "onbevestigd"])
def test_address_that_is_no_use_gets_nothing(smtp, state):
    say(mail_address(state=state))

    send()

    assert told("state", "error_code") == [(State.SUPPRESSED, f"address-{state}")]
    assert smtp.accepted == []


@pytest.mark.parametrize("channel", ["email", "sms"])
def test_address_removed_between_queue_and_send(smtp, twilio, alice, channel):
    """With an account or without: what has no address goes nowhere."""
    make = mail_address if channel == "email" else phone
    say(make(user=alice), make())
    Address.objects.filter(channel=channel, deliveries__isnull=False).delete()

    send(channel)

    assert told("state", "error_code") == [(State.SUPPRESSED, "address-gone")] * 2
    assert (smtp.accepted, twilio.messages) == ([], [])


def test_message_without_words_harms_no_other(smtp):
    say(mail_address(), key="zonder")
    Body.objects.filter(message__key="zonder").delete()
    say(mail_address())

    send()

    assert told("state", "error_code") == [(State.SUPPRESSED, "no-words"), (State.SENT, "")]


def test_saying_nothing_to_somebody_is_the_callers_mistake():
    address = Address.objects.create(channel="webhook", value="https://x.example/in")
    with pytest.raises(LookupError, match="no words for webhook"):
        say(address)
    assert not Delivery.objects.exists()


def test_message_that_cannot_be_made_waits_and_harms_no_other(smtp):
    say(mail_address(), key="kapot")
    Delivery.objects.update(parts=["geen", "woordenboek"])
    say(mail_address())

    send()

    broken, fine = Delivery.objects.order_by("pk")
    assert (broken.state, broken.error_code, broken.attempts) == (State.QUEUED, "unforeseen", 1)
    assert "TypeError" in broken.error
    assert fine.state == State.SENT


def test_sms_that_cannot_be_made_is_unknown_and_never_repeated(twilio):
    say(phone(), key="kapot")
    Delivery.objects.update(parts=["geen", "woordenboek"])
    say(phone())

    send("sms")

    assert told("state", "error_code") == [(State.UNKNOWN, "unforeseen"), (State.SENT, "")]
    assert send("sms") == 0


# ── A sender that dies ───────────────────────────────────────────────────────────────────


def die_after(noted: int, channel: str = "email") -> None:
    """A sender claims what is due, notes so many results, and is no more."""
    due()
    claim = uuid.uuid4()
    for job, _address_state in _claim(channel, claim)[:noted]:
        _note(job, claim, Outcome(State.SENT))
    expire_leases()


@pytest.mark.parametrize("noted", [0, 1, 2])
def test_only_the_first_without_a_result_may_be_double(smtp, noted):
    say(*[mail_address() for _ in range(3)])
    die_after(noted)

    assert sweep_expired() == 3 - noted

    rows = told("state", "maybe_double", "attempts")
    done, torn = [(State.SENT, False, 1)] * noted, [(State.QUEUED, True, 1)]
    assert rows == done + torn + [(State.QUEUED, False, 0)] * (2 - noted)
    assert send() == 3 - noted
    assert {each.message_id for each in smtp.accepted} == set(
        _ids(row.key for row in Delivery.objects.order_by("pk")[noted:])
    )


def _ids(keys):
    from community.messaging.bodies import message_id

    return [message_id(key) for key in keys]


def test_sender_that_dies_after_its_last_note_leaves_nothing_behind():
    say(mail_address(), mail_address())
    die_after(2)

    assert sweep_expired() == 0
    assert told("state", "maybe_double") == [(State.SENT, False)] * 2


def test_lease_that_still_runs_is_left_alone():
    say(mail_address())
    due()
    _claim("email", uuid.uuid4())

    assert sweep_expired() == 0
    assert told("state") == [(State.SENDING,)]


def test_dead_sender_that_wakes_up_changes_nothing(smtp):
    """Its claim was taken back meanwhile: the result it brings is nobody's any more."""
    say(mail_address())
    due()
    claim = uuid.uuid4()
    [(job, _address_state)] = _claim("email", claim)
    expire_leases()
    sweep_expired()

    _note(job, claim, Outcome(State.FAILED, error_code="te laat"))

    assert told("state", "error_code") == [(State.QUEUED, "")]


def test_interrupted_sms_is_unknown_and_the_rest_goes(twilio):
    say(phone(), phone())
    die_after(0, "sms")
    before = timezone.now()

    sweep_expired()

    first, second = Delivery.objects.order_by("pk")
    assert (first.state, second.state) == (State.UNKNOWN, State.QUEUED)
    # From now on the provider's list gets its time to catch up.
    assert first.not_before >= before
    send("sms")
    assert [each["to"] for each in twilio.messages] == [second.address.value]


def test_deaths_under_others_use_up_no_tries(smtp):
    """Who was claimed twelve times behind a dying sender has still all his tries."""
    say(mail_address(), mail_address())
    for _ in range(MOST_ATTEMPTS):
        die_after(0)
        sweep_expired()

    assert told("state", "attempts") == [(State.FAILED, MOST_ATTEMPTS), (State.QUEUED, 0)]
    assert Delivery.objects.earliest("pk").events.last().detail.endswith("opgegeven.")


def test_mark_of_a_double_survives_the_next_result(smtp):
    say(mail_address())
    die_after(0)
    sweep_expired()

    send()

    assert told("state", "maybe_double") == [(State.SENT, True)]
