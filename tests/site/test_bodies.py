"""What the web process does with a body that is too large, and with one that is cut."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from asgiref.testing import ApplicationCommunicator
from django.core.asgi import get_asgi_application
from django.db import connection
from django.test import Client
from django.urls import reverse
from vlavirgem.bodies import MOST, watched

from community.files.purposes import Purpose, purposes
from community.files.services import begin_upload

pytestmark = pytest.mark.django_db(transaction=True)


def scope(method: str, path: str, **headers: str) -> dict[str, Any]:
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http", "http_version": "1.1", "method": method, "path": path, "query_string": b"",
        "headers": [(b"host", b"testserver"), *lines], "client": ["127.0.0.1", 5000],
    }  # fmt: skip


@pytest.fixture
def upload(settings, tmp_path, alice, monkeypatch):
    # The request has a thread of its own, whose line to the database nobody else would close.
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 0)
    settings.FILES_ROOT = tmp_path
    made = Purpose(
        "proef.knip", "Proef", may_upload=bool, may_read=lambda user, file: bool(user and file)
    )
    with purposes.temporarily(made):
        yield begin_upload(user=alice, purpose=made.key, name="a.txt", size=1000)


def test_of_a_piece_that_is_cut_off_what_arrived_is_kept(upload, alice):
    client = Client()
    client.force_login(alice)
    asked = scope(
        "PATCH", reverse("community:upload", args=[upload.key]), upload_offset="0",
        tus_resumable="1.0.0", content_length="1000", content_type="application/offset+octet-stream",
        cookie="; ".join(f"{each.key}={each.value}" for each in client.cookies.values())
        + "; csrftoken=" + "x" * 32, x_csrftoken="x" * 32,
    )  # fmt: skip

    async def cut() -> None:
        line = ApplicationCommunicator(watched(get_asgi_application()), asked)
        await line.send_input({"type": "http.request", "body": b"w" * 600, "more_body": True})
        await line.send_input({"type": "http.disconnect"})
        await line.wait(20)

    asyncio.run(cut())

    upload.refresh_from_db()
    assert upload.received == 600
    assert upload.path.read_bytes() == b"w" * 600


def test_what_says_it_is_too_large_is_refused_unread():
    async def send() -> list[dict[str, Any]]:
        asked = scope("POST", "/zoeken/", content_length=str(MOST + 1))
        line = ApplicationCommunicator(watched(get_asgi_application()), asked)
        return [await line.receive_output(5) for _each in range(2)]

    head, body = asyncio.run(send())

    assert head["status"] == 413
    assert body["body"].decode() == "De inhoud van deze aanvraag is te groot."
