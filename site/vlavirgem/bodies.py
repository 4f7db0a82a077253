"""What a request may carry, looked at before Django reads it.

Django's own handler reads a body to its end before any view runs, and throws away one that is cut.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]

MOST = 1_000_000_000
"""Bytes of one request; files that are larger come in pieces."""
IN_PIECES = "/bestanden/opladen/"
REFUSAL = b"De inhoud van deze aanvraag is te groot."


def watched(app: App) -> App:
    """The application, behind a look at what comes in.

    A body that says it is larger than MOST is refused unread (413). Of a piece of an upload whose
    sender is cut off, what did arrive is given to the view as if it were all.
    """

    async def watch(scope: dict[str, Any], receive: Receive, send: Send) -> None:
        if _told_length(scope) > MOST:
            await _refuse(send)
            return
        is_piece = scope["method"] == "PATCH" and scope["path"].startswith(IN_PIECES)
        await app(scope, _until_cut(receive) if is_piece else receive, send)

    return watch


def _told_length(scope: dict[str, Any]) -> int:
    told = next((value for name, value in scope["headers"] if name == b"content-length"), b"")
    return int(told) if told.isdigit() else 0


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSAL})


def _until_cut(receive: Receive) -> Receive:
    is_whole = is_cut = False

    async def next_part() -> Message:
        nonlocal is_whole, is_cut
        if is_cut:
            # The view works on; that nobody hears its answer is no reason to stop it.
            await asyncio.Event().wait()
        message = await receive()
        if message["type"] == "http.disconnect" and not is_whole:
            is_cut = True
            return {"type": "http.request", "body": b"", "more_body": False}
        is_whole = is_whole or not message.get("more_body", False)
        return message

    return next_part
