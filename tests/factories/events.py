from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.events.models import Event, Registration, Session
from community.events.services import SessionWish, move_to, plan_event, register
from community.organisations.facts import load_platform
from community.organisations.models import Membership, Organisation
from tests.people import make_member, make_user


def wish(days: float = 7, hours: float = 2, **fields: Any) -> SessionWish:
    """A session that begins so many days from now, and lasts so many hours."""
    starts = (timezone.now() + timedelta(days=days)).replace(microsecond=0)
    return SessionWish(starts_at=starts, ends_at=starts + timedelta(hours=hours), **fields)


def event(*, sessions: Any = None, state: str = "open", **fields: Any) -> Event:
    """An event that is announced, in a week, for all members."""
    given = {
        "kind": "workshop", "title": "Logboeken lezen", "summary": "Samen een aanval nalezen.",
        "audience": "leden", "place": "Leuven", "region": "Vlaams-Brabant",
    } | fields  # fmt: skip
    given.setdefault("organisation", load_platform())
    actor = given.pop("actor", None)
    made = plan_event(actor=actor, sessions=sessions or [wish()], **given)
    return move_to(event=made, state=state, actor=actor) if state == "open" else made


def people(organisation: Organisation, number: int, name: str = "gast") -> list[Any]:
    found = []
    for n in range(number):
        user = make_user(f"{name}{n}@{organisation.pk}.example", f"{name.title()}{n}")
        make_member(user, organisation)
        found.append(user)
    return found


def seat(event: Event, user: Any, **fields: Any) -> Registration:
    """This person for himself, for the organisation he works for first."""
    mine = Membership.objects.current().filter(user=user).select_related("organisation").first()
    here = mine.organisation if mine else None
    return register(event=event, user=user, organisation=here, actor=user, **fields)


def take_place_before(event: Event, days: float = 1) -> None:
    """The same event, so many days ago: time went by since people registered."""
    back = (event.ends_at - timezone.now()) + timedelta(days=days)
    event.starts_at, event.ends_at = event.starts_at - back, event.ends_at - back
    event.save(update_fields=("starts_at", "ends_at"))
    for each in Session.objects.filter(event=event):
        Session.objects.filter(pk=each.pk).update(
            starts_at=each.starts_at - back, ends_at=each.ends_at - back
        )
