"""Handing a file out: only when it was found clean, and never as something that runs here."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from community.files.enums import FileForm
from community.files.models import StoredFile
from community.files.types import BY_MEDIA_TYPE

PIECE = 1 << 18
RANGE = re.compile(r"bytes=(\d*)-(\d*)")
SANDBOX = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
# Browsers show no PDF at all in a sandbox; their viewer runs nothing of ours.
VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@dataclass(frozen=True, slots=True)
class Span:
    """Bytes `start` up to and including `end` of the file."""

    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start + 1


def file_response(
    request: HttpRequest, file: StoredFile, *, inline: bool = False
) -> HttpResponseBase:
    """The file, or the asked range of it (RFC 9110 §14: one range; more than one gives the whole).

    The caller has asked who may read it. Http404 while it is in quarantine, refused or gone.
    `inline` shows it in the browser when it is of a kind that is safe there, else it is a download.
    """
    if not file.is_ready or not file.path.exists():
        raise Http404
    etag = f'"{file.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return _dressed(HttpResponse(status=304), file, etag, inline=inline)
    span = _asked(request, file, etag)
    if span is None:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{file.size}"
        return response
    whole = Span(0, file.size - 1)
    response = _body(request, file.path, span)
    if span != whole:
        response.status_code = 206
        response["Content-Range"] = f"bytes {span.start}-{span.end}/{file.size}"
    response["Content-Length"] = str(span.length)
    return _dressed(response, file, etag, inline=inline)


def _asked(request: HttpRequest, file: StoredFile, etag: str) -> Span | None:
    """The bytes that are asked for; None when there are no such bytes."""
    whole = Span(0, file.size - 1)
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or request.headers.get("If-Range", etag) != etag or request.method != "GET":
        return whole
    first, last = asked[1], asked[2]
    if not first and not last:
        return whole
    if not first:
        return Span(max(file.size - int(last), 0), file.size - 1) if int(last) else None
    start = int(first)
    end = min(int(last), file.size - 1) if last else file.size - 1
    if start >= file.size:
        return None
    return Span(start, end) if start <= end else whole


def _body(request: HttpRequest, path: Path, span: Span) -> HttpResponseBase:
    if request.method == "HEAD":
        return HttpResponse()
    # A plain iterator would be read whole into memory by an asynchronous server.
    if isinstance(request, ASGIRequest):
        return StreamingHttpResponse(_read_later(path, span))
    return StreamingHttpResponse(_read(path, span))


def _read(path: Path, span: Span) -> Iterator[bytes]:
    left = span.length
    with path.open("rb") as file:
        file.seek(span.start)
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


async def _read_later(path: Path, span: Span) -> AsyncIterator[bytes]:
    pieces = _read(path, span)
    following = sync_to_async(lambda: next(pieces, b""), thread_sensitive=False)
    try:
        while piece := await following():
            yield piece
    finally:
        await sync_to_async(pieces.close, thread_sensitive=False)()  # type: ignore[attr-defined]


def _dressed(
    response: HttpResponseBase, file: StoredFile, etag: str, *, inline: bool
) -> HttpResponseBase:
    known = BY_MEDIA_TYPE.get(file.media_type)
    shown = inline and known is not None and known.shows
    is_text = file.media_type.startswith("text/")
    response["Content-Type"] = f"{file.media_type}; charset=utf-8" if is_text else file.media_type
    response["Content-Disposition"] = (
        content_disposition_header(not shown, file.name) or "attachment"
    )
    response["ETag"] = etag
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    is_pdf = shown and file.form == FileForm.PDF
    response["Content-Security-Policy"] = VIEWER if is_pdf else SANDBOX
    response["X-Frame-Options"] = "SAMEORIGIN" if is_pdf else "DENY"
    return response
