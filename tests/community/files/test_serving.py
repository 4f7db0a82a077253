"""How a file is handed out, to a plain server and to an asynchronous one."""

from __future__ import annotations

import pytest
from asgiref.sync import async_to_sync
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404
from django.test import AsyncRequestFactory, RequestFactory

from community.files.enums import FileState
from community.files.models import StoredFile
from community.files.services import discard
from community.files.serving import file_response
from tests.community.files import makers

pytestmark = pytest.mark.django_db
TEXT = b"0123456789"


def get(file, method="get", inline=False, **headers):
    request = getattr(RequestFactory(), method)("/x", headers=headers)
    return file_response(request, file, inline=inline)


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.fixture
def text(keep):
    return keep("Nota’s.txt", TEXT)


@pytest.mark.parametrize(
    ("asked", "status", "content", "told"),
    [
        ("", 200, TEXT, None),
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=4-", 206, b"456789", "bytes 4-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=-99", 200, TEXT, None),
        ("bytes=2-99", 206, b"23456789", "bytes 2-9/10"),
        ("bytes=9-9", 206, b"9", "bytes 9-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
        ("bytes=-0", 416, b"", "bytes */10"),
        ("bytes=5-2", 200, TEXT, None),
        ("bytes=0-1,4-5", 200, TEXT, None),
        ("bytes=-", 200, TEXT, None),
        ("regels=0-1", 200, TEXT, None),
    ],
)
def test_a_range_of_bytes(asked, status, content, told, text):
    response = get(text, range=asked) if asked else get(text)

    assert (response.status_code, body(response)) == (status, content)
    assert response.headers.get("Content-Range") == told
    if status != 416:
        assert response["Content-Length"] == str(len(content))
        assert response["Accept-Ranges"] == "bytes"


def test_a_range_of_what_has_changed_meanwhile_gives_the_whole(text):
    assert body(get(text, range="bytes=0-3", if_range='"oud"')) == TEXT
    assert body(get(text, range="bytes=0-3", if_range=f'"{text.sha256}"')) == b"0123"


def test_what_the_browser_has_is_not_sent_again(text):
    etag = get(text)["ETag"]
    response = get(text, if_none_match=etag)
    assert (response.status_code, body(response)) == (304, b"")
    assert get(text, if_none_match='"ander"').status_code == 200


def test_a_head_has_the_length_and_no_body(text):
    response = get(text, "head", range="bytes=0-3")
    assert (response.status_code, response["Content-Length"], body(response)) == (200, "10", b"")


def test_a_download_is_sealed(text):
    headers = get(text, inline=False).headers
    assert headers["Content-Disposition"] == "attachment; filename*=utf-8''Nota%E2%80%99s.txt"
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert headers["Cache-Control"] == "private, no-cache"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("name", "content", "shown", "policy"),
    [
        ("a.pdf", makers.pdf(), "inline", "default-src 'none'; object-src"),
        ("a.png", makers.picture(), "inline", "sandbox;"),
        ("a.docx", makers.word("Dag"), "attachment", "sandbox;"),
        ("a.md", b"# Dag", "attachment", "sandbox;"),
    ],
)
def test_only_what_is_safe_there_is_shown_in_the_browser(name, content, shown, policy, keep):
    headers = get(keep(name, content), inline=True).headers
    assert headers["Content-Disposition"].split(";")[0] == shown
    assert headers["Content-Security-Policy"].startswith(policy)


@pytest.mark.parametrize("state", [FileState.QUARANTINED, FileState.REFUSED])
def test_what_is_not_clean_is_nowhere(state, text):
    StoredFile.objects.update(state=state, refused_because="virus")
    text.refresh_from_db()
    with pytest.raises(Http404):
        get(text)


def test_what_was_let_go_or_lost_is_nowhere(text, keep, alice):
    discard(file=text, actor=alice)
    lost = keep("b.txt", TEXT)
    lost.path.unlink()
    for file in (text, lost):
        with pytest.raises(Http404):
            get(file)


def test_an_asynchronous_server_gets_it_in_pieces(keep, monkeypatch):
    monkeypatch.setattr("community.files.serving.PIECE", 4)
    file = keep("a.txt", TEXT)

    async def read() -> list[bytes]:
        request = AsyncRequestFactory().get("/x", headers={"range": "bytes=1-"})
        assert isinstance(request, ASGIRequest)
        response = file_response(request, file)
        assert response.is_async
        return [piece async for piece in response.streaming_content]

    assert async_to_sync(read)() == [b"1234", b"5678", b"9"]
