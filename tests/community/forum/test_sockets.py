"""The live hint: for who may read it, on this very device, now."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from asgiref.sync import sync_to_async
from asgiref.testing import ApplicationCommunicator
from channels.auth import AuthMiddlewareStack
from channels.routing import URLRouter
from django.conf import settings
from django.db import connections

from community.forum.models import Category, Post, Topic
from community.forum.services.visiting import move_pointer, visited
from community.forum.sockets import TopicConsumer
from community.sockets import websocket_urls
from tests.factories import forum as make

pytestmark = pytest.mark.django_db(transaction=True)
CONSUMER = AuthMiddlewareStack(URLRouter(websocket_urls))


class Page(ApplicationCommunicator):
    """A page that shows a topic, or lists what is new, with this person's cookie; without one he has
    not signed in."""

    def __init__(self, path: str, cookie: str) -> None:
        headers = [(b"cookie", cookie.encode())] if cookie else []
        scope = {"type": "websocket", "path": path, "headers": headers, "query_string": b""}
        super().__init__(CONSUMER, scope)

    async def hears(self) -> Any:
        """What is sent, or the code with which the socket closed."""
        said = await self.receive_output(10)
        return json.loads(said["text"]) if said["type"] == "websocket.send" else said["code"]

    async def close(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wait(5)


@pytest.fixture(autouse=True)
async def closed() -> AsyncIterator[None]:
    """The thread that asked the tables for the sockets lets go of them."""
    yield
    await sync_to_async(connections.close_all)()


@pytest.fixture
def topic(alice: Any) -> Topic:
    return make.topic(alice, category=make.category(audience="besturen"))


async def opened(about: Topic | Category | None, user: Any, client_of: Any) -> Page:
    cookie = ""
    if user is not None:
        client = await sync_to_async(client_of)(user)
        key = client.cookies[settings.SESSION_COOKIE_NAME].value
        cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    path = "" if about is None else f"{about.pk}/"
    page = Page(f"/ws/forum/{'categorie/' if isinstance(about, Category) else ''}{path}", cookie)
    await page.send_input({"type": "websocket.connect"})
    assert (await page.receive_output(10))["type"] == "websocket.accept"
    return page


async def test_reader_hears_that_there_is_more(topic: Topic, alice: Any, bob: Any, client_of: Any):
    page = await opened(topic, bob, client_of)
    assert await page.hears() == {"highest": 1}

    await sync_to_async(make.post)(topic, alice)

    assert await page.hears() == {"highest": 2}
    await page.close()


@pytest.mark.parametrize(("who", "code"), [(None, 4401), ("newcomer", 4404)])
async def test_others_hear_nothing(
    who: str | None, code: int, topic: Topic, newcomer: Any, client_of: Any
):
    page = await opened(topic, newcomer if who else None, client_of)

    assert await page.hears() == code


async def test_right_that_was_lost_is_noticed_before_the_next_hint(
    topic: Topic, alice: Any, bob: Any, client_of: Any
):
    page = await opened(topic, bob, client_of)
    await page.hears()
    await sync_to_async(bob.memberships.update)(left_at="2026-01-01T00:00Z")

    await sync_to_async(make.post)(topic, alice)

    assert await page.hears() == 4404


async def test_lost_hint_is_made_good_within_a_minute(
    topic: Topic, alice: Any, bob: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("community.forum.sockets.RESYNC_SECONDS", 0.2)
    page = await opened(topic, bob, client_of)
    await page.hears()

    await sync_to_async(Post.objects.create)(
        topic=topic, number=2, author=alice, source="x", html="x"
    )

    assert await page.hears() == {"highest": 2}
    await page.close()


def rose(topic: Topic) -> dict[str, int]:
    """What a list hears of a topic that rose last."""
    topic.refresh_from_db()
    return {"rose": int(topic.bumped_at.timestamp() * 1_000_000)}


async def test_open_list_hears_what_rose_until_it_is_read(alice: Any, bob: Any, client_of: Any):
    await sync_to_async(visited)(user=bob)
    page = await opened(None, bob, client_of)
    assert await page.hears() == {"rose": 0}

    topic = await sync_to_async(make.topic)(alice)
    assert await page.hears() == await sync_to_async(rose)(topic)
    await sync_to_async(make.post)(topic, alice)
    assert await page.hears() == await sync_to_async(rose)(topic)
    await page.close()

    await sync_to_async(move_pointer)(user=bob, topic=topic, number=2)
    page = await opened(None, bob, client_of)
    assert await page.hears() == {"rose": 0}
    await page.close()


async def test_open_list_hears_nothing_of_what_its_reader_may_not_read(
    alice: Any, newcomer: Any, client_of: Any
):
    await sync_to_async(visited)(user=newcomer)
    page = await opened(None, newcomer, client_of)
    await page.hears()
    category = await sync_to_async(make.category)(audience="publiek")
    topic = await sync_to_async(make.topic)(alice, category=category)
    heard = await page.hears()

    closed = await sync_to_async(make.category)(audience="besturen")
    await sync_to_async(make.topic)(alice, category=closed)
    # Asked again, it says how far it is.
    await page.send_input({"type": "websocket.receive", "text": "?"})

    assert heard == await page.hears() == await sync_to_async(rose)(topic)
    await page.close()


async def test_the_list_of_a_category_hears_what_rose_in_it_and_nothing_else(
    alice: Any, bob: Any, client_of: Any
):
    here, there = [await sync_to_async(make.category)() for _n in range(2)]
    await sync_to_async(visited)(user=bob)
    page = await opened(here, bob, client_of)
    assert await page.hears() == {"rose": 0}

    await sync_to_async(make.topic)(alice, category=there)
    topic = await sync_to_async(make.topic)(alice, category=here)

    assert await page.hears() == await sync_to_async(rose)(topic)
    later = await sync_to_async(make.topic)(alice, category=there)
    whole = await opened(None, bob, client_of)
    assert await whole.hears() == await sync_to_async(rose)(later)
    for each in (page, whole):
        await each.close()


@pytest.mark.parametrize("who", ["newcomer", "bob"])
async def test_the_list_of_a_category_is_closed_for_who_does_not_read_it(
    who: str, alice: Any, bob: Any, newcomer: Any, client_of: Any
):
    here = await sync_to_async(make.category)(audience="besturen")
    page = await opened(here, {"newcomer": newcomer, "bob": bob}[who], client_of)
    if who == "bob":
        assert await page.hears() == {"rose": 0}
        await sync_to_async(bob.memberships.update)(left_at="2026-01-01T00:00Z")
        await sync_to_async(make.topic)(alice, category=here)

    assert await page.hears() == 4404


async def test_list_of_who_has_not_signed_in_is_closed(client_of: Any):
    page = await opened(None, None, client_of)

    assert await page.hears() == 4401


async def test_a_page_that_left_is_told_nothing_and_is_no_error(monkeypatch):
    async def gone(*_told: Any) -> None:
        raise OSError

    monkeypatch.setattr(TopicConsumer, "send_json", gone)
    monkeypatch.setattr(TopicConsumer, "_asked", lambda _self: 1)

    assert await TopicConsumer()._send_news() is False
