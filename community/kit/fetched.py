"""What programs fetch over and over: feeds, calendars, messages. One answer for all of them."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

MINUTE = 60
"""Seconds in which visits are counted, and after which whoever came too often may come again."""


def answer(
    request: HttpRequest, body: bytes, media: str, scope: str, changed_at: datetime | None = None
) -> HttpResponseBase:
    """The body, or 304 for who has it already. `scope` is "public" or "private"; what is private
    stays out of search engines."""
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    modified = int(changed_at.timestamp()) if changed_at else None
    whole = HttpResponse(body, content_type=f"{media}; charset=utf-8")
    whole["ETag"] = etag
    if modified is not None:
        whole["Last-Modified"] = http_date(modified)
    response: HttpResponseBase = get_conditional_response(request, etag, modified, whole) or whole
    response["Cache-Control"] = f"{scope}, max-age=300"
    response["Referrer-Policy"] = "no-referrer"
    if scope == "private":
        response["X-Robots-Tag"] = "noindex"
    return response


def too_often() -> HttpResponse:
    """429, with how long to wait."""
    response = HttpResponse(_("U vraagt dit te vaak."), status=429, content_type="text/plain")
    response["Retry-After"] = str(MINUTE)
    return response
