from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from community.activity.models import Activity
from community.messaging import stopping, tokens
from community.messaging.enums import AddressState
from community.messaging.kinds import Kind, kinds
from community.messaging.models import Address
from community.messaging.preferences import wants
from community.messaging.stopping import read, stop, token, unsubscribe_url
from qrc.notifications import LIST
from qrc.subscriptions.services import subscribe, subscriber_for_address
from tests.factories.messaging import mail_address

pytestmark = pytest.mark.django_db
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def bulletin():
    kind = Kind("community.nieuwsbrief", "Nieuwsbrief", channels=("email",), list_id="nieuws")
    with kinds.temporarily(kind) as made:
        yield made


@pytest.fixture
def heard(monkeypatch):
    """A list of which a plugin says itself what leaving means."""
    calls = []
    way = stopping.Exit(
        lambda *, address_id: calls.append(("stop", address_id)),
        lambda *, address_id: calls.append(("resume", address_id)),
    )
    monkeypatch.setitem(stopping._exits, "proef", way)
    return calls


def page_of(address, list_key="nieuws"):
    return reverse("community:unsubscribe", args=[token(address.pk, list_key)])


def state_of(address):
    return Address.objects.get(pk=address.pk).state


def test_token_names_address_and_list_and_cannot_be_changed():
    made = token(12, "qrc")

    assert read(made) == (12, "qrc")
    assert read(made.replace("12", "13", 1)) is None
    assert read(made.replace("qrc", "nieuws", 1)) is None
    assert read(made[:-1]) is None
    assert token(12, "qrc") == made


def test_token_of_the_key_before_this_one_still_works(settings):
    made = token(12, "qrc")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10

    assert read(made) == (12, "qrc")
    assert token(12, "qrc") != made


def test_the_key_is_derived_once_for_thousands_of_tokens(monkeypatch):
    token(0, "qrc")
    monkeypatch.setattr(tokens.hashlib, "sha256", None)

    assert len({token(number, "qrc") for number in range(1_000)}) == 1_000


def test_the_path_in_messages_is_the_path_of_the_page(settings):
    address = mail_address()

    assert unsubscribe_url(address.pk, "nieuws") == settings.SITE_URL + page_of(address)


def test_opening_the_link_changes_nothing(bulletin):
    address = mail_address("lezer@stad.example")

    page = Client().get(page_of(address)).content.decode()

    assert "U krijgt dan op le…@stad.example geen „Nieuwsbrief” meer." in page
    assert state_of(address) == AddressState.CONFIRMED
    assert Activity.objects.count() == 0


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
def test_one_click_stops_without_cookie_csrf_or_redirect(bulletin, form):
    address = mail_address()
    client = Client(enforce_csrf_checks=True)
    extra = {"content_type": "application/x-www-form-urlencoded"} if form == "urlencoded" else {}
    data = "List-Unsubscribe=One-Click" if form == "urlencoded" else ONE_CLICK

    replies = [client.post(page_of(address), data, **extra) for _ in range(2)]

    assert [(reply.status_code, dict(reply.cookies)) for reply in replies] == [(200, {})] * 2
    assert replies[0].content.decode() == "U bent uitgeschreven."
    assert state_of(address) == AddressState.STOPPED


def test_a_post_that_says_nothing_does_nothing(bulletin):
    address = mail_address()

    Client().post(page_of(address))

    assert state_of(address) == AddressState.CONFIRMED


def test_a_made_up_token_is_not_there(bulletin):
    address = mail_address()
    forged = page_of(address)[:-3] + "xx/"

    assert Client().post(forged, ONE_CLICK).status_code == 404
    assert state_of(address) == AddressState.CONFIRMED


def test_an_address_that_is_gone_is_answered_calmly(bulletin):
    address = mail_address()
    link = page_of(address)
    address.delete()

    assert Client().post(link, ONE_CLICK).status_code == 200
    assert "kennen wij niet meer" in Client().get(link).content.decode()


def test_the_button_stops_and_there_is_a_way_back(bulletin):
    address = mail_address("lezer@stad.example")
    client = Client()

    after = client.post(page_of(address), {"doe": "stop"}).content.decode()
    assert "U krijgt op le…@stad.example geen „Nieuwsbrief” meer." in after
    assert reverse("community:preferences") in after
    assert state_of(address) == AddressState.STOPPED

    client.post(page_of(address), {"doe": "hervat"})
    assert state_of(address) == AddressState.CONFIRMED


def test_the_way_back_opens_nothing_that_a_link_did_not_close(bulletin):
    address = mail_address(state=AddressState.STOPPED, reason="STOP")

    Client().post(page_of(address), {"doe": "hervat"})

    assert state_of(address) == AddressState.STOPPED


def test_who_has_an_account_loses_the_kind_and_keeps_the_address(bulletin, alice):
    address = Address.objects.get(user=alice)

    stop(address_id=address.pk, list_key="nieuws")

    assert not wants(alice, bulletin, "email")
    assert state_of(address) == AddressState.CONFIRMED


def test_a_list_with_a_voice_of_its_own_is_asked(heard):
    address = mail_address()
    client = Client()

    client.post(page_of(address, "proef"), ONE_CLICK)
    client.post(page_of(address, "proef"), {"doe": "hervat"})

    assert heard == [("stop", address.pk), ("resume", address.pk)]
    assert state_of(address) == AddressState.CONFIRMED
    assert list(Activity.objects.order_by("pk").values_list("verb", "data")) == [
        ("messaging.list.stopped", {"list": "proef"}),
        ("messaging.list.resumed", {"list": "proef"}),
    ]


def test_leaving_the_warnings_takes_the_mail_out_and_the_way_back_puts_it_in():
    subscriber = subscriber_for_address(
        email="wacht@stad.example", phone="+32470123456", verified=True
    )
    subscription = subscribe(subscriber=subscriber)
    link = page_of(subscriber.email, LIST)

    Client().post(link, ONE_CLICK)
    subscription.refresh_from_db()
    assert (subscription.channels, subscription.active) == (["sms", "web"], True)

    Client().post(link, {"doe": "hervat"})
    subscription.refresh_from_db()
    assert subscription.channels == ["email", "sms", "web"]


def test_the_way_back_leaves_a_later_choice_alone():
    subscriber = subscriber_for_address(email="wacht@stad.example", verified=True)
    subscription = subscribe(subscriber=subscriber)
    link = page_of(subscriber.email, LIST)
    Client().post(link, ONE_CLICK)
    subscribe(subscriber=subscriber, channels=["web"])

    Client().post(link, {"doe": "hervat"})

    subscription.refresh_from_db()
    assert subscription.channels == ["web"]
