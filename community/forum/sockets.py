"""The live hint: a page that shows a topic, or lists what is new, hears that there is more to fetch,
and nothing else.

Words never go this way. A hint may get lost, so the table is looked at every minute too; what its
reader may still read is asked each time before anything is said.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from typing import Any

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncJsonWebsocketConsumer

from community.forum.hints import LISTS, group_of
from community.forum.models import Post
from community.forum.queries.reading import reading_of
from community.forum.queries.unread import unread_of
from community.forum.rules import topics_for
from community.organisations.sockets import SIGN_IN_FIRST, person_of

NOT_FOUND = 4404
RESYNC_SECONDS = 60
SPREAD_SECONDS = 0.5
"""Two hundred readers of one topic do not all ask within the same instant."""


class HintConsumer(AsyncJsonWebsocketConsumer):
    """Sends {`word`: n} on connecting and whenever n rises."""

    groups: list[str] = []
    word: str
    keeping: asyncio.Task[None] | None = None
    telling: asyncio.Task[None] | None = None
    last = -1
    asked_at = float("-inf")

    async def connect(self) -> None:
        # Accepted first: a refused handshake gives the browser no reason.
        await self.accept()
        if await self._send_news():
            await self.channel_layer.group_add(self.group(), self.channel_name)
            # What came between the look and the group was told to nobody.
            await self._send_news()
            self.keeping = asyncio.create_task(self._keep_telling())

    async def disconnect(self, code: int) -> None:
        for task in (self.keeping, self.telling):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
        if self.keeping is not None:
            await self.channel_layer.group_discard(self.group(), self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Whatever a page sends means "look again"; nothing in it is read."""
        if time.monotonic() - self.asked_at > 1:
            self.asked_at = time.monotonic()
            self.last = -1
            await self._send_news()

    async def forum_hint(self, event: dict[str, Any]) -> None:
        # Hints that come while one waits are one: it looks at the table only afterwards.
        if self.telling is None or self.telling.done():
            self.telling = asyncio.create_task(self._tell_soon())

    async def _tell_soon(self) -> None:
        await asyncio.sleep(random.uniform(0, SPREAD_SECONDS))  # noqa: S311 - spreads, hides nothing
        self.telling = None
        await self._send_news()

    async def _keep_telling(self) -> None:
        is_open = True
        while is_open:
            await asyncio.sleep(RESYNC_SECONDS)
            is_open = await self._send_news()

    async def _send_news(self) -> bool:
        """False when the reader may hear nothing any more and the socket was closed."""
        found = await database_sync_to_async(self._asked)()
        if found is None or found < 0:
            await self.close(code=SIGN_IN_FIRST if found is None else NOT_FOUND)
            return False
        if found > self.last:
            self.last = found
            try:
                await self.send_json({self.word: found})
            except OSError:
                # So ASGI says that the page left meanwhile.
                return False
        return True

    def _asked(self) -> int | None:
        user = person_of(self.scope)
        return None if user is None else self.newest(user)

    def group(self) -> str:
        """Of the pages that are told together to look again."""
        raise NotImplementedError

    def newest(self, user: Any) -> int:
        """How far it is now, for this person; -1 when he may not read it."""
        raise NotImplementedError


class TopicConsumer(HintConsumer):
    """Of one topic the number of the last post that others read."""

    word = "highest"

    @property
    def topic(self) -> int:
        return int(self.scope["url_route"]["kwargs"]["topic"])

    def group(self) -> str:
        return group_of(self.topic)

    def newest(self, user: Any) -> int:
        posts = Post.objects.shown().filter(topic__in=topics_for(user).filter(pk=self.topic))
        found = posts.order_by("-number").values_list("number", flat=True).first()
        return -1 if found is None else int(found)


class ListConsumer(HintConsumer):
    """Of the list of topics when the newest rose that its reader did not read, as `Unread.rose`."""

    word = "rose"

    def group(self) -> str:
        return LISTS

    def newest(self, user: Any) -> int:
        return unread_of(reading_of(user)).rose


class CategoryConsumer(ListConsumer):
    """The same of one category, for who reads it."""

    def newest(self, user: Any) -> int:
        key = int(self.scope["url_route"]["kwargs"]["category"])
        reading = reading_of(user)
        return unread_of(reading).rose_in[key] if key in reading.by_key else -1
