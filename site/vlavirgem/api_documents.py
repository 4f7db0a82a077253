"""The file library in the API: what one may read of it, and the files themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Annotated, Any, Literal

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from ninja import Field, Path, Query, Router, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError
from pydantic import field_validator

from community.api_keys.enums import Scope
from community.api_keys.models import ApiKey
from content.library.models import DocumentVersion, LibraryDocument, LibraryDocumentQuerySet
from content.library.queries import changed_after, clean_versions, narrowed, shaped
from content.library.rules import readable_by, visible_to
from content.library.serving import hand_out
from vlavirgem.cursors import PATTERN, cursor_of, moment_of, position_of

Key = Annotated[int, Path(ge=1, lt=2**63)]
Number = Annotated[int, Path(ge=1, lt=2**31)]
Kind = Literal[
    "leidraad", "sjabloon", "beleid", "bestek", "verslag", "presentatie", "opname", "lijst", "ander"
]
Terms = Literal["gratis-hergebruik", "cc0", "cc-by", "cc-by-sa", "binnen-besturen", "alle-rechten"]
Form = Literal[
    "pdf", "document", "spreadsheet", "presentation", "image", "audio", "video", "captions", "text"
]
router = Router(tags=["documents"])


class Problem(Schema):
    detail: str


class VersionOut(Schema):
    number: int
    name: str = Field(description="Under which the file is offered")
    media_type: str
    size: int = Field(description="In bytes")
    sha256: str
    note: str = Field(description="What is different from the version before")
    made_at: datetime
    download: str = Field(description="Where the same key or session gets the file")

    @staticmethod
    def resolve_download(row: DocumentVersion) -> str:
        return _download(row)

    @staticmethod
    def resolve_name(row: DocumentVersion) -> str:
        return row.file.name

    @staticmethod
    def resolve_media_type(row: DocumentVersion) -> str:
        return row.file.media_type

    @staticmethod
    def resolve_size(row: DocumentVersion) -> int:
        return row.file.size

    @staticmethod
    def resolve_sha256(row: DocumentVersion) -> str:
        return row.file.sha256


class ThemeOut(Schema):
    slug: str
    name: str


class AuthorOut(Schema):
    id: int
    name: str = Field(alias="display_name")


class DocumentOut(Schema):
    id: int
    title: str
    description: str
    kind: Kind
    themes: list[ThemeOut]
    licence: Terms
    licence_page: str = Field(description="Where its terms stand in full; empty where they do not")
    author: AuthorOut | None = Field(None, description="The organisation that made it")
    year: int | None = None
    audience: Literal["publiek", "leden", "besturen", "gekozen", "groep"]
    form: Form | Literal[""]
    published_at: datetime
    changed_at: datetime
    reviewed_on: date | None = Field(None, description="When somebody last said that it holds")
    url: str = Field(description="Its page, for people")
    version: VersionOut = Field(alias="current", description="The version that is read now")

    @staticmethod
    def resolve_url(row: LibraryDocument) -> str:
        return settings.SITE_URL + reverse("content:document", args=[row.pk])


class DocumentDetail(DocumentOut):
    keywords: list[str]
    versions: list[VersionOut] = Field(description="Newest first")

    @staticmethod
    def resolve_keywords(row: LibraryDocument) -> list[str]:
        return sorted(str(each) for each in row.tags.all())

    @staticmethod
    def resolve_versions(row: LibraryDocument) -> list[DocumentVersion]:
        return list(clean_versions(row))


class DocumentPage(Schema):
    items: list[DocumentOut]
    next: str | None = Field(None, description="Cursor of the following page; null on the last")


class Wish(Schema):
    q: str = Field("", max_length=200, description="Words in the title or in the text")
    kind: Kind | None = None
    theme: str = Field("", max_length=60, description="Slug of a theme")
    year: Annotated[int, Field(ge=0, le=9999)] | None = None
    author: Annotated[int, Field(ge=1, lt=2**63)] | None = Field(
        None, description="Identifier of an organisation"
    )
    licence: Terms | None = None
    form: Form | None = None
    since: datetime | None = Field(None, description="Changed at or after this moment")
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    cursor: str = Field(
        "", max_length=200, description="`next` of the page before",
        json_schema_extra={"pattern": f"^({PATTERN})?$"},
    )  # fmt: skip

    @field_validator("since")
    @classmethod
    def in_utc(cls, value: datetime | None) -> datetime | None:
        return moment_of(value)


REFUSALS: dict[int, Any] = {401: Problem, 403: Problem, 429: Problem}
View = Callable[..., HttpResponseBase]


def revalidated(view: View) -> View:
    """304 to who has the same answer already; an answer is for one reader, so nobody else keeps it."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        whole = view(request, *args, **kwargs)
        if whole.status_code != 200 or not isinstance(whole, HttpResponse):
            return whole
        etag = f'"{hashlib.sha256(whole.content).hexdigest()[:32]}"'
        whole["ETag"] = etag
        response: HttpResponseBase = get_conditional_response(request, etag, None, whole) or whole
        response["Cache-Control"] = "private, no-cache"
        return response

    return answer


@router.get(
    "", response={200: DocumentPage, 304: None, 400: Problem, **REFUSALS},
    operation_id="list_documents", summary="Documents, most recently changed first",
)  # fmt: skip
@decorate_view(revalidated)
def list_documents(request: HttpRequest, wish: Query[Wish]) -> dict[str, Any]:
    """Follow `next` until it is null; of words, at most the newest thousand documents that have
    them all."""
    given = wish.dict(include={"kind", "theme", "year", "author", "licence", "form"})
    chosen = {name: value for name, value in given.items() if value not in (None, "")}
    rows = narrowed(_readable(request), text=wish.q, chosen=chosen)
    if wish.since:
        rows = rows.filter(changed_at__gte=wish.since)
    if wish.cursor:
        rows = changed_after(rows, *position_of(wish.cursor))
    found = list(shaped(rows).order_by("-changed_at", "-pk")[: wish.limit + 1])
    more, found = len(found) > wish.limit, found[: wish.limit]
    return {"items": found, "next": cursor_of(found[-1]) if more else None}


@router.get(
    "/{int:pk}", response={200: DocumentDetail, 304: None, 404: Problem, **REFUSALS},
    operation_id="get_document", summary="One document with its versions",
)  # fmt: skip
@decorate_view(revalidated)
def get_document(request: HttpRequest, pk: Key) -> LibraryDocument:
    found: LibraryDocument = get_object_or_404(shaped(_readable(request)), pk=pk)
    return found


@router.get(
    "/{int:pk}/versions/{int:number}", response={200: None, 206: None, 304: None, 404: Problem,
    416: None, **REFUSALS}, operation_id="get_document_file", summary="The file of one version",
)  # fmt: skip
def get_document_file(request: HttpRequest, pk: Key, number: Number) -> Any:
    """The bytes as they were brought in; ask for parts by `Range`."""
    row: LibraryDocument = get_object_or_404(_readable(request), pk=pk)
    return hand_out(request, row, get_object_or_404(clean_versions(row), number=number))


def _readable(request: HttpRequest) -> LibraryDocumentQuerySet:
    """Published, for whoever shows the key; of an organisation's key: for its members."""
    key = getattr(request, "auth", None)
    if not isinstance(key, ApiKey):
        return visible_to(request.user).published()
    if Scope.DOCUMENTS_READ not in key.scopes:
        raise HttpError(403, f"This key lacks the scope {Scope.DOCUMENTS_READ}")
    if key.organisation is not None:
        return readable_by(key.organisation)
    return visible_to(key.user or AnonymousUser()).published()


def _download(row: DocumentVersion) -> str:
    where = reverse("api:get_document_file", args=[row.document_id, row.number])
    return str(settings.SITE_URL + where)
