"""Places and the line for them. Every change holds the event's row, so that they come one by one."""

from __future__ import annotations

from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.events import telling
from community.events.enums import SeatState
from community.events.models import Event, Registration
from community.events.rules import may_cancel, visible_to
from community.events.services.values import Refused
from community.groups.models import GroupMembership
from community.organisations.models import Organisation
from community.organisations.rules import is_member
from community.verbs import EVENT_JOINED, EVENT_LEFT, EVENT_MOVED_UP


def locked(event: Event) -> Event:
    """The event as it is now, held until the transaction ends."""
    rows = Event.objects.select_for_update(of=("self",)).select_related("organisation")
    found: Event = rows.get(pk=event.pk)
    return found


def register(
    *, event: Event, user: User, organisation: Organisation | None, actor: User, note: str = ""
) -> Registration:
    """A place, or one in the line when there is none; Refused with why when neither can be.

    `actor` may be a colleague of the same organisation. Registering twice gives the first.
    """
    with transaction.atomic():
        held = locked(event)
        known = Registration.objects.active().filter(event=held, user=user).first()
        if known is not None:
            return known
        _demand(held, user, organisation, actor)
        fits = not Registration.objects.in_line().filter(event=held).exists() and _has_room(
            held, organisation
        )
        made = Registration.objects.create(
            event=held, user=user, organisation=organisation, registered_by=actor, note=note,
            state=SeatState.SEATED if fits else SeatState.WAITING,
        )  # fmt: skip
        telling.tell_place(made)
        record(
            EVENT_JOINED, organisation=organisation, actor=actor, subject=held, user=user.pk,
            state=str(made.state),
        )  # fmt: skip
    return made


def _demand(event: Event, user: User, organisation: Organisation | None, actor: User) -> None:
    if not event.takes_registrations:
        raise Refused(_("Voor deze activiteit kunt u nu niet inschrijven."))
    if organisation is not None and not is_member(user, organisation):
        raise Refused(_("Deze persoon werkt niet voor uw organisatie."))
    if user.pk != actor.pk and (organisation is None or not is_member(actor, organisation)):
        raise Refused(_("U schrijft alleen collega’s van uw eigen organisatie in."))
    if not visible_to(user).filter(pk=event.pk).exists():
        raise Refused(_("Deze activiteit is niet bedoeld voor deze persoon."))


def _has_room(event: Event, organisation: Organisation | None) -> bool:
    taken = Registration.objects.taking().filter(event=event)
    if event.capacity is not None and taken.count() >= event.capacity:
        return False
    if event.per_organisation is None or organisation is None:
        return True
    return bool(taken.filter(organisation=organisation).count() < event.per_organisation)


def cancel(*, registration: Registration, actor: User, by_organiser: bool = False) -> None:
    """Give back a place, or leave the line; who is first in line gets the place.

    Refused when it is too late for that, unless the organiser does it; done twice it changes
    nothing. What nobody but the person, who registered him or the organiser may do is Refused too.
    """
    with transaction.atomic():
        event = locked(registration.event)
        rows = Registration.objects.select_for_update(of=("self",))
        held = rows.select_related("user", "organisation").get(pk=registration.pk)
        if held.state == SeatState.CANCELLED:
            return
        held.event = event
        if not by_organiser:
            _demand_cancel(held, actor)
        before, held.state, held.cancelled_at = held.state, SeatState.CANCELLED, timezone.now()
        held.save(update_fields=("state", "cancelled_at"))
        telling.tell_cancelled(held, had_seat=before != SeatState.WAITING, by=actor)
        record(
            EVENT_LEFT, organisation=held.organisation, actor=actor, subject=event,
            user=held.user_id, before=str(before),
        )  # fmt: skip
        fill_seats(event=event)


def _demand_cancel(registration: Registration, actor: User) -> None:
    if not may_cancel(actor, registration):
        raise Refused(_("U kunt deze inschrijving niet annuleren."))
    if not registration.may_be_cancelled:
        raise Refused(_("Annuleren kan niet meer. Laat de organisator weten dat u niet komt."))


def give_back_seats(*, group_id: int, user_id: int) -> int:
    """Who is out of a group leaves what it still plans; returns how many places came free. Nothing
    happens for who is in it (again)."""
    inside = GroupMembership.objects.current().filter(group=group_id, user=user_id)
    if inside.exists():
        return 0
    rows = Registration.objects.active().filter(
        user=user_id, event__group=group_id, event__starts_at__gt=timezone.now()
    )
    found = list(rows.select_related("event", "user").order_by("pk"))
    for each in found:
        cancel(registration=each, actor=each.user, by_organiser=True)
    return len(found)


def fill_seats(*, event: Event) -> int:
    """Hand the free places to who waits, in order; returns how many moved up. The caller holds the
    event's row.

    Who waits behind a full quota of his own organisation keeps his place in the line. Nobody moves
    up once it has begun.
    """
    if not event.hands_out_seats:
        return 0
    line = list(
        Registration.objects.in_line().filter(event=event).select_related("user", "organisation")
    )
    if not line:
        return 0
    taking = Registration.objects.taking().filter(event=event)
    quota: Counter[int | None] = Counter(taking.values_list("organisation", flat=True))
    free = len(line) if event.capacity is None else event.capacity - quota.total()
    moved = 0
    for each in line:
        if moved >= free:
            break
        if _within(event, each, quota):
            quota[each.organisation_id] += 1
            _move_up(event, each)
            moved += 1
    return moved


def _within(event: Event, registration: Registration, quota: Counter[int | None]) -> bool:
    here = registration.organisation_id
    if event.per_organisation is None or here is None:
        return True
    return quota[here] < event.per_organisation


def _move_up(event: Event, registration: Registration) -> None:
    registration.event = event
    registration.state, registration.moved_up_at = SeatState.SEATED, timezone.now()
    registration.save(update_fields=("state", "moved_up_at"))
    telling.tell_moved_up(registration)
    record(
        EVENT_MOVED_UP, organisation=registration.organisation, subject=event,
        user=registration.user_id,
    )  # fmt: skip
