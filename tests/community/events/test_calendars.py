"""Calendars read back by the library: sequences, cancellations, the clock, and what is kept out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar

from community.events.calendars import attendee_line, calendar_of, uid_of
from community.events.models import Session
from community.events.services import SessionWish, call_off, change_event
from community.kit.clock import at
from tests.community.events.mails import calendars_in, entry, methods_in, sent, subjects
from tests.factories import events as make

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def wishes(event, **changed):
    rows = {}
    for each in event.sessions.held():
        rows[each.pk] = SessionWish(each.starts_at, each.ends_at, each.title, each.place, each.pk)
    return list(rows.values())


def moved(event, hours):
    from datetime import timedelta

    return [
        SessionWish(
            w.starts_at + timedelta(hours=hours),
            w.ends_at + timedelta(hours=hours),
            w.title,
            w.place,
            w.pk,
        )
        for w in wishes(event)
    ]


def test_a_session_that_moves_is_told_with_a_higher_sequence(alice, smtp):
    event = make.event()
    make.seat(event, alice)
    (first,) = sent(smtp)
    change_event(event=event, actor=None, sessions=moved(event, 1))
    mail = sent(smtp)[-1]
    assert mail["Subject"] == "Gewijzigd: Logboeken lezen"
    assert methods_in(mail) == ["REQUEST"]
    before, now = entry(calendars_in(first)[0]), entry(calendars_in(mail)[0])
    assert (str(before["UID"]), before["SEQUENCE"]) == (str(now["UID"]), 0)
    assert now["SEQUENCE"] == 1
    assert now.decoded("DTSTART") == Session.objects.get().starts_at
    text = mail.get_body(("plain",)).get_content()
    assert Session.objects.get().starts_at.astimezone(BRUSSELS).strftime("%H:%M") in text


def test_moved_twice_before_the_mail_leaves_tells_the_last_alone(alice, smtp):
    event = make.event()
    make.seat(event, alice)
    sent(smtp)
    change_event(event=event, actor=None, sessions=moved(event, 1))
    change_event(event=event, actor=None, sessions=moved(event, 3))
    later = sent(smtp)[1:]
    assert subjects(later) == ["Gewijzigd: Logboeken lezen"]
    assert entry(calendars_in(later[0])[0])["SEQUENCE"] == 2


def test_what_does_not_touch_the_calendar_tells_nobody(alice, smtp):
    event = make.event()
    make.seat(event, alice)
    change_event(event=event, actor=None, sessions=wishes(event), description="Breng koffie mee.")
    assert subjects(sent(smtp)) == ["U bent ingeschreven: Logboeken lezen"]
    assert Session.objects.get().sequence == 0


def test_a_dropped_session_leaves_the_calendar_and_its_neighbour_stays(alice, smtp):
    event = make.event(sessions=[make.wish(7, title="Een"), make.wish(8, title="Twee")])
    make.seat(event, alice)
    assert methods_in(sent(smtp)[0]) == ["REQUEST", "REQUEST"]
    keep, gone = event.sessions.order_by("starts_at")
    change_event(event=event, actor=None, sessions=[w for w in wishes(event) if w.pk == keep.pk])
    mail = sent(smtp)[-1]
    said = {str(entry(c)["UID"]): (str(c["METHOD"]), entry(c)) for c in calendars_in(mail)}
    assert said[uid_of(keep)][0] == "REQUEST"
    method, off = said[uid_of(gone)]
    assert (method, str(off["STATUS"]), off["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)


def test_called_off_says_so_to_all(alice, bob, smtp):
    event = make.event(capacity=1)
    make.seat(event, alice)
    make.seat(event, bob)
    sent(smtp)
    call_off(event=event, reason="De spreker is ziek.", actor=None)
    call_off(event=event, reason="Nog eens.", actor=None)
    mails = {str(each["To"]): each for each in sent(smtp)[2:]}
    assert set(mails) == {alice.email, bob.email}
    off = entry(calendars_in(mails[alice.email])[0])
    assert methods_in(mails[alice.email]) == ["CANCEL"]
    assert (str(off["STATUS"]), off["SEQUENCE"]) == ("CANCELLED", 1)
    assert calendars_in(mails[bob.email]) == []
    for each in mails.values():
        assert "De spreker is ziek." in each.get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("day", "begins", "ends", "utc", "hours"),
    [
        # Summer time ends on Sunday 25 October 2026 at 3, and begins on 28 March 2027 at 2.
        (date(2026, 10, 24), time(9), time(12), datetime(2026, 10, 24, 7, tzinfo=UTC), 3),
        (date(2026, 10, 25), time(1), time(4), datetime(2026, 10, 24, 23, tzinfo=UTC), 4),
        (date(2026, 10, 26), time(9), time(12), datetime(2026, 10, 26, 8, tzinfo=UTC), 3),
        (date(2027, 3, 28), time(1), time(4), datetime(2027, 3, 28, 0, tzinfo=UTC), 2),
        (date(2027, 3, 29), time(9), time(12), datetime(2027, 3, 29, 7, tzinfo=UTC), 3),
    ],
)
def test_the_clock_on_the_wall_holds_when_it_jumps(day, begins, ends, utc, hours):
    with time_machine.travel(datetime(2026, 9, 1, tzinfo=UTC), tick=False):
        event = make.event(sessions=[SessionWish(at(day, begins), at(day, ends))])
    session = event.sessions.get()
    assert session.starts_at == utc
    assert (session.ends_at - session.starts_at).total_seconds() == hours * 3600
    found = Calendar.from_ical(calendar_of([session]))
    read = entry(found)
    # Naive, as it stands; the zone of the file itself makes it a moment.
    assert read["DTSTART"].to_ical().decode() == f"{day:%Y%m%d}T{begins:%H%M%S}"
    assert read["DTEND"].to_ical().decode() == f"{day:%Y%m%d}T{ends:%H%M%S}"
    (zone,) = found.walk("VTIMEZONE")
    wall = datetime.combine(day, begins)
    assert wall.replace(tzinfo=zone.to_tz()).astimezone(UTC) == utc


def test_the_link_to_take_part_stands_in_no_calendar(alice, smtp):
    event = make.event(is_online=True, place="", online_url="https://meet.example/geheim")
    make.seat(event, alice)
    (mail,) = sent(smtp)
    assert "https://meet.example/geheim" in mail.get_body(("plain",)).get_content()
    for each in calendars_in(mail):
        assert b"geheim" not in each.to_ical()
        assert str(entry(each)["LOCATION"]) == "Online"
    assert b"geheim" not in calendar_of(event.sessions.all())


def test_who_waits_does_not_get_the_link(alice, bob, smtp):
    event = make.event(capacity=1, is_online=True, online_url="https://meet.example/geheim")
    make.seat(event, alice)
    make.seat(event, bob)
    waiting = sent(smtp, bob.email)[0]
    assert "geheim" not in waiting.get_body(("plain",)).get_content()


def test_marks_and_odd_signs_of_a_title_stay_what_they_are(alice, smtp):
    title = "[[attendee]]; a, b\\c [[?x]]weg[[/x]] é"
    event = make.event(title=title)
    make.seat(event, alice)
    (mail,) = sent(smtp)
    assert "weg" in str(mail["Subject"])
    read = entry(calendars_in(mail)[0])
    assert str(read["SUMMARY"]).replace("[ [", "[[") == title
    assert str(read["ATTENDEE"]) == f"mailto:{alice.email}"


def test_a_long_name_is_folded_and_read_back(alice):
    alice.first_name, alice.last_name = "Ann-Sofie; " * 6, "De, Wilde"
    line = attendee_line(alice)
    assert max(len(each.encode()) for each in line.split("\n")) <= 75
    text = f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\n{line}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    read = entry(Calendar.from_ical(text.replace("\r\n", "\n").replace("\n", "\r\n")))
    assert read["ATTENDEE"].params["CN"] == str(alice)
