"""Websockets: the bell. Every signed-in page holds one open."""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer
from django.urls import path

from community.messaging.bell import group_of, news_of

SIGN_IN_FIRST = 4401
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
        self.user = self.scope.get("user")
        if self.user is None or not self.user.is_authenticated:
            # Accepted first: a refused handshake gives the browser no reason.
            await self.accept()
            await self.close(code=SIGN_IN_FIRST)
            return
        await self.channel_layer.group_add(group_of(self.user.pk), self.channel_name)
        await self.accept()
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
        self.last = await database_sync_to_async(news_of)(self.user)
        await self.send_json(self.last)

    async def _keep_telling(self) -> None:
        while True:
            await asyncio.sleep(RESYNC_SECONDS)
            before = self.last
            news = await database_sync_to_async(news_of)(self.user)
            if news != before:
                self.last = news
                await self.send_json(news)


websocket_urls = [path("ws/bell/", BellConsumer.as_asgi())]
