"""The house's API, read only: warnings as JSON for who wants them in his own tools.

A program shows a key (`Authorization: Bearer vvg_…`), a person's browser its session.

No documentation page is served: ninja's own needs an inline script, which our policy forbids.
The schema is at /api/v1/openapi.json.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, URLResolver
from ninja import Field, NinjaAPI, Path, Query, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer, django_auth
from pydantic import field_validator

from community.api_keys.enums import Scope
from community.api_keys.models import ApiKey
from community.api_keys.queries import find_key
from community.api_keys.services import note_use
from community.kit.pace import within_pace
from qrc.advisories.cleaning import clean
from qrc.advisories.cve_facts import facts_of
from qrc.advisories.models import Advisory, AdvisoryQuerySet, AdvisoryRevision
from qrc.advisories.text import changes_of, words_of
from qrc.advisories.told import as_readable_by, revisions_for
from qrc.advisories.visibility import readable_by, visible_to
from qrc.outlets.queries import for_organisation
from qrc.outlets.telling import document
from qrc.releases.queries import all_told, graded, with_desk
from vlavirgem.api_documents import router as documents
from vlavirgem.api_events import router as events
from vlavirgem.cursors import PATTERN, cursor_of, moment_of, position_of

PACE = 300
"""Questions a minute with one key."""


class BearerKey(HttpBearer):
    """An API key of a person or of an organisation, in the Authorization header."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        key = find_key(token)
        if key is None:
            return None
        if not within_pace(f"api:{key.pk}", most=PACE, seconds=60):
            raise HttpError(429, "Too many requests with this key")
        note_use(key=key)
        return key


api = NinjaAPI(
    title="VlaVirGem",
    version="1",
    description="Warnings of the QRC (what threatens, which products, and what to do), events and "
    "the file library. "
    "Send an API key as bearer token, or the cookie of a signed-in session. "
    "Of warnings only TLP:CLEAR and TLP:GREEN.",
    docs_url=None,
    auth=[django_auth, BearerKey()],
    urls_namespace="api",
)

api.add_router("/events", events)
api.add_router("/documents", documents)

Key = Annotated[int, Path(ge=1, lt=2**63)]
SeverityName = Literal["critical", "high", "medium", "low", "unknown"]


class SourceOut(Schema):
    id: int
    name: str
    publisher: str
    licence: str
    notice: str = Field(description="What the source asks to be said with its data")


class FactOut(Schema):
    cve: str
    epss: float | None = Field(None, description="Chance of being exploited within 30 days, 0 to 1")
    percentile: float | None = Field(None, description="Share of all CVEs that score no higher")
    epss_on: date | None = None
    kev_since: date | None = Field(None, description="Since when CISA lists it as exploited")
    ransomware: bool


class AdvisoryOut(Schema):
    id: int
    source: SourceOut
    identity: str = Field(description="The source's own identifier")
    title: str
    summary: str = Field(description="The QRC's or the source's own, or one line of ours")
    action: str = Field(description="What to do; empty where the licence keeps the text")
    is_our_text: bool = Field(description="The licence keeps the source's own words: ours instead")
    severity: SeverityName = Field(
        description="Highest CVSS rating known, or what the QRC made of it; unknown without score"
    )
    scores: list[dict[str, Any]]
    cves: list[str]
    products: list[dict[str, Any]]
    facts: list[FactOut] = Field(description="What is known of its CVEs: EPSS and CISA's list")
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

    @staticmethod
    def resolve_summary(row: Advisory) -> str:
        return words_of(row).summary

    @staticmethod
    def resolve_action(row: Advisory) -> str:
        return words_of(row).action

    @staticmethod
    def resolve_is_our_text(row: Advisory) -> bool:
        return words_of(row).is_ours


class RevisionOut(Schema):
    number: int
    kind: Literal["new", "escalated", "changed", "withdrawn"]
    severity: SeverityName
    at: datetime
    changes: list[dict[str, Any]]

    @staticmethod
    def resolve_changes(row: AdvisoryRevision) -> list[dict[str, Any]]:
        return changes_of(row.advisory, row.changes)


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

    # The schema says which cursors there can be; we say 400 to any other.
    cursor: str = Field(
        "", max_length=200, description="`next` of the page before",
        json_schema_extra={"pattern": f"^({PATTERN})?$"},
    )  # fmt: skip

    @field_validator("since")
    @classmethod
    def in_utc(cls, value: datetime | None) -> datetime | None:
        return moment_of(value)


@api.get(
    "/advisories",
    response={200: AdvisoryPage, 400: Problem, 401: Problem, 403: Problem, 429: Problem},
    operation_id="list_advisories",
    summary="Warnings, most recently changed first",
)
def list_advisories(request: HttpRequest, wish: Query[Wish]) -> dict[str, Any]:
    """Follow `next` until it is null; a warning that changes meanwhile may come twice."""
    rows = _chosen(_readable(request), wish).order_by("-changed_at", "-pk")
    if wish.cursor:
        moment, pk = position_of(wish.cursor)
        rows = rows.filter(Q(changed_at__lt=moment) | Q(changed_at=moment, pk__lt=pk))
    found = list(rows[: wish.limit + 1])
    more = len(found) > wish.limit
    found = found[: wish.limit]
    items = _as_told(request, found)
    _attach_facts(items)
    return {"items": items, "next": cursor_of(found[-1]) if more else None}


@api.get(
    "/advisories/concerning",
    response={200: list[AdvisoryOut], 401: Problem, 403: Problem, 429: Problem},
    operation_id="list_concerning",
    summary="The newest warnings that concern the organisation, at most a hundred",
)
def list_concerning(request: HttpRequest) -> Sequence[Advisory]:
    """The organisation of the key, or the one that the signed-in person works for now."""
    key = _key(request, Scope.QRC_CONCERNING)
    here = key.organisation if key else getattr(request, "organisation", None)
    if here is None:
        raise HttpError(403, "no organisation")
    found = list(for_organisation(here))
    _attach_facts(found)
    return found


@api.get(
    "/advisories/{int:pk}/csaf",
    response={200: dict[str, Any], 401: Problem, 403: Problem, 404: Problem, 429: Problem},
    operation_id="get_advisory_csaf",
    summary="One warning as a CSAF 2.0 document",
)
def get_advisory_csaf(request: HttpRequest, pk: Key) -> dict[str, Any]:
    found = get_object_or_404(_readable(request), pk=pk)
    return document(*_as_told(request, [found]))


@api.get(
    "/advisories/{int:pk}",
    response={200: AdvisoryDetail, 401: Problem, 403: Problem, 404: Problem, 429: Problem},
    operation_id="get_advisory",
    summary="One warning with its history",
)
def get_advisory(request: HttpRequest, pk: Key) -> Advisory:
    history = Prefetch("revisions", revisions_for(_reader(request)))
    row = get_object_or_404(_readable(request).prefetch_related(history), pk=pk)
    (found,) = _as_told(request, [row])
    _attach_facts([found])
    return found


def _as_told(request: HttpRequest, rows: list[Advisory]) -> list[Advisory]:
    return all_told(as_readable_by(_reader(request), rows))


def _reader(request: HttpRequest) -> Any:
    """Whose eyes it is for: the key of an organisation is nobody's own."""
    key = _key(request, Scope.QRC_READ)
    return AnonymousUser() if key and key.organisation else _who(request)


def _attach_facts(rows: list[Advisory]) -> None:
    facts = facts_of(cve for row in rows for cve in row.cves)
    for row in rows:
        row.facts = [facts[cve] for cve in row.cves if cve in facts]  # type: ignore[attr-defined]


def _readable(request: HttpRequest) -> AdvisoryQuerySet:
    """What leaves the house is TLP:CLEAR or TLP:GREEN, whoever asks."""
    key = _key(request, Scope.QRC_READ)
    rows = readable_by(key.organisation) if key and key.organisation else visible_to(_who(request))
    return with_desk(rows.public().select_related("source"))


def _key(request: HttpRequest, scope: Scope) -> ApiKey | None:
    """The key that was shown, when it opens this; None for a session, which opens all."""
    key = getattr(request, "auth", None)
    if not isinstance(key, ApiKey):
        return None
    if scope not in key.scopes:
        raise HttpError(403, f"This key lacks the scope {scope}")
    return key


def _who(request: HttpRequest) -> Any:
    key = getattr(request, "auth", None)
    return key.user if isinstance(key, ApiKey) else request.user


def _chosen(rows: AdvisoryQuerySet, wish: Wish) -> AdvisoryQuerySet:
    if wish.severity:
        rows = graded(rows, wish.severity)
    if wish.since:
        rows = rows.filter(changed_at__gte=wish.since)
    if wish.cve:
        rows = rows.filter(cves__contains=[clean(wish.cve).strip().upper()])
    if wish.source is not None:
        rows = rows.filter(source=wish.source)
    if text := clean(wish.q).strip():
        words = Q(title__icontains=text) | Q(summary__icontains=text) | Q(products__icontains=text)
        rows = rows.filter(words)
    return rows


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
