"""Events as iCalendar (RFC 5545), in mails as iTIP (RFC 5546). No link that is a secret stands in one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vRecur,
)
from icalendar import Event as Entry
from icalendar.parser import Contentline

from community.events.enums import EventState
from community.events.models import Event, Session
from community.kit.clock import BRUSSELS
from community.messaging import values
from community.messaging.bodies import unmarked

MEDIA_TYPE = "text/calendar"
REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
PRODUCT = "-//VlaVirGem//Agenda//NL"
HOUR, TWO = timedelta(hours=1), timedelta(hours=2)
# Where the recipient's own ATTENDEE line goes; a property of a name that no calendar uses.
PLACE = "X-VLAVIRGEM-ATTENDEE:1"
MARK = "[[attendee]]"


def address_of(event: Event) -> str:
    return f"{settings.SITE_URL}{reverse('community:event', args=(event.pk,))}"


def uid_of(session: Session) -> str:
    """The same in every mail, file and feed, for ever."""
    return f"{session.uid}@{_host()}"


@lru_cache(maxsize=1)
def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "vlavirgem"


def calendar_of(sessions: Iterable[Session], *, name: str = "") -> bytes:
    """A file or feed of these sessions, each with its `event`."""
    calendar = _calendar(PUBLISH)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for each in sessions:
        calendar.add_component(_entry(each, is_off=each.event.state == EventState.CALLED_OFF))
    return bytes(calendar.to_ical())


def invitations(event: Event, sessions: Iterable[Session]) -> list[values.Calendar]:
    """What goes with a mail to who has a place: one object a session, as iTIP wants one UID in each;
    a session that was dropped is taken out of his calendar."""
    return [
        _object(
            event,
            each,
            REQUEST if each.dropped_at is None else CANCEL,
            is_off=bool(each.dropped_at),
        )
        for each in sessions
    ]


def called_off(event: Event, sessions: Iterable[Session]) -> list[values.Calendar]:
    """The event is off, for all."""
    return [_object(event, each, CANCEL, is_off=True) for each in sessions]


def taken_out(event: Event, sessions: Iterable[Session]) -> list[values.Calendar]:
    """One guest leaves: no STATUS, for the event itself goes on."""
    return [_object(event, each, CANCEL, is_off=False) for each in sessions]


def attendee_line(user: Any) -> str:
    """The recipient's own line in an object of a mail, escaped and folded."""
    who = vCalAddress(f"mailto:{user.email}")
    who.params["CN"] = str(user)
    who.params["PARTSTAT"] = "ACCEPTED"
    who.params["RSVP"] = "FALSE"
    line = Contentline.from_parts("ATTENDEE", who.params, who)
    return bytes(line.to_ical()).decode().replace("\r\n", "\n")


def _object(event: Event, session: Session, method: str, *, is_off: bool) -> values.Calendar:
    calendar = _calendar(method)
    session.event = event
    entry = _entry(session, is_off=is_off)
    entry.add("x-vlavirgem-attendee", "1")
    entry.add("organizer", _organiser(event))
    calendar.add_component(entry)
    text = unmarked(bytes(calendar.to_ical()).decode().replace("\r\n", "\n"))
    name = "uitnodiging" if method == REQUEST else "annulering"
    return values.Calendar(f"{name}-{session.pk}.ics", method, text.replace(PLACE, MARK))


def _organiser(event: Event) -> vCalAddress:
    who = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    who.params["CN"] = event.organisation.display_name
    return who


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_brussels())
    return calendar


def _entry(session: Session, *, is_off: bool) -> Entry:
    event = session.event
    entry = Entry()
    entry.add("uid", uid_of(session))
    entry.add("sequence", session.sequence)
    entry.add("dtstamp", timezone.now())
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", _local(session.starts_at))
    entry.add("dtend", _local(session.ends_at))
    entry.add("summary", f"{event.title}: {session.title}" if session.title else event.title)
    entry.add("description", f"{event.summary}\n\n{address_of(event)}")
    entry.add("location", where(event, session))
    entry.add("url", address_of(event))
    if is_off:
        entry.add("status", "CANCELLED")
    return entry


def where(event: Event, session: Session) -> str:
    """The place in words; of what is online that it is, and never the link."""
    if place := session.place or event.place:
        return place
    return _("Online") if event.is_online else ""


def _local(moment: datetime) -> datetime:
    return moment.astimezone(BRUSSELS)


def _brussels() -> Timezone:
    """The clock of Brussels by the rule that holds since 1996 (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", "Europe/Brussels")
    summer, winter = TimezoneDaylight(), TimezoneStandard()
    for part, name, begins, month, before, after in (
        (summer, "CEST", datetime(1996, 3, 31, 2), 3, HOUR, TWO),  # noqa: DTZ001 - local by definition
        (winter, "CET", datetime(1996, 10, 27, 3), 10, TWO, HOUR),  # noqa: DTZ001
    ):
        part.add("tzname", name)
        part.add("dtstart", begins)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone
