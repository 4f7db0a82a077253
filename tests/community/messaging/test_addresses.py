from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from community.activity.models import Activity
from community.messaging import addresses
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery
from tests.factories.messaging import mail_address, phone, say
from tests.people import make_user

pytestmark = pytest.mark.django_db


def register(**more):
    return addresses.register_address(**{"channel": "email", "value": "jan@stad.example"} | more)


def verbs():
    return list(Activity.objects.order_by("pk").values_list("verb", flat=True))


def fail(address, times=1):
    """Messages to this address that failed for a reason that may pass."""
    for _ in range(times):
        say(address)
    Delivery.objects.filter(address=address, state=State.QUEUED).update(state=State.FAILED)


def test_register_twice_gives_one_row_in_one_written_form():
    first = register(value="  Jan@STAD.example ")
    second = register(value="jan@stad.example")

    assert first == second
    assert (first.value, first.state) == ("jan@stad.example", AddressState.UNCONFIRMED)
    assert verbs() == ["messaging.address.added"]


def test_register_verified_confirms_and_says_so_once():
    register(verified=True)
    address = register(verified=True)

    assert address.state == AddressState.CONFIRMED
    assert verbs() == ["messaging.address.added", "messaging.address.vouched"]


def test_register_verified_leaves_a_stopped_address_stopped():
    address = register(verified=True)
    addresses.mark_stopped(address=address, reason="STOP")

    assert register(verified=True).state == AddressState.STOPPED


def test_register_does_not_hand_a_known_address_to_whoever_asks():
    register(verified=True)
    mallory = make_user("mallory@elders.example")

    assert register(user=mallory).user is None


def test_register_writes_phones_in_one_form():
    address = register(channel="sms", value="0470 12.34 56")

    assert address.value == "+32470123456"


@pytest.mark.parametrize(
    ("channel", "value", "words"),
    [
        ("email", "jan.stad.example", "Dit is geen geldig e-mailadres."),
        ("sms", "nul vier", "Dit is geen telefoonnummer."),
        ("sms", "+1 202 555 0143", "Wij sturen alleen sms'en naar nummers in +32."),
        ("webhook", "ftp://stad.example/", "Dit is geen webadres."),
        ("webhook", "https://u:p@stad.example/", "Dit is geen webadres."),
    ],
)
def test_register_refuses_in_dutch(channel, value, words):
    with pytest.raises(ValidationError) as refusal:
        register(channel=channel, value=value)

    assert refusal.value.messages[0].startswith(words)
    assert Address.objects.count() == 0


def test_register_takes_other_countries_that_settings_list(settings):
    settings.SMS_COUNTRIES = ("BE", "NL")

    assert register(channel="sms", value="+31612345678").value == "+31612345678"


def test_register_takes_any_country_somebody_vouches_for():
    assert register(channel="sms", value="+12025550143", verified=True).is_confirmed


def test_bounce_for_good_closes_at_once_and_tells_no_address():
    address = mail_address("weg@stad.example")

    addresses.mark_bounced(address=address, reason="5.1.1")

    address.refresh_from_db()
    assert (address.state, address.reason) == (AddressState.BOUNCED, "5.1.1")
    told = Activity.objects.get(verb="messaging.address.bounced")
    assert told.data == {"was": "bevestigd", "now": "teruggekeerd", "channel": "email"}


def test_soft_failures_close_at_the_third():
    address = mail_address()
    states = []
    for _ in range(3):
        fail(address)
        states.append(
            addresses.mark_bounced(address=address, reason="4.2.2", permanent=False).state
        )

    assert states == ["bevestigd", "bevestigd", "teruggekeerd"]


def test_soft_failures_before_an_arrival_do_not_count():
    address = mail_address()
    fail(address, times=2)
    say(address)
    Delivery.objects.filter(address=address, state=State.QUEUED).update(state=State.SENT)
    fail(address)

    after = addresses.mark_bounced(address=address, reason="4.2.2", permanent=False)

    assert (after.state, after.soft_failures) == (AddressState.CONFIRMED, 1)


def test_soft_failures_of_last_month_do_not_count(time_machine):
    address = mail_address()
    time_machine.move_to("2026-09-01 10:00:00+00:00")
    fail(address, times=2)
    time_machine.move_to("2026-09-12 10:00:00+00:00")
    fail(address)

    assert addresses.mark_bounced(address=address, reason="4.2.2", permanent=False).is_confirmed


def test_what_the_holder_said_outlives_what_a_machine_noticed():
    address = phone()
    addresses.mark_stopped(address=address, reason="STOP")

    addresses.note_state(address_id=address.pk, state=AddressState.DISABLED, reason="30006")

    address.refresh_from_db()
    assert (address.state, address.reason) == (AddressState.STOPPED, "STOP")


def test_note_state_of_an_address_that_is_gone_does_nothing():
    assert addresses.note_state(address_id=987654, state=AddressState.BOUNCED) is None


def test_restart_needs_proof_after_a_stop():
    first, second = phone(), phone()
    for address in (first, second):
        addresses.mark_stopped(address=address, reason="STOP")

    assert addresses.restart(address=first, proven=True).state == AddressState.CONFIRMED
    assert addresses.restart(address=second).state == AddressState.UNCONFIRMED


def test_restart_of_a_useless_number_asks_again_even_with_proof():
    address = phone()
    addresses.mark_disabled(address=address, reason="30006")

    assert addresses.restart(address=address, proven=True).state == AddressState.UNCONFIRMED


def test_change_keeps_the_row_and_asks_again():
    address = phone("+32470111111")

    changed = addresses.change(address=address, value="0470 22 22 22")

    assert (changed.pk, changed.value) == (address.pk, "+32470222222")
    assert changed.state == AddressState.UNCONFIRMED
    assert verbs() == ["messaging.address.changed"]


def test_change_into_a_known_address_is_refused():
    address = phone("+32470111111")
    phone("+32470222222")

    with pytest.raises(ValidationError):
        addresses.change(address=address, value="+32470222222")

    address.refresh_from_db()
    assert (address.value, address.is_confirmed) == ("+32470111111", True)


def test_remove_leaves_the_ledger_without_the_address():
    address = phone()
    say(address)

    addresses.remove(address=address)

    assert list(Delivery.objects.values_list("address", flat=True)) == [None]
