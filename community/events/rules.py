"""Who may see, join and manage which event."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.events.models import Event, EventQuerySet, Registration
from community.organisations.rules import is_editor, is_member, visible_q


def visible_to(user: Any) -> EventQuerySet:
    """Every event this person may read of: one rule for list, search, feed and API."""
    if is_editor(user):
        return Event.objects.all()
    seen = visible_q(user) & ~Q(state="concept")
    if user.is_authenticated:
        # Who has a place keeps seeing where it is, whatever becomes of his membership.
        own = Registration.objects.active().filter(user=user).values("event")
        hosted = Event.hosts.through.objects.filter(user=user).values("event")
        seen |= Q(pk__in=hosted) | (Q(pk__in=own) & ~Q(state="concept"))
    return Event.objects.filter(seen)


def open_to_all() -> EventQuerySet:
    """What a visitor reads."""
    return Event.objects.announced().filter(audience="publiek")


def managed_by(user: Any) -> EventQuerySet:
    """Those of which this person keeps the list: of editors all, of others what they host."""
    if is_editor(user):
        return Event.objects.all()
    return Event.objects.filter(hosts=user.pk)


def may_plan(user: Any) -> bool:
    return is_editor(user)


def may_cancel(user: Any, registration: Registration) -> bool:
    """The person himself, and who registered him while they are colleagues."""
    if registration.user_id == user.pk:
        return True
    here = registration.organisation
    return registration.registered_by_id == user.pk and here is not None and is_member(user, here)
