from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.messaging import confirmations
from community.messaging.confirmations import (
    add_address,
    ask_again,
    ask_confirmation,
    confirm_by_code,
    confirmation_token,
)
from community.messaging.delivering import deliver
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Confirmation, Delivery
from community.messaging.outbox import letter_of, short_message_of
from tests.factories.messaging import mail_address, phone
from tests.people import make_user

pytestmark = pytest.mark.django_db
NUMBER = "+32470123456"


def ask_mail(**fields):
    address = mail_address("lezer@stad.example", state=AddressState.UNCONFIRMED, **fields)
    return address, ask_confirmation(address=address)


def ask_phone(user=None):
    address = phone(NUMBER, state=AddressState.UNCONFIRMED)
    return address, ask_confirmation(address=address, user=user)


def code_sent() -> str:
    sms = short_message_of(Delivery.objects.filter(channel="sms").latest("pk"))
    return re.search(r"\b\d{6}\b", sms.text)[0]


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def path_of(asked):
    return reverse("community:confirmation", args=[confirmation_token(asked)])


@pytest.mark.django_db(transaction=True)
def test_mail_question_leaves_for_an_address_not_yet_confirmed():
    _address, asked = ask_mail()

    deliver("email")

    delivery = Delivery.objects.get()
    letter = letter_of(delivery)
    assert (delivery.state, delivery.provider_id) == (State.SENT, "outbox")
    assert letter.headers["Subject"] == "Bevestig uw e-mailadres"
    url = f"http://127.0.0.1:8000{path_of(asked)}"
    assert url in letter.text
    assert f'href="{url}"' in letter.html
    assert "List-Unsubscribe" not in letter.headers


def test_opening_the_link_changes_nothing_and_pressing_confirms():
    address, asked = ask_mail()
    client = Client()

    page = client.get(path_of(asked))
    address.refresh_from_db()
    assert "Is dit uw e-mailadres?" in page.content.decode()
    assert address.state == AddressState.UNCONFIRMED

    after = client.post(path_of(asked), follow=True)
    address.refresh_from_db()
    assert "Bevestigd" in after.content.decode()
    assert address.state == AddressState.CONFIRMED


def test_pressing_twice_is_once():
    address, asked = ask_mail()
    client = Client()
    client.post(path_of(asked))
    moment = Confirmation.objects.get().used_at

    client.post(path_of(asked))

    assert Confirmation.objects.get().used_at == moment
    assert Address.objects.get(pk=address.pk).is_confirmed


def test_mail_link_is_too_old_after_a_week(time_machine):
    time_machine.move_to("2026-09-01 10:00:00+00:00")
    address, asked = ask_mail()
    time_machine.move_to("2026-09-08 10:00:01+00:00")

    page = Client().post(path_of(asked))

    address.refresh_from_db()
    assert "Deze link is verlopen. Vraag een nieuwe." in page.content.decode()
    assert address.state == AddressState.UNCONFIRMED


@pytest.mark.parametrize("token", ["1-AAAAAAAAAAAAAAAA", "onzin", "-", "1-"])
def test_a_made_up_link_leads_nowhere(token):
    ask_mail()

    assert Client().get(reverse("community:confirmation", args=[token])).status_code == 404


def test_the_code_is_stored_as_a_hash_only():
    _address, asked = ask_phone()

    assert re.fullmatch(r"[0-9a-f]{64}", asked.code_hash)
    assert len(code_sent()) == 6


def test_the_right_code_confirms():
    address, asked = ask_phone()

    page = Client().post(path_of(asked), {"code": code_sent()}, follow=True)

    assert "Bevestigd" in page.content.decode()
    assert Address.objects.get(pk=address.pk).is_confirmed


def test_five_wrong_codes_close_the_question_also_for_the_right_one():
    address, asked = ask_phone()
    code = code_sent()
    said = []
    for _ in range(5):
        with pytest.raises(ValidationError) as refusal:
            confirm_by_code(asked=asked, code=wrong(code))
        said.append(refusal.value.messages[0])

    with pytest.raises(ValidationError) as refusal:
        confirm_by_code(asked=asked, code=code)

    assert said[0] == "Deze code klopt niet. U kunt nog 4 keer proberen."
    assert said[4] == "Deze code klopt niet. Vraag een nieuwe."
    assert refusal.value.messages == ["Deze code geldt niet meer. Vraag een nieuwe."]
    assert not Address.objects.get(pk=address.pk).is_confirmed


def test_the_code_is_too_old_after_ten_minutes(time_machine):
    time_machine.move_to("2026-09-01 10:00:00+00:00")
    _address, asked = ask_phone()
    time_machine.move_to("2026-09-01 10:10:01+00:00")

    with pytest.raises(ValidationError, match="geldt niet meer"):
        confirm_by_code(asked=asked, code=code_sent())


def test_asking_for_an_import_twice_sends_once():
    address, first = ask_mail()

    assert ask_confirmation(address=address) == first
    assert Delivery.objects.count() == 1


def test_a_new_question_waits_a_minute(time_machine):
    time_machine.move_to("2026-09-01 10:00:00+00:00", tick=False)
    address, first = ask_phone()
    with pytest.raises(ValidationError, match="Wacht nog 60 seconden"):
        ask_again(address=address)

    time_machine.move_to("2026-09-01 10:01:00+00:00", tick=False)
    second = ask_again(address=address)

    assert second.pk != first.pk
    with pytest.raises(ValidationError, match="geldt niet meer"):
        confirm_by_code(asked=first, code=code_sent())
    assert confirm_by_code(asked=second, code=code_sent()).is_confirmed


def test_a_number_gets_five_questions_a_day(time_machine):
    time_machine.move_to("2026-09-01 10:00:00+00:00", tick=False)
    address, _asked = ask_phone()
    for minute in range(1, 5):
        time_machine.move_to(f"2026-09-01 10:{minute:02}:00+00:00", tick=False)
        ask_again(address=address)

    time_machine.move_to("2026-09-01 10:30:00+00:00", tick=False)
    with pytest.raises(ValidationError, match="vandaag al te veel"):
        ask_again(address=address)
    time_machine.move_to("2026-09-02 10:30:00+00:00", tick=False)
    ask_again(address=address)


def test_a_person_asks_ten_times_a_day():
    user = make_user("veel@stad.example")
    for number in range(10):
        add_address(user=user, channel="sms", value=f"+3247012345{number}")

    with pytest.raises(ValidationError, match="vandaag al te veel"):
        add_address(user=user, channel="sms", value="+32470999999")

    assert Delivery.objects.filter(channel="sms").count() == 10
    assert not Address.objects.filter(value="+32470999999").exists()


def test_all_codes_together_are_capped_and_an_import_goes_on(settings):
    settings.SMS_CODES_DAILY_CAP = 1
    ask_phone()
    other = phone(state=AddressState.UNCONFIRMED)

    assert ask_confirmation(address=other) is None
    assert Delivery.objects.filter(channel="sms").count() == 1


def test_an_address_is_mine_only_once_i_prove_it():
    held = phone(NUMBER)
    user = make_user("nieuw@stad.example")

    asked = add_address(user=user, channel="sms", value="0470 12 34 56")
    held.refresh_from_db()
    assert held.user is None

    confirm_by_code(asked=asked, code=code_sent())
    held.refresh_from_db()
    assert held.user == user


def test_an_address_that_its_holder_stopped_is_left_alone():
    phone(NUMBER, state=AddressState.STOPPED)

    with pytest.raises(ValidationError, match="wil geen berichten"):
        add_address(user=make_user("x@stad.example"), channel="sms", value=NUMBER)

    assert Delivery.objects.count() == 0


@pytest.mark.parametrize("state", [AddressState.DISABLED, AddressState.BOUNCED])
def test_a_number_that_was_useless_is_asked_anew(settings, state):
    """Numbers change hands; the code must be able to leave."""
    number = phone(NUMBER, state=state)
    user = make_user("x@stad.example")

    asked = add_address(user=user, channel="sms", value=NUMBER)
    Delivery.objects.update(not_before=timezone.now() - timedelta(minutes=1))
    deliver("sms")

    assert Delivery.objects.get(channel="sms").state == State.SENT
    confirm_by_code(asked=asked, code=code_sent())
    number.refresh_from_db()
    assert (number.state, number.user) == (AddressState.CONFIRMED, user)


def test_the_path_in_messages_is_the_path_of_the_page():
    _address, asked = ask_mail()

    assert confirmations.confirmation_url(asked) == f"http://127.0.0.1:8000{path_of(asked)}"


def test_a_new_code_by_the_button(time_machine):
    time_machine.move_to("2026-09-01 10:00:00+00:00", tick=False)
    _address, asked = ask_phone()
    again = reverse("community:confirmation-again", args=[confirmation_token(asked)])
    client = Client()

    soon = client.post(again)
    time_machine.move_to("2026-09-01 10:02:00+00:00", tick=False)
    later = client.post(again, follow=True)

    assert "Wacht nog 60 seconden" in soon.content.decode()
    assert "Vul de code in" in later.content.decode()
    assert Delivery.objects.count() == 2


def test_a_new_mail_by_the_button_gives_its_link_to_the_mailbox_only(time_machine):
    time_machine.move_to("2026-09-01 10:00:00+00:00")
    _address, asked = ask_mail()
    time_machine.move_to("2026-09-10 10:00:00+00:00")
    again = reverse("community:confirmation-again", args=[confirmation_token(asked)])

    page = Client().post(again)

    fresh = Confirmation.objects.latest("pk")
    assert fresh.pk != asked.pk
    assert "Kijk in uw mailbox" in page.content.decode()
    assert confirmation_token(fresh) not in page.content.decode()
    assert page.status_code == 200


def test_the_link_in_a_mail_stands_on_no_page_of_who_asked(client_of):
    user = make_user("vraagt@stad.example")
    mail_address("ander@stad.example")
    asked = add_address(user=user, channel="email", value="ander@stad.example")

    page = client_of(user).get(reverse("community:preferences")).content.decode()

    assert confirmation_token(asked) not in page
