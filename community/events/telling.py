"""What those who come, or wait, are told; the facts stand in the mail itself, the calendar beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, recipients
from community.accounts.models import User
from community.events import calendars
from community.events.enums import TAKING, SeatState
from community.events.models import Event, Registration, Session
from community.events.rules import still_meant
from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.kinds import Kind
from community.messaging.services import notify
from community.messaging.values import Calendar
from community.notifications import (
    EVENT_CHANGED,
    EVENT_EVALUATION,
    EVENT_PLACE,
    EVENT_REMINDER,
    EVENT_WORD,
)

TEMPLATE = "community/events/mail/event"
CHANNELS = (Channel.EMAIL, Channel.WEB)
SOON = timedelta(hours=24)
URGENT = 1
"""Comes through quiet hours: tomorrow's place cannot wait until tomorrow."""
LATELY = timedelta(days=2)
"""As long a dropped session is taken out of calendars again: the mail that said so may never have left."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A session as a mail says it."""

    starts_at: datetime
    ends_at: datetime
    title: str
    place: str


def tell_place(registration: Registration) -> None:
    """He has a place, or one in the line."""
    event, by = registration.event, registration.registered_by
    name = unmarked(event.title)
    for_other = by is not None and by.pk != registration.user_id
    if registration.state == SeatState.WAITING:
        subject = format_lazy(_("U staat op de wachtlijst: {name}"), name=name)
        said: tuple[Any, ...] = (
            _("Alle plaatsen zijn ingenomen. Komt er een vrij, dan krijgt wie het langst wacht ze "
              "vanzelf, tot de activiteit begint. U hoort het meteen."),
        )  # fmt: skip
    else:
        subject = format_lazy(_("U bent ingeschreven: {name}"), name=name)
        said = (_("Uw plaats is bevestigd. De afspraak voor uw agenda gaat mee met deze mail."),)
    if for_other:
        who = format_lazy(_("{person} schreef u in."), person=unmarked(str(by)))
        said = (who, *said)
    _tell_one(registration, Letter(subject, said, _("Inschrijving bekijken")), "placed")


def tell_moved_up(registration: Registration) -> None:
    letter = Letter(
        format_lazy(_("U hebt een plaats: {name}"), name=unmarked(registration.event.title)),
        (_("Er kwam een plaats vrij en u was aan de beurt: u bent nu ingeschreven."),
         _("Kunt u niet meer komen? Annuleer dan, zodat de volgende uw plaats krijgt.")),
        _("Inschrijving bekijken"),
    )  # fmt: skip
    _tell_one(registration, letter, "moved-up")


def tell_cancelled(registration: Registration, *, had_seat: bool, by: User) -> None:
    said = (
        _("Uw inschrijving is geannuleerd. De afspraak gaat uit uw agenda.")
        if had_seat
        else _("U staat niet meer op de wachtlijst.")
    )
    more: tuple[Any, ...] = ()
    if by.pk != registration.user_id:
        more = (format_lazy(_("{person} deed dat voor u."), person=unmarked(str(by))),)
    letter = Letter(
        format_lazy(_("Geannuleerd: {name}"), name=unmarked(registration.event.title)),
        (said, *more), _("Activiteit bekijken"),
    )  # fmt: skip
    event = registration.event
    out = calendars.taken_out(event, _held(event)) if had_seat else ()
    _say(
        EVENT_PLACE, [registration.user], event, letter,
        key=f"event-place:{registration.pk}:cancelled", attached=out,
    )  # fmt: skip


def _tell_one(registration: Registration, letter: Letter, what: str) -> None:
    event = registration.event
    has_seat = registration.state != SeatState.WAITING
    _say(
        EVENT_PLACE, [registration.user], event, letter,
        key=f"event-place:{registration.pk}:{what}", has_seat=has_seat,
        attached=calendars.invitations(event, _held(event)) if has_seat else (),
    )  # fmt: skip


def tell_changed(event: Event) -> None:
    """To who has a place with the new calendar, to who waits without one."""
    letter = Letter(
        format_lazy(_("Gewijzigd: {name}"), name=unmarked(event.title)),
        (_("Er is iets veranderd aan deze activiteit. Dit geldt nu:"),), _("Activiteit bekijken"),
    )  # fmt: skip
    key = f"event:{event.pk}:changed:{event.version}"
    _say(
        EVENT_CHANGED, people_of(event), event, letter, key=key, has_seat=True,
        attached=calendars.invitations(event, _lately(event)),
    )  # fmt: skip
    _say(EVENT_CHANGED, people_of(event, waiting=True), event, letter, key=f"{key}:waiting")


def tell_called_off(event: Event, sessions: Sequence[Session]) -> None:
    why = (format_lazy(_("Reden: {text}"), text=unmarked(event.reason)),) if event.reason else ()
    letter = Letter(
        format_lazy(_("Gaat niet door: {name}"), name=unmarked(event.title)),
        (_("Deze activiteit is afgelast. U hoeft niets te doen."), *why), _("Naar de agenda"),
    )  # fmt: skip
    key = f"event:{event.pk}:off"
    dropped = [each for each in _lately(event) if each.dropped_at]
    _say(
        EVENT_CHANGED, people_of(event), event, letter, key=key,
        attached=calendars.called_off(event, [*sessions, *dropped]),
    )  # fmt: skip
    _say(EVENT_CHANGED, people_of(event, waiting=True), event, letter, key=f"{key}:waiting")


def tell_reminder(session: Session, people: Iterable[User]) -> None:
    """The day before; said again it reaches nobody twice."""
    event = session.event
    letter = Letter(
        format_lazy(_("Herinnering: {name}"), name=unmarked(event.title)),
        (_("Morgen verwachten wij u. Kunt u niet komen? Annuleer dan, zodat wie wacht uw plaats krijgt."),),
        _("Inschrijving bekijken"),
    )  # fmt: skip
    _say(
        EVENT_REMINDER, people, event, letter, has_seat=True, sessions=[session],
        key=f"event-session:{session.pk}:reminder:{session.starts_at:%Y%m%d%H%M}",
        attached=calendars.invitations(event, _lately(event)),
    )  # fmt: skip


def tell_evaluation(event: Event, people: Iterable[User]) -> None:
    letter = Letter(
        format_lazy(_("Wat vond u van {name}?"), name=unmarked(event.title)),
        (_("Vier korte vragen. Uw antwoord draagt geen naam, en de organisator ziet pas iets vanaf vijf antwoorden."),),
        _("Mijn mening geven"),
    )  # fmt: skip
    url = settings.SITE_URL + reverse("community:event-evaluate", args=(event.pk,))
    _say(
        EVENT_EVALUATION, people, event, letter, key=f"event:{event.pk}:evaluation", url=url,
        sessions=(), thread="",
    )  # fmt: skip


def tell_word(
    event: Event, people: Iterable[User], *, subject: str, text: str, key: str, has_seat: bool
) -> None:
    """What the organiser writes himself."""
    paragraphs = tuple(unmarked(each) for each in text.strip().split("\n\n") if each.strip())
    letter = Letter(unmarked(subject), paragraphs, _("Activiteit bekijken"))
    _say(EVENT_WORD, people, event, letter, key=key, has_seat=has_seat, thread="")


def people_of(event: Event, *, waiting: bool = False) -> list[User]:
    """Who has a place, or who waits for one."""
    rows = Registration.objects.filter(event=event).select_related("user").order_by("pk")
    states = (SeatState.WAITING,) if waiting else TAKING
    return [each.user for each in still_meant(rows.filter(state__in=states))]


def _held(event: Event) -> list[Session]:
    return list(event.sessions.held())


def _lately(event: Event) -> list[Session]:
    """Its sessions, and those it lost not long ago."""
    since = timezone.now() - LATELY
    return list(event.sessions.filter(Q(dropped_at=None) | Q(dropped_at__gt=since)))


def _say(
    kind: Kind,
    people: Iterable[User],
    event: Event,
    letter: Letter,
    *,
    key: str,
    attached: Sequence[Calendar] = (),
    has_seat: bool = False,
    sessions: Sequence[Session] | None = None,
    url: str = "",
    thread: str | None = None,
) -> None:
    known = {each.pk: each for each in people}
    to = [
        replace(each, parts={"attendee": calendars.attendee_line(known[each.user_id or 0])})
        for each in recipients(known.values(), channels=CHANNELS)
    ]
    if not to:
        return
    url = url or calendars.address_of(event)
    context = {
        "letter": letter, "event": event, "name": unmarked(event.title),
        "place": unmarked(event.place), "action_url": url, "action_label": letter.action_label,
        "online_url": event.online_url if has_seat and event.is_online else "",
        "stretches": _stretches(_held(event) if sessions is None else sessions),
    }  # fmt: skip
    soon = event.starts_at - timezone.now() < SOON
    notify(
        kind, to=to, key=key, thread=f"event:{event.pk}" if thread is None else thread,
        content=render(TEMPLATE, context, channels=CHANNELS, url=url, calendars=attached),
        is_demo=event.is_demo, priority=URGENT if soon and kind.newest_only else None,
    )  # fmt: skip


def _stretches(sessions: Sequence[Session]) -> list[Stretch]:
    return [
        Stretch(each.starts_at, each.ends_at, unmarked(each.title), unmarked(each.place))
        for each in sessions
        if each.dropped_at is None
    ]
