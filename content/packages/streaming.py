"""Sends a file in pieces, a part of it when the browser asks for one (RFC 9110, section 14)."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

BLOCK = 256 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
UNMEETABLE = (-1, -1)


def send(request: HttpRequest, path: Path, content_type: str) -> HttpResponseBase:
    found = path.stat()
    size, etag = found.st_size, f'"{found.st_mtime_ns:x}-{found.st_size:x}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    asked = _asked(request, size, etag)
    if asked == UNMEETABLE:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = asked or (0, size - 1)
    response = StreamingHttpResponse(
        _pieces(request, path, first, last - first + 1),
        status=206 if asked else 200, content_type=content_type,
    )  # fmt: skip
    if asked:
        response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"], response["ETag"] = "bytes", etag
    response["Last-Modified"] = http_date(found.st_mtime)
    return response


def _asked(request: HttpRequest, size: int, etag: str) -> tuple[int, int] | None:
    """First and last byte; None for the whole, also when the file changed meanwhile."""
    read = RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    if read is None or read.groups() == ("", ""):
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None
    first, last = read.groups()
    if not first:
        return (max(size - int(last), 0), size - 1) if int(last) and size else UNMEETABLE
    start, end = int(first), min(int(last or size - 1), size - 1)
    if last and int(last) < start:
        return None
    return (start, end) if start < size else UNMEETABLE


def _pieces(request: HttpRequest, path: Path, start: int, length: int) -> Any:
    if request.method == "HEAD":
        return iter(())
    if isinstance(request, ASGIRequest):
        return _later(path, start, length)
    return _now(path, start, length)


def _now(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (block := file.read(min(BLOCK, length))):
            length -= len(block)
            yield block


async def _later(path: Path, start: int, length: int) -> AsyncIterator[bytes]:
    """The same without holding up the other requests of this process."""
    pieces = _now(path, start, length)
    take = sync_to_async(lambda: next(pieces, None), thread_sensitive=False)
    while (block := await take()) is not None:
        yield block
