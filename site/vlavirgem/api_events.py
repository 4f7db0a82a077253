"""Events in the API: what one may read of in the agenda, and nothing of who comes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema
from ninja.errors import HttpError

from community.api_keys.enums import Scope
from community.api_keys.models import ApiKey
from community.events.calendars import address_of, uid_of
from community.events.models import Event, EventQuerySet, Session
from community.events.rules import open_to_all, visible_to
from community.organisations.enums import Audience

Key = Annotated[int, Path(ge=1, lt=2**63)]
Kind = Literal["opleiding", "workshop", "webinar", "ontmoeting"]
State = Literal["open", "vol", "gesloten", "afgelast", "voorbij"]
router = Router(tags=["events"])


class Problem(Schema):
    detail: str


class SessionOut(Schema):
    uid: str = Field(description="UID of its entry in calendars, for ever")
    sequence: int
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime

    @staticmethod
    def resolve_uid(row: Session) -> str:
        return uid_of(row)


class EventOut(Schema):
    id: int
    kind: Kind
    title: str
    summary: str
    organiser: str
    audience: Literal["publiek", "leden", "besturen", "groep"]
    is_online: bool
    place: str
    region: str
    state: State
    capacity: int | None = Field(None, description="null: no end to the places")
    free: int | None = None
    starts_at: datetime
    ends_at: datetime
    url: str

    @staticmethod
    def resolve_organiser(row: Event) -> str:
        return row.organisation.display_name

    @staticmethod
    def resolve_state(row: Event) -> str:
        return str(row.standing)

    @staticmethod
    def resolve_url(row: Event) -> str:
        return address_of(row)


class EventDetail(EventOut):
    description: str = Field(description="Markdown")
    sessions: list[SessionOut]

    @staticmethod
    def resolve_sessions(row: Event) -> list[Session]:
        return list(row.sessions.held())


class EventPage(Schema):
    items: list[EventOut]
    next: int | None = Field(None, description="`page` of what follows; null on the last")


class Wish(Schema):
    kind: list[Kind] = Field([], description="Any of these")
    past: bool = Field(False, description="What is past, the last first")
    limit: Annotated[int, Field(ge=1, le=100)] = 25
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


REFUSALS: dict[int, Any] = {401: Problem, 403: Problem, 429: Problem}


@router.get(
    "", response={200: EventPage, **REFUSALS}, operation_id="list_events",
    summary="What comes, the first first",
)  # fmt: skip
def list_events(request: HttpRequest, wish: Query[Wish]) -> dict[str, Any]:
    rows = _readable(request)
    rows = rows.past().order_by("-starts_at", "-pk") if wish.past else rows.upcoming()
    if wish.kind:
        rows = rows.filter(kind__in=wish.kind)
    start = (wish.page - 1) * wish.limit
    found = list(rows[start : start + wish.limit + 1])
    more = len(found) > wish.limit
    return {"items": found[: wish.limit], "next": wish.page + 1 if more else None}


@router.get(
    "/{int:pk}", response={200: EventDetail, 404: Problem, **REFUSALS}, operation_id="get_event",
    summary="One event with its sessions",
)  # fmt: skip
def get_event(request: HttpRequest, pk: Key) -> Event:
    found: Event = get_object_or_404(_readable(request), pk=pk)
    return found


def _readable(request: HttpRequest) -> EventQuerySet:
    """Announced, for whoever shows the key; of an organisation's key: for its members."""
    key = getattr(request, "auth", None)
    if not isinstance(key, ApiKey):
        return _shaped(visible_to(request.user))
    if Scope.EVENTS_READ not in key.scopes:
        raise HttpError(403, f"This key lacks the scope {Scope.EVENTS_READ}")
    if key.organisation is None:
        return _shaped(visible_to(key.user or AnonymousUser()))
    wide = Q(audience=Audience.MEMBERS)
    if key.organisation.is_government:
        wide |= Q(audience=Audience.GOVERNMENTS)
    return _shaped(open_to_all() | Event.objects.announced().filter(wide))


def _shaped(rows: EventQuerySet) -> EventQuerySet:
    return rows.announced().with_seats().select_related("organisation")
