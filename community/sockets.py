"""Websockets: the bell, which every signed-in page holds open, and the hints of the forum.

A socket outlives the request that opened it, so whether its person is still signed in, on this
very device and with the second step his roles ask, is looked at each time before it speaks.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.urls import path

from community.forum.sockets import CategoryConsumer, ListConsumer, TopicConsumer
from community.messaging.bell import group_of, news_of
from community.organisations.sockets import SIGN_IN_FIRST, person_of

RESYNC_SECONDS = 60


class BellConsumer(AsyncJsonWebsocketConsumer):
    """Sends {"count", "text", "url"} on connecting, at each ring, and when asked by any message.

    A ring may get lost between processes, so the table is read anew every minute too.
    """

    groups: list[str] = []
    resync: asyncio.Task[None] | None = None
    last: dict[str, Any] | None = None
    asked_at = float("-inf")

    async def connect(self) -> None:
        # Accepted first: a refused handshake gives the browser no reason.
        await self.accept()
        self.user = await self._person()
        if self.user is None:
            await self.close(code=SIGN_IN_FIRST)
            return
        await self.channel_layer.group_add(group_of(self.user.pk), self.channel_name)
        await self.tell()
        self.resync = asyncio.create_task(self._keep_telling())

    async def disconnect(self, code: int) -> None:
        if self.resync is None:
            return
        self.resync.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self.resync
        await self.channel_layer.group_discard(group_of(self.user.pk), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Whatever a page sends means "tell me again"; nothing in it is read."""
        if time.monotonic() - self.asked_at > 1:
            self.asked_at = time.monotonic()
            await self.tell()

    async def bell_ring(self, event: dict[str, Any]) -> None:
        await self.tell()

    async def tell(self) -> None:
        await self._send_news(even_if_same=True)

    async def _keep_telling(self) -> None:
        is_open = True
        while is_open:
            await asyncio.sleep(RESYNC_SECONDS)
            is_open = await self._send_news(even_if_same=False)

    async def _send_news(self, *, even_if_same: bool) -> bool:
        """False when the person may hear nothing any more and the socket was closed."""
        if await self._person() is None:
            await self.close(code=SIGN_IN_FIRST)
            return False
        before, self.last = self.last, await database_sync_to_async(news_of)(self.user)
        if even_if_same or self.last != before:
            await self.send_json(self.last)
        return True

    async def _person(self) -> Any:
        """Who holds this socket by what the tables say now; None when he may hear nothing."""
        return await database_sync_to_async(person_of)(self.scope)


websocket_urls = [
    path("ws/bell/", BellConsumer.as_asgi()),
    path("ws/forum/", ListConsumer.as_asgi()),
    path("ws/forum/<int:topic>/", TopicConsumer.as_asgi()),
    path("ws/forum/categorie/<int:category>/", CategoryConsumer.as_asgi()),
]
