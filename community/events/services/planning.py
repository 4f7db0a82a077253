"""Making and changing events. What those who come must know is told in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.events import telling
from community.events.enums import EventState
from community.events.models import Event, Registration, Session
from community.events.services.seating import fill_seats, locked
from community.events.services.values import Refused, SessionWish
from community.verbs import EVENT_CALLED_OFF, EVENT_CHANGED, EVENT_PLANNED

IN_CALENDAR = ("title", "summary", "place", "is_online")
"""What stands in each entry of a calendar: a change of it gives every session a new sequence."""
TOLD = (*IN_CALENDAR, "online_url")
SIZES = ("capacity", "per_organisation")
MOVES = {
    EventState.DRAFT: (EventState.OPEN,),
    EventState.OPEN: (EventState.CLOSED,),
    EventState.CLOSED: (EventState.OPEN,),
    EventState.CALLED_OFF: (),
}


def plan_event(
    *, actor: User, sessions: Sequence[SessionWish], hosts: Sequence[User] = (), **fields: Any
) -> Event:
    """A new event, as a draft that only its organisers see."""
    _demand_sessions(sessions)
    with transaction.atomic():
        event: Event = Event.objects.create(
            author=actor, starts_at=min(each.starts_at for each in sessions),
            ends_at=max(each.ends_at for each in sessions), **fields,
        )  # fmt: skip
        event.hosts.set(hosts)
        Session.objects.bulk_create([_made(event, each) for each in sessions])
        record(EVENT_PLANNED, organisation=event.organisation, actor=actor, subject=event)
    return event


def change_event(
    *,
    event: Event,
    actor: User,
    sessions: Sequence[SessionWish],
    hosts: Sequence[User] | None = None,
    **fields: Any,
) -> Event:
    """Make it so. Who has a place hears of another time, place, name or link; more places go to who
    waits. Refused when it was called off."""
    _demand_sessions(sessions)
    with transaction.atomic():
        held = locked(event)
        if held.state == EventState.CALLED_OFF:
            raise Refused(_("Een afgelaste activiteit kunt u niet meer wijzigen."))
        _demand_room(held, fields.get("capacity", held.capacity))
        changed = {name for name, value in fields.items() if getattr(held, name) != value}
        for name in changed:
            setattr(held, name, fields[name])
        touched = _set_sessions(held, sessions, anew=bool(changed & set(IN_CALENDAR)))
        tells = held.is_standing and (touched or changed & set(TOLD)) and not held.is_past
        held.version += bool(tells)
        held.changed_at = timezone.now()
        held.save()
        if hosts is not None:
            held.hosts.set(hosts)
        if tells:
            telling.tell_changed(held)
        fill_seats(event=held)
        record(
            EVENT_CHANGED, organisation=held.organisation, actor=actor, subject=held,
            fields=sorted(changed | ({"sessions"} if touched else set())),
        )  # fmt: skip
    return held


def _demand_sessions(sessions: Sequence[SessionWish]) -> None:
    if not sessions:
        raise Refused(_("Geef minstens één sessie op."))
    if any(each.ends_at <= each.starts_at for each in sessions):
        raise Refused(_("Een sessie eindigt na haar begin."))


def _demand_room(event: Event, capacity: int | None) -> None:
    taken = Registration.objects.taking().filter(event=event).count()
    if capacity is not None and capacity < taken:
        said = _("Er zijn al %(n)d deelnemers: annuleer er eerst, of houd zoveel plaatsen.")
        raise Refused(said % {"n": taken})


def _made(event: Event, wish: SessionWish) -> Session:
    return Session(
        event=event, title=wish.title, place=wish.place, starts_at=wish.starts_at,
        ends_at=wish.ends_at,
    )  # fmt: skip


def _set_sessions(event: Event, wishes: Sequence[SessionWish], *, anew: bool) -> list[Session]:
    """Make the sessions so; returns those that became another."""
    known = {each.pk: each for each in event.sessions.held()}
    kept = {each.pk for each in wishes if each.pk is not None} & known.keys()
    touched = [_drop(known[pk]) for pk in known.keys() - kept]
    for wish in wishes:
        if wish.pk in kept:
            touched += _change(known[wish.pk], wish, anew=anew)
        else:
            made = _made(event, wish)
            made.save()
            touched.append(made)
    event.starts_at = min(each.starts_at for each in wishes)
    event.ends_at = max(each.ends_at for each in wishes)
    return touched


def _drop(session: Session) -> Session:
    session.dropped_at, session.sequence = timezone.now(), session.sequence + 1
    session.save(update_fields=("dropped_at", "sequence"))
    return session


def _change(session: Session, wish: SessionWish, *, anew: bool) -> list[Session]:
    names = ("starts_at", "ends_at", "title", "place")
    same = all(getattr(session, name) == getattr(wish, name) for name in names)
    if same and not anew:
        return []
    for name in names:
        setattr(session, name, getattr(wish, name))
    session.sequence += 1
    session.save(update_fields=(*names, "sequence"))
    return [session]


def move_to(*, event: Event, state: str, actor: User) -> Event:
    """Open a draft, close or open again the registrations; done already it changes nothing."""
    with transaction.atomic():
        held = locked(event)
        if held.state == state:
            return held
        if state not in MOVES[EventState(held.state)]:
            raise Refused(_("Dat kan niet meer: kijk de stand van de activiteit na."))
        if not held.sessions.held().exists():
            raise Refused(_("Geef eerst minstens één sessie op: zonder moment kan niemand komen."))
        before, held.state, held.changed_at = held.state, state, timezone.now()
        held.save(update_fields=("state", "changed_at"))
        record(
            EVENT_CHANGED, organisation=held.organisation, actor=actor, subject=held,
            before=str(before), after=str(state),
        )  # fmt: skip
    return held


def call_off(*, event: Event, reason: str, actor: User) -> Event:
    """It does not take place: everybody with a place or in the line hears why."""
    with transaction.atomic():
        held = locked(event)
        if held.state == EventState.CALLED_OFF:
            return held
        if not held.is_standing or held.is_past:
            raise Refused(_("Alleen een aangekondigde activiteit die nog komt, kunt u afgelasten."))
        held.state, held.reason = EventState.CALLED_OFF, reason.strip()
        held.version, held.changed_at = held.version + 1, timezone.now()
        held.save()
        sessions = list(held.sessions.held())
        for each in sessions:
            each.sequence += 1
        Session.objects.bulk_update(sessions, ["sequence"])
        telling.tell_called_off(held, sessions)
        people = Registration.objects.active().filter(event=held).count()
        record(
            EVENT_CALLED_OFF, organisation=held.organisation, actor=actor, subject=held,
            people=people,
        )  # fmt: skip
    return held
