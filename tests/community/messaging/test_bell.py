from __future__ import annotations

import json
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from notifications.models import Notification

from community.messaging.bell import mark_read, put
from community.messaging.delivering import deliver
from community.messaging.enums import State
from community.messaging.models import Delivery
from community.messaging.services import notify
from community.messaging.values import Recipient, Words
from community.sockets import websocket_urls
from qrc.notifications import ALERT

CONSUMER = AuthMiddlewareStack(URLRouter(websocket_urls))


class Page(ApplicationCommunicator):
    """A page with the bell's socket open, and this person's cookie; None has not signed in."""

    def __init__(self, cookie: str = "") -> None:
        headers = [(b"cookie", cookie.encode())] if cookie else []
        scope = {"type": "websocket", "path": "/ws/bell/", "headers": headers, "query_string": b""}
        super().__init__(CONSUMER, scope)

    async def connect(self) -> None:
        await self.send_input({"type": "websocket.connect"})
        assert (await self.receive_output(5))["type"] == "websocket.accept"

    async def hears(self) -> Any:
        said = await self.receive_output(5)
        assert said["type"] == "websocket.send"
        return json.loads(said["text"])

    async def say(self, text: str) -> None:
        await self.send_input({"type": "websocket.receive", "text": text})

    async def close(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wait(5)


@pytest.fixture
async def page_of(client_of):
    """An open page of a person who signed in."""

    async def opened(user) -> Page:
        client = await sync_to_async(client_of)(user)
        # A device is known once a page was seen on it.
        await sync_to_async(client.get)(reverse("community:account"))
        name = settings.SESSION_COOKIE_NAME
        page = Page(f"{name}={client.cookies[name].value}")
        await page.connect()
        return page

    yield opened
    # The thread of the async world has a connection of its own.
    await sync_to_async(connections.close_all)()


def ring_for(*users, key="proef:1", subject="Kritiek: PoortWacht", text="Werk bij. [[why]]"):
    """One notice on the screen of each of these people, in the outbox."""
    words = Words(text=text, subject=subject, url=f"{settings.SITE_URL}/qrc/waarschuwingen/7/")
    to = [
        Recipient(f"user:{user.pk}", "web", user_id=user.pk, parts={"why": "U vroeg erom."})
        for user in users
    ]
    return notify(ALERT, to=to, content={("web", "nl"): words}, key=key)


def hang(user, number=1, title="Kritiek: PoortWacht"):
    put(
        delivery_id=number, message_id=1, user_id=user.pk, title=title, text="Werk bij.",
        url="/qrc/waarschuwingen/7/", kind="qrc.alert",
    )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_notice_hangs_once_with_its_words_and_link(alice, bob):
    ring_for(alice, bob)

    deliver("web")

    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DELIVERED}
    rows = Notification.objects.order_by("recipient").values_list(
        "recipient", "verb", "description", "data", "unread"
    )
    data = {"url": "/qrc/waarschuwingen/7/", "kind": "qrc.alert"}
    words = ("Kritiek: PoortWacht", "Werk bij. U vroeg erom.", data, True)
    assert sorted(rows) == sorted([(alice.pk, *words), (bob.pk, *words)])


@pytest.mark.django_db(transaction=True)
def test_a_repeated_hand_over_hangs_no_second_notice(alice):
    ring_for(alice)
    deliver("web")
    Delivery.objects.update(state=State.QUEUED)

    assert deliver("web") == 1

    assert Notification.objects.count() == 1
    assert Delivery.objects.get().state == State.DELIVERED


@pytest.mark.django_db(transaction=True)
def test_a_notice_for_an_account_that_is_gone_is_not_sent(alice):
    ring_for(alice)
    Delivery.objects.update(user=None)

    deliver("web")

    assert Notification.objects.count() == 0
    assert Delivery.objects.get().state == State.SUPPRESSED


@pytest.mark.django_db
def test_marking_read_touches_only_ones_own(alice, bob):
    hang(alice, 1)
    hang(bob, 2)

    assert mark_read(user=alice) == 1
    assert mark_read(user=alice, ids=Notification.objects.values_list("pk", flat=True)) == 0
    assert Notification.objects.filter(unread=True).get().recipient == bob


@pytest.mark.django_db
def test_the_count_for_pages_without_a_socket(alice, client_of):
    client = client_of(alice)
    assert client.get(reverse("community:bell-count")).json() == {"count": 0}

    hang(alice)

    assert client.get(reverse("community:bell-count")).json() == {
        "count": 1, "text": "Kritiek: PoortWacht", "url": "/qrc/waarschuwingen/7/",
    }  # fmt: skip


@pytest.mark.django_db
def test_the_page_lists_ones_own_and_marks_them(alice, charlie, client_of):
    hang(alice, 1, "Voor Alice alleen")
    hang(charlie, 2, "Voor Charlie alleen")
    client = client_of(alice)

    page = client.get(reverse("community:notifications")).content.decode()
    assert "Voor Alice alleen" in page
    assert "Voor Charlie alleen" not in page
    assert "U hebt 1 nieuwe melding." in page

    mine = Notification.objects.get(recipient=alice)
    client.post(reverse("community:notification-read", args=[mine.pk]))
    assert (
        "U hebt alles gelezen." in client.get(reverse("community:notifications")).content.decode()
    )


@pytest.mark.django_db
def test_a_notice_of_somebody_else_is_not_there(alice, charlie, client_of):
    hang(alice)
    path = reverse("community:notification-read", args=[Notification.objects.get().pk])

    assert client_of(charlie).post(path).status_code == 404
    assert Notification.objects.get().unread


@pytest.mark.django_db
def test_reading_all(alice, client_of):
    hang(alice, 1)
    hang(alice, 2)

    client_of(alice).post(reverse("community:notifications-read"))

    assert Notification.objects.filter(unread=True).count() == 0


@pytest.mark.django_db
def test_the_empty_page_says_what_will_come(alice, client_of):
    page = client_of(alice).get(reverse("community:notifications")).content.decode()

    assert "Nog geen meldingen" in page


@pytest.mark.django_db
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    alice, client_of, django_assert_num_queries
):
    client = client_of(alice)
    hang(alice, 1)
    client.get(reverse("community:notifications"))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse("community:notifications"))
    hang(alice, 2)
    hang(alice, 3)

    with django_assert_num_queries(len(one)):
        client.get(reverse("community:notifications"))


@pytest.mark.django_db(transaction=True)
async def test_an_open_page_hears_the_bell_rise(alice, bob, page_of):
    page = await page_of(alice)
    assert await page.hears() == {"count": 0}

    await sync_to_async(ring_for)(alice, bob)
    await sync_to_async(deliver)("web")

    news = {"count": 1, "text": "Kritiek: PoortWacht", "url": "/qrc/waarschuwingen/7/"}
    assert await page.hears() == news
    assert await page.receive_nothing(timeout=0.5)
    await sync_to_async(mark_read)(user=alice)
    assert await page.hears() == {"count": 0}
    await page.close()


@pytest.mark.django_db(transaction=True)
async def test_the_bell_of_somebody_else_is_silent(alice, charlie, page_of):
    page = await page_of(charlie)
    assert await page.hears() == {"count": 0}

    await sync_to_async(ring_for)(alice)
    await sync_to_async(deliver)("web")

    assert await page.receive_nothing(timeout=1)
    await page.close()


@pytest.mark.django_db(transaction=True)
async def test_any_word_from_the_page_asks_again(alice, page_of):
    page = await page_of(alice)
    assert await page.hears() == {"count": 0}
    await sync_to_async(hang)(alice)

    await page.say("geen json")

    assert (await page.hears())["count"] == 1
    await page.close()


@pytest.mark.django_db(transaction=True)
async def test_who_is_not_signed_in_is_sent_away():
    page = Page()
    await page.connect()

    goodbye = await page.receive_output(5)

    assert (goodbye["type"], goodbye["code"]) == ("websocket.close", 4401)


async def goodbye_to(page: Page) -> int:
    said = await page.receive_output(5)
    assert said["type"] == "websocket.close"
    return said["code"]


def sign_out_elsewhere(user):
    for each in UserSession.objects.filter(user=user):
        each.end()


def switch_off(user):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def change_password(user):
    user.set_password("een heel ander wachtwoord")
    user.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("end", [sign_out_elsewhere, switch_off, change_password])
async def test_who_was_signed_out_hears_nothing_more(alice, page_of, end):
    page = await page_of(alice)
    assert await page.hears() == {"count": 0}

    await sync_to_async(end)(alice)
    await sync_to_async(ring_for)(alice)
    await sync_to_async(deliver)("web")

    assert await goodbye_to(page) == 4401


@pytest.mark.django_db(transaction=True)
async def test_who_was_signed_out_hears_no_resync_either(alice, page_of, monkeypatch):
    monkeypatch.setattr("community.sockets.RESYNC_SECONDS", 0.2)
    page = await page_of(alice)
    assert await page.hears() == {"count": 0}

    await sync_to_async(switch_off)(alice)

    assert await goodbye_to(page) == 4401


@pytest.mark.django_db(transaction=True)
async def test_a_platform_role_without_a_second_step_hears_nothing(qrc_editor, page_of):
    page = await page_of(qrc_editor)
    assert await page.hears() == {"count": 0}
    await sync_to_async(qrc_editor.authenticator_set.all().delete)()

    await page.say("en nu?")

    assert await goodbye_to(page) == 4401


@pytest.mark.django_db(transaction=True)
async def test_a_lost_ring_is_made_good_within_a_minute(alice, page_of, monkeypatch):
    monkeypatch.setattr("community.sockets.RESYNC_SECONDS", 0.2)
    page = await page_of(alice)
    assert await page.hears() == {"count": 0}

    await sync_to_async(hang)(alice)

    assert (await page.hears())["count"] == 1
    assert await page.receive_nothing(timeout=0.6)
    await page.close()
