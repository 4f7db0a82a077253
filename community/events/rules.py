"""Who may see, join and manage which event."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from community.events.models import Event, EventQuerySet, Registration
from community.groups.models import Group, GroupMembership
from community.groups.rules import inside, led_by, visible_q
from community.organisations.rules import is_editor, is_member


def visible_to(user: Any) -> EventQuerySet:
    """Every event this person may read of: one rule for list, search, feed and API.

    What is for a group is for who is in it, and for no editor or former member.
    """
    within = _within(user)
    if is_editor(user):
        return Event.objects.filter(within)
    seen = visible_q(user) & ~Q(state="concept")
    if user.is_authenticated:
        # Who has a place keeps seeing where it is, whatever becomes of his membership.
        own = Registration.objects.active().filter(user=user).values("event")
        hosted = Event.hosts.through.objects.filter(user=user).values("event")
        seen |= Q(pk__in=hosted) | (Q(pk__in=own) & ~Q(state="concept"))
        seen |= Q(group__in=led_by(user).values("pk"))
    return Event.objects.filter(within & seen)


def _within(user: Any) -> Q:
    """No group's, or one of his."""
    return Q(group=None) | Q(group__in=inside(user))


def open_to_all() -> EventQuerySet:
    """What a visitor reads."""
    return Event.objects.announced().filter(audience="publiek")


def managed_by(user: Any) -> EventQuerySet:
    """Those of which this person keeps the list: of editors all that they see, of leaders what is
    their groups', of others what they host."""
    rows = Event.objects.filter(_within(user))
    if is_editor(user):
        return rows
    hosted = Event.hosts.through.objects.filter(user=user.pk).values("event")
    return rows.filter(Q(pk__in=hosted) | Q(group__in=led_by(user).values("pk")))


def planned_by(user: Any) -> EventQuerySet:
    """Those that this person changes, opens and calls off."""
    led = Q(group__in=led_by(user).values("pk"))
    return (
        Event.objects.filter(led | Q(group=None)) if is_editor(user) else Event.objects.filter(led)
    )


def may_plan(user: Any) -> bool:
    """Editors for everybody, leaders for their groups."""
    return is_editor(user) or led_by(user).exists()


def may_plan_for_all(user: Any) -> bool:
    return is_editor(user)


def groups_to_plan_for(user: Any) -> Any:
    """The groups for which this person plans: those he leads."""
    return led_by(user).order_by("name", "pk") if user.is_authenticated else Group.objects.none()


def still_meant(seats: Any) -> Any:
    """Of these places those of people for whom it still is: of a group's, who is in it now."""
    held = GroupMembership.objects.current().filter(
        user=OuterRef("user"), group=OuterRef("event__group")
    )
    return seats.filter(Q(event__group=None) | Exists(held))


def may_cancel(user: Any, registration: Registration) -> bool:
    """The person himself, and who registered him while they are colleagues."""
    if registration.user_id == user.pk:
        return True
    here = registration.organisation
    return registration.registered_by_id == user.pk and here is not None and is_member(user, here)
