"""The house's API, read only: warnings as JSON for who wants them in his own tools.

No documentation page is served: ninja's own needs an inline script, which our policy forbids.
The schema is at /api/v1/openapi.json.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver
from ninja import Field, NinjaAPI, Query, Schema
from ninja.errors import HttpError
from ninja.security import django_auth

from qrc.advisories.models import Advisory, AdvisoryQuerySet
from qrc.advisories.visibility import visible_to

api = NinjaAPI(
    title="VlaVirGem",
    version="1",
    description="Warnings of the QRC: what threatens, which products, and what to do. "
    "Sign in first: requests carry the session cookie. Only TLP:CLEAR and TLP:GREEN.",
    docs_url=None,
    auth=django_auth,
    urls_namespace="api",
)

SeverityName = Literal["critical", "high", "medium", "low", "unknown"]


class SourceOut(Schema):
    id: int
    name: str
    publisher: str
    licence: str


class AdvisoryOut(Schema):
    id: int
    source: SourceOut
    identity: str = Field(description="The source's own identifier")
    title: str
    summary: str
    action: str = Field(description="What to do")
    severity: SeverityName = Field(description="Highest CVSS rating known; unknown without score")
    scores: list[dict[str, Any]]
    cves: list[str]
    products: list[dict[str, Any]]
    references: list[Any]
    link: str
    exploited: bool
    ransomware: bool
    due_on: date | None = Field(None, description="The date by which CISA wants it mended")
    tlp: Literal["CLEAR", "GREEN"]
    language: str
    number: int = Field(description="Number of the current revision")
    published_at: datetime | None = None
    updated_at: datetime | None = Field(None, description="By the source")
    first_seen_at: datetime
    changed_at: datetime
    withdrawn_at: datetime | None = None


class RevisionOut(Schema):
    number: int
    kind: Literal["new", "escalated", "changed", "withdrawn"]
    severity: SeverityName
    at: datetime
    changes: list[dict[str, Any]]


class AdvisoryDetail(AdvisoryOut):
    revisions: list[RevisionOut] = Field(description="Newest first")


class AdvisoryPage(Schema):
    items: list[AdvisoryOut]
    next: str | None = Field(None, description="Cursor of the following page; null on the last")


class Problem(Schema):
    detail: str


class Wish(Schema):
    severity: list[SeverityName] = Field([], description="Any of these")
    since: datetime | None = Field(None, description="Changed at or after this moment")
    cve: str = Field("", max_length=30, description="Exact identifier, such as CVE-2024-12345")
    source: int | None = Field(None, description="Identifier of a source")
    q: str = Field("", max_length=100, description="Words in title, summary or products")
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: str = Field("", max_length=200, description="`next` of the page before")


@api.get(
    "/advisories",
    response={200: AdvisoryPage, 400: Problem, 401: Problem},
    operation_id="list_advisories",
    summary="Warnings, most recently changed first",
)
def list_advisories(request: HttpRequest, wish: Query[Wish]) -> dict[str, Any]:
    """Follow `next` until it is null; a warning that changes meanwhile may come twice."""
    rows = _chosen(_readable(request), wish).order_by("-changed_at", "-pk")
    if wish.cursor:
        moment, pk = _position(wish.cursor)
        rows = rows.filter(Q(changed_at__lt=moment) | Q(changed_at=moment, pk__lt=pk))
    found = list(rows[: wish.limit + 1])
    more = len(found) > wish.limit
    found = found[: wish.limit]
    return {"items": found, "next": _cursor(found[-1]) if more else None}


@api.get(
    "/advisories/{int:pk}",
    response={200: AdvisoryDetail, 401: Problem, 404: Problem},
    operation_id="get_advisory",
    summary="One warning with its history",
)
def get_advisory(request: HttpRequest, pk: int) -> Advisory:
    return get_object_or_404(_readable(request).prefetch_related("revisions"), pk=pk)


def _readable(request: HttpRequest) -> AdvisoryQuerySet:
    """What leaves the house is TLP:CLEAR or TLP:GREEN, whoever asks."""
    return visible_to(request.user).public().select_related("source")


def _chosen(rows: AdvisoryQuerySet, wish: Wish) -> AdvisoryQuerySet:
    if wish.severity:
        rows = rows.filter(severity__in=wish.severity)
    if wish.since:
        rows = rows.filter(changed_at__gte=wish.since)
    if wish.cve:
        rows = rows.filter(cves__contains=[wish.cve.strip().upper()])
    if wish.source is not None:
        rows = rows.filter(source=wish.source)
    if text := wish.q.strip():
        words = Q(title__icontains=text) | Q(summary__icontains=text) | Q(products__icontains=text)
        rows = rows.filter(words)
    return rows


def _cursor(last: Advisory) -> str:
    return base64.urlsafe_b64encode(f"{last.changed_at.isoformat()}|{last.pk}".encode()).decode()


def _position(cursor: str) -> tuple[datetime, int]:
    try:
        moment, pk = base64.urlsafe_b64decode(cursor.encode()).decode().split("|")
        found = datetime.fromisoformat(moment), int(pk)
    except (ValueError, binascii.Error):
        raise HttpError(400, "cursor: not one of ours") from None
    if found[0].tzinfo is None or not 0 < found[1] < 2**63:
        raise HttpError(400, "cursor: not one of ours")
    return found


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> Any:
    # Never whether a row exists that one may not see.
    return api.create_response(request, {"detail": "Not Found"}, status=404)


def _answering_itself(
    patterns: Sequence[URLPattern | URLResolver],
) -> Sequence[URLPattern | URLResolver]:
    """A program gets 401 rather than the sign-in page; ninja's `auth` guards every operation."""
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)  # noqa: S101 - ninja lays its routes flat
        login_not_required(pattern.callback)
    return patterns


urls = (_answering_itself(api.urls[0]), *api.urls[1:])
