"""Two places, four people: the line, a cancellation, who moves up, and every calendar read back."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from community.events.calendars import uid_of
from community.events.enums import SeatState
from community.events.models import Registration
from community.events.services import cancel
from tests.community.events.mails import calendars_in, entry, methods_in, sent, subjects
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def standings(event) -> dict[str, str]:
    rows = Registration.objects.filter(event=event).select_related("user").order_by("pk")
    return {each.user.first_name: each.state for each in rows}


def test_two_places_and_four_people(gent, smtp):
    event = make.event(capacity=2, title="Ransomware, oefenen", place="Stadhuis, Gent")
    an, bo, cis, dirk = make.people(gent, 4)
    seats = [make.seat(event, each) for each in (an, bo, cis, dirk)]
    assert standings(event) == {
        "Gast0": SeatState.SEATED, "Gast1": SeatState.SEATED, "Gast2": SeatState.WAITING,
        "Gast3": SeatState.WAITING,
    }  # fmt: skip
    session = event.sessions.get()

    first = sent(smtp)
    assert subjects(first) == [
        "U bent ingeschreven: Ransomware, oefenen", "U bent ingeschreven: Ransomware, oefenen",
        "U staat op de wachtlijst: Ransomware, oefenen",
        "U staat op de wachtlijst: Ransomware, oefenen",
    ]  # fmt: skip
    assert [methods_in(each) for each in first] == [["REQUEST"], ["REQUEST"], [], []]
    request = entry(calendars_in(first[0])[0])
    assert str(request["UID"]) == uid_of(session)
    assert request["SEQUENCE"] == 0
    assert request["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert request.decoded("DTSTART") == session.starts_at
    assert request.decoded("DTEND").astimezone(ZoneInfo("UTC")) == session.ends_at
    assert str(request["LOCATION"]) == "Stadhuis, Gent"
    assert str(request["ATTENDEE"]) == f"mailto:{an.email}"
    assert request["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert str(request["ORGANIZER"]).startswith("mailto:")
    assert "STATUS" not in request

    cancel(registration=seats[0], actor=an)
    assert standings(event) == {
        "Gast0": SeatState.CANCELLED, "Gast1": SeatState.SEATED, "Gast2": SeatState.SEATED,
        "Gast3": SeatState.WAITING,
    }  # fmt: skip

    last = sent(smtp)[4:]
    assert {(each["To"], each["Subject"]) for each in last} == {
        (an.email, "Geannuleerd: Ransomware, oefenen"),
        (cis.email, "U hebt een plaats: Ransomware, oefenen"),
    }
    by_person = {str(each["To"]): each for each in last}
    assert methods_in(by_person[an.email]) == ["CANCEL"]
    taken_out = entry(calendars_in(by_person[an.email])[0])
    assert str(taken_out["UID"]) == uid_of(session)
    assert "STATUS" not in taken_out
    assert methods_in(by_person[cis.email]) == ["REQUEST"]
    moved = entry(calendars_in(by_person[cis.email])[0])
    assert str(moved["UID"]) == uid_of(session)
    assert str(moved["ATTENDEE"]) == f"mailto:{cis.email}"
