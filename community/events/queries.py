"""Reads that join or shape what a screen of events needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from community.accounts.models import User
from community.events.enums import ACTIVE, BATCH, SeatState
from community.events.models import (
    Evaluation,
    Event,
    EventQuerySet,
    Material,
    Registration,
    Session,
)
from community.events.rules import managed_by, visible_to
from community.organisations.models import Membership, Organisation
from community.search.kinds import kinds
from community.search.models import SearchEntry

QUESTIONS = ("content", "speaker", "organised")
FOUND = 8


def agenda_of(user: Any) -> EventQuerySet:
    """What this person may read of, with the seats and `mine`: how he stands himself."""
    rows = visible_to(user).with_seats().select_related("organisation")
    if not user.is_authenticated:
        return rows
    mine = Registration.objects.active().filter(event=OuterRef("pk"), user=user)
    return rows.annotate(mine=Subquery(mine.values("state")[:1]))


def registrations_of(user: User) -> QuerySet[Registration]:
    """His own, and those he made for colleagues; what still comes first."""
    rows = Registration.objects.filter(Q(user=user) | Q(registered_by=user))
    return rows.select_related("event", "user", "organisation")


def own_registrations(event: Event, user: Any) -> tuple[Registration | None, list[Registration]]:
    """This person's own, and those he made for colleagues, of one event."""
    if not user.is_authenticated:
        return None, []
    rows = registrations_of(user).filter(event=event, state__in=ACTIVE).order_by("pk")
    found = list(rows)
    mine = next((each for each in found if each.user_id == user.pk), None)
    return mine, [each for each in found if each.user_id != user.pk]


def place_in_line(registration: Registration) -> int:
    """1 for who is next."""
    ahead = Q(queued_at__lt=registration.queued_at) | Q(
        queued_at=registration.queued_at, pk__lt=registration.pk
    )
    rows = Registration.objects.in_line().filter(event=registration.event_id)
    return int(rows.filter(ahead).count()) + 1


def colleagues(organisation: Organisation | None, words: str = "") -> QuerySet[Membership]:
    """Who works there now and whose name or address holds every word."""
    found = Membership.objects.of(organisation).current().filter(user__is_active=True)
    for word in words.split()[:6]:
        found = found.filter(
            Q(user__first_name__icontains=word)
            | Q(user__last_name__icontains=word)
            | Q(user__email__icontains=word)
        )
    return found.select_related("user").order_by("user__last_name", "user__first_name", "pk")


def participants(event: Event) -> QuerySet[Registration]:
    rows = Registration.objects.active().filter(event=event)
    return rows.select_related("user", "organisation", "registered_by")


def attendance(event: Event) -> Counter[str]:
    """How many stand in each state."""
    rows = Registration.objects.filter(event=event).order_by()
    return Counter(dict(rows.values_list("state").annotate(n=Count("pk"))))


def sessions_of(user: User) -> list[Session]:
    """What stands in somebody's own agenda: sessions of events in which he has a place."""
    seats = Registration.objects.taking().filter(user=user)
    rows = Session.objects.held().filter(event__in=seats.values("event"))
    # What is a group's leaves the agenda with the group.
    rows = rows.filter(event__in=visible_to(user))
    return list(rows.select_related("event__organisation").order_by("starts_at", "pk"))


def public_sessions(rows: EventQuerySet) -> list[Session]:
    found = Session.objects.held().filter(event__in=rows)
    return list(found.select_related("event__organisation").order_by("starts_at", "pk"))


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was said of one question: how many gave each mark from 1 to 5."""

    key: str
    label: str
    counts: tuple[int, ...]

    @property
    def mean(self) -> float:
        total = sum(self.counts)
        return sum(n * mark for mark, n in enumerate(self.counts, start=1)) / max(total, 1)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of the answers to one event that are shown, five at a time; `opinions` stays empty while there
    are none. `given` counts them all."""

    given: int
    answers: int
    asked: int
    opinions: Sequence[Opinion] = ()
    useful: int = 0
    remarks: Sequence[str] = ()

    @property
    def is_enough(self) -> bool:
        return self.answers >= BATCH

    @property
    def waiting(self) -> int:
        return self.given - self.answers


def verdict_of(event: Event) -> Verdict:
    given = Evaluation.objects.filter(event=event).count()
    rows = list(Evaluation.objects.filter(event=event, is_shown=True))
    asked = Registration.objects.taking().filter(event=event).exclude(state=SeatState.ABSENT)
    if len(rows) < BATCH:
        return Verdict(given, 0, asked.count())
    return Verdict(
        given, len(rows), asked.count(), [_opinion(each, rows) for each in QUESTIONS],
        useful=sum(each.useful for each in rows),
        # By the alphabet: an order of arrival would tell.
        remarks=sorted(each.remark for each in rows if each.remark),
    )  # fmt: skip


def _opinion(name: str, rows: Iterable[Evaluation]) -> Opinion:
    marks = Counter(getattr(each, name) for each in rows)
    label = str(Evaluation._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return Opinion(name, label, tuple(marks[mark] for mark in range(1, 6)))


def materials_for(event: Event, user: Any) -> list[Material]:
    """What was published, for who was registered and who keeps the list."""
    if not user.is_authenticated:
        return []
    was_there = Registration.objects.active().filter(event=event, user=user)
    rows = event.materials.published()
    return list(rows) if was_there.exists() or managed_by(user).filter(pk=event.pk) else []


@dataclass(frozen=True, slots=True)
class Shown:
    """A thing of the library as one reader may find it."""

    material: Material
    url: str


def shown_materials(event: Event, request: HttpRequest) -> list[Shown]:
    """With where each is; a document that this reader may not open is left out."""
    return [each for each in with_places(materials_for(event, request.user), request) if each.url]


def with_places(materials: Iterable[Material], request: HttpRequest) -> list[Shown]:
    """Each with its address, "" for a document that this reader may not open (now)."""
    rows = list(materials)
    places = document_urls(request, {each.document for each in rows if not each.url})
    return [Shown(each, each.url or places.get(each.document, "")) for each in rows]


def document_urls(request: HttpRequest, references: Iterable[str]) -> dict[str, str]:
    """Where things that the search box knows stand, for those that this reader may see. As many
    questions for many as for one, of a kind."""
    by_kind: dict[str, list[str]] = {}
    for each in references:
        kind, _colon, key = each.partition(":")
        if key and kind in kinds:
            by_kind.setdefault(kind, []).append(key)
    found: dict[str, str] = {}
    for kind, keys in by_kind.items():
        seen = set(kinds.get(kind).visible(request, keys))
        entries = SearchEntry.objects.filter(kind=kind, object_id__in=seen)
        found |= {f"{kind}:{key}": url for key, url in entries.values_list("object_id", "url")}
    return found
