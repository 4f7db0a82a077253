"""What the search box finds of the community: events and the forum, each by whoever reads it."""

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
from community.experts.finding import EXPERTS
from community.forum.queries.chunks import Chunk, chunk_keys, chunks_of, topic_of
from community.forum.rules import topics_for
from community.groups.enums import GroupKind
from community.groups.models import Group
from community.groups.rules import groups_for
from community.offers.finding import OFFERS
from community.organisations.enums import Audience
from community.search.audience import EDITOR, GOVERNMENT, MEMBER, PUBLIC, QRC, of_group
from community.search.kinds import Entry, SearchKind, register_kind

EVENT = "community.event"
GROUP = "community.group"
TOPIC = "community.topic"
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
    circle = _circle(event)
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


def _circle(event: Event) -> tuple[str, ...]:
    """What is a group's is found by who is in it; editors are not, unless they are."""
    if event.group_id is not None:
        return (of_group(event.group_id),)
    return CIRCLES[Audience(event.audience)]


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


def topics(ids: Collection[str]) -> Iterator[Entry]:
    """Twenty posts at a time, so that a reply in a long topic is read as fast as in a short one."""
    for each in chunks_of(ids):
        yield Entry(
            object_id=each.key, title=each.topic.title, summary=each.summary, body=each.body,
            url=each.url, public_url=each.url if each.is_public else "", audience=_readers(each),
            changed_at=each.changed_at,
            facts={"category": each.topic.category.name, "solved": each.topic.is_solved},
        )  # fmt: skip


def _readers(chunk: Chunk) -> tuple[str, ...]:
    category = chunk.topic.category
    if category.group_id is not None:
        return (of_group(category.group_id),)
    # The association reads along with the governments.
    more = (QRC,) if category.audience == Audience.GOVERNMENTS else ()
    return (*CIRCLES[Audience(category.audience)], *more)


def seen_topics(request: HttpRequest, ids: Collection[str]) -> set[str]:
    keys = {topic_of(each) for each in ids}
    seen = set(topics_for(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    return {each for each in ids if topic_of(each) in seen}


register_kind(
    SearchKind(
        key=TOPIC,
        label=_("Forum"),
        icon="message",
        order=4,
        entries=topics,
        ids=chunk_keys,
        visible=seen_topics,
        row_template="community/forum/search_row.html",
    )
)


def groups(ids: Collection[str]) -> Iterator[Entry]:
    """A hidden or ended one is found by who is in it alone."""
    for each in Group.objects.filter(pk__in=ids):
        circle: tuple[str, ...] = (of_group(each.pk),)
        if not each.is_hidden and not each.is_ended:
            circle += CIRCLES[Audience(each.audience)]
        yield Entry(
            object_id=str(each.pk), title=each.name, summary=each.told_summary, body=each.told_description,
            url=reverse("community:group", args=(each.pk,)), audience=circle,
            changed_at=each.created_at, facts={"kind": str(GroupKind(each.kind).label)},
        )  # fmt: skip


def group_ids() -> Iterable[Any]:
    return Group.objects.values_list("pk", flat=True)


def seen_groups(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = groups_for(request.user).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


register_kind(
    SearchKind(
        key=GROUP,
        label=_("Groepen"),
        icon="users",
        order=6,
        entries=groups,
        ids=group_ids,
        visible=seen_groups,
    )
)
register_kind(EXPERTS)
register_kind(OFFERS)
