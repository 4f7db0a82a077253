"""Sockets are the house's own: none opens on the host of packages, nor from a page there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from content.packages.host import is_package_host

App = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def not_for_packages(app: App) -> App:
    async def guarded(scope: dict[str, Any], receive: Any, send: Any) -> None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        named = (headers.get(b"host", ""), urlsplit(headers.get(b"origin", "")).netloc)
        if any(is_package_host(name) for name in named):
            await send({"type": "websocket.close", "code": 4403})
            return
        await app(scope, receive, send)

    return guarded
