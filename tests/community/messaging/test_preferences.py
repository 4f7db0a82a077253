from __future__ import annotations

import pytest
from django.urls import reverse

from community.messaging.enums import AddressState
from community.messaging.kinds import Kind, kinds
from community.messaging.models import Address, Confirmation, Delivery, Preference
from community.messaging.preferences import save_preferences, wanting, wants
from qrc.notifications import SOURCE_ALARM
from tests.factories.messaging import phone, say

pytestmark = pytest.mark.django_db
PAGE = "community:preferences"


@pytest.fixture
def kind():
    with kinds.temporarily(
        Kind("community.proef", "Proefmelding", channels=("email", "web"))
    ) as made:
        yield made


def test_who_never_chose_wants_it(alice, kind):
    assert wants(alice, kind, "email")
    assert wants(alice, kind.key, "web")


def test_only_the_refused_channel_of_the_refuser_is_off(alice, bob, kind):
    save_preferences(user=alice, wanted=[(kind.key, "web")])

    assert wanting([alice.pk, bob.pk], kind, "email") == {bob.pk}
    assert wanting([alice.pk, bob.pk], kind, "web") == {alice.pk, bob.pk}


def test_what_cannot_be_disabled_is_always_wanted(alice):
    Preference.objects.create(user=alice, kind="community.account", channel="email", wanted=False)

    assert wants(alice, "community.account", "email")


def test_wanting_is_one_query(alice, bob, charlie, kind, django_assert_num_queries):
    with django_assert_num_queries(1):
        wanting([alice.pk, bob.pk, charlie.pk], kind, "email")


def test_a_message_leaves_out_who_refused(alice, bob, kind):
    save_preferences(user=alice, wanted=[])

    say(*Address.objects.filter(user__in=(alice, bob)), kind=kind)

    assert list(Delivery.objects.values_list("user", flat=True)) == [bob.pk]


def test_the_page_shows_each_kind_and_keeps_what_is_ticked(alice, kind, client_of):
    client = client_of(alice)
    page = client.get(reverse(PAGE)).content.decode()
    assert 'value="community.proef/email" checked' in page
    assert "community.proef/sms" not in page
    assert "community.account" not in page

    client.post(reverse(PAGE), {"wanted": ["community.proef/web"]})

    page = client.get(reverse(PAGE)).content.decode()
    assert 'value="community.proef/email" aria-label' in page
    assert 'value="community.proef/web" checked' in page
    assert not wants(alice, kind, "email")


def test_the_page_refuses_a_kind_that_it_did_not_offer(alice, kind, client_of):
    client_of(alice).post(reverse(PAGE), {"wanted": ["community.account/email"]})

    assert Preference.objects.count() == 0


def test_the_page_offers_what_can_reach_one_and_leaves_the_rest_as_it_was(
    alice, qrc_editor, kind, client_of
):
    pages = {
        user: client_of(user).get(reverse(PAGE)).content.decode() for user in (alice, qrc_editor)
    }
    offered = [f'value="{SOURCE_ALARM.key}/email"' in pages[user] for user in (alice, qrc_editor)]
    assert offered == [False, True]

    client_of(alice).post(reverse(PAGE), {"wanted": ["community.proef/email"]})
    assert not Preference.objects.filter(user=alice, kind=SOURCE_ALARM.key).exists()


def test_adding_a_phone_leads_to_its_code(alice, client_of):
    page = client_of(alice).post(
        reverse("community:phone-add"), {"phone": "0470 12 34 56"}, follow=True
    )

    assert "Vul de code in" in page.content.decode()
    assert Address.objects.get(channel="sms").user == alice


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("09 123 45 67", "Een vaste lijn kan geen sms ontvangen."),
        ("12", "Dit is geen telefoonnummer."),
        ("+33612345678", "nummers in +32"),
    ],
)
def test_a_wrong_phone_is_refused_in_dutch(alice, client_of, given, words):
    page = client_of(alice).post(reverse("community:phone-add"), {"phone": given})

    assert words in page.content.decode()
    assert not Address.objects.filter(channel="sms").exists()


def test_changing_the_phone_asks_again(alice, client_of):
    address = phone("+32470111111", user=alice)

    client_of(alice).post(
        reverse("community:address-change", args=[address.pk]), {"phone": "+32470222222"}
    )

    address.refresh_from_db()
    assert (address.value, address.state) == ("+32470222222", AddressState.UNCONFIRMED)
    assert Confirmation.objects.get().address == address


def test_stopping_and_using_again_an_own_address(alice, client_of):
    address = phone(user=alice)
    client = client_of(alice)

    client.post(reverse("community:address-stop", args=[address.pk]))
    address.refresh_from_db()
    assert address.state == AddressState.STOPPED

    client.post(reverse("community:address-restart", args=[address.pk]))
    address.refresh_from_db()
    assert address.state == AddressState.CONFIRMED


def test_a_phone_that_said_stop_must_prove_itself_again(alice, client_of):
    address = phone(user=alice, state=AddressState.STOPPED, reason="STOP")

    client_of(alice).post(reverse("community:address-restart", args=[address.pk]))

    address.refresh_from_db()
    assert address.state == AddressState.UNCONFIRMED
    assert Confirmation.objects.get().address == address


def test_removing_a_phone(alice, client_of):
    address = phone(user=alice)

    client_of(alice).post(reverse("community:address-remove", args=[address.pk]))

    assert not Address.objects.filter(pk=address.pk).exists()


@pytest.mark.parametrize("act", ["change", "ask", "stop", "restart", "remove"])
def test_an_address_of_somebody_else_is_not_there(alice, charlie, client_of, act):
    address = phone(user=alice)

    reply = client_of(charlie).post(reverse(f"community:address-{act}", args=[address.pk]))

    assert reply.status_code == 404
    address.refresh_from_db()
    assert (address.user, address.state) == (alice, AddressState.CONFIRMED)


def test_the_page_shows_no_address_of_somebody_else(alice, charlie, client_of):
    phone("+32470111111", user=alice)

    page = client_of(charlie).get(reverse(PAGE)).content.decode()

    assert "+32470111111" not in page
    assert "charlie@aalst.example" in page
