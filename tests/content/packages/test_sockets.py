"""No socket of the house opens on the host of packages, nor from a page there."""

from __future__ import annotations

import pytest

from content.packages.sockets import not_for_packages


@pytest.mark.parametrize(
    ("host", "origin", "is_open"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000", True),
        ("127.0.0.1:8000", "", True),
        ("127.0.0.1:8000", "http://localhost:8000", False),
        ("localhost:8000", "http://127.0.0.1:8000", False),
        ("localhost:8000", "http://localhost:8000", False),
    ],
)
async def test_who_may_open_one(host, origin, is_open, settings):
    settings.PACKAGE_ORIGIN = "http://localhost:8000"
    reached, sent = [], []

    async def app(scope, receive, send):
        reached.append(scope)

    async def send(message):
        sent.append(message)

    headers = [(b"host", host.encode()), (b"origin", origin.encode())]
    await not_for_packages(app)({"type": "websocket", "headers": headers}, None, send)

    assert (bool(reached), sent) == (is_open, [] if is_open else [{"type": "websocket.close", "code": 4403}])  # fmt: skip
