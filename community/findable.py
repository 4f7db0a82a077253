"""What the search box finds of the community: events, each by whoever may read of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.events.enums import EventKind, EventState
from community.events.models import Event, Session
from community.events.rules import open_to_all, visible_to
from community.organisations.enums import Audience
from community.search.audience import EDITOR, GOVERNMENT, MEMBER, PUBLIC
from community.search.kinds import Entry, SearchKind, register_kind

EVENT = "community.event"
CIRCLES = {
    Audience.PUBLIC: (PUBLIC,), Audience.MEMBERS: (MEMBER, EDITOR),
    Audience.GOVERNMENTS: (GOVERNMENT, EDITOR),
}  # fmt: skip


def events(ids: Collection[str]) -> Iterator[Entry]:
    """Those that were announced; a draft is found by nobody."""
    rows = Event.objects.announced().filter(pk__in=ids).select_related("organisation")
    names: dict[int, list[str]] = {}
    for part in Session.objects.held().filter(event__pk__in=ids):
        names.setdefault(part.event_id, []).append(f"{part.title} {part.place}")
    for each in rows:
        yield _entry(each, names.get(each.pk, []))


def _entry(event: Event, sessions: Collection[str]) -> Entry:
    url = reverse("community:event", args=(event.pk,))
    circle = CIRCLES[Audience(event.audience)]
    return Entry(
        object_id=str(event.pk), title=event.title, summary=event.summary, audience=circle, url=url,
        body="\n".join(
            (event.description, event.place, event.organisation.display_name, *sessions)
        ),
        public_url=url if PUBLIC in circle else "", changed_at=event.changed_at,
        facts={
            "kind": str(EventKind(event.kind).label), "when": f"{timezone.localtime(event.starts_at):%d/%m/%Y %H:%M}",
            "off": event.state == EventState.CALLED_OFF,
        },
    )  # fmt: skip


def event_ids() -> Iterable[Any]:
    return Event.objects.announced().values_list("pk", flat=True)


def seen_events(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = visible_to(request.user) if request.user.is_authenticated else open_to_all()
    return {str(pk) for pk in rows.filter(pk__in=ids).values_list("pk", flat=True)}


register_kind(
    SearchKind(
        key=EVENT,
        label=_("Activiteiten"),
        icon="calendar",
        order=5,
        entries=events,
        ids=event_ids,
        visible=seen_events,
        row_template="community/events/search_row.html",
    )
)
