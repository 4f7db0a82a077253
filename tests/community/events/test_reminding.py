"""Reminders and the question afterwards: once, whatever dies, and to whom they are meant."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from community.events import reminding
from community.events.enums import SeatState
from community.events.models import Event, Registration, Session
from community.events.services import call_off, cancel, change_event, mark
from community.messaging.models import Delivery, Preference
from tests.community.events.mails import sent, subjects
from tests.factories import events as make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REMINDER, QUESTION = "Herinnering: Logboeken lezen", "Wat vond u van Logboeken lezen?"


def told(what: str) -> list[Any]:
    rows = Delivery.objects.filter(channel="email", message__kind=what).order_by("pk")
    return [each.user.first_name for each in rows.select_related("user")]


def day_before(event: Event) -> Any:
    return time_machine.travel(event.starts_at - timedelta(hours=20), tick=False)


def test_who_has_a_place_is_reminded_once(alice, bob, charlie, smtp):
    event = make.event(capacity=1)
    make.seat(event, alice)
    make.seat(event, bob)
    sent(smtp)
    assert reminding.run() == 0
    with day_before(event):
        assert (reminding.run(), reminding.run()) == (1, 0)
        assert subjects(sent(smtp)[2:]) == [REMINDER]
    assert told("community.event_reminder") == ["Alice"]


def test_a_reminder_killed_half_way_is_taken_again_and_reaches_nobody_twice(
    alice, bob, monkeypatch
):
    event = make.event()
    make.seat(event, alice)
    make.seat(event, bob)
    with day_before(event):
        reminding.run()
        # The row was not kept: as after a kill before the commit of another node.
        Session.objects.update(reminded_of=None)
        reminding.run()
    assert sorted(told("community.event_reminder")) == ["Alice", "Bob"]


def test_who_came_in_since_is_not_reminded(alice, bob):
    event = make.event(capacity=1)
    seat = make.seat(event, alice)
    make.seat(event, bob)
    with day_before(event):
        cancel(registration=seat, actor=alice)
        reminding.run()
    assert told("community.event_reminder") == []


def test_another_day_is_told_anew(alice):
    event = make.event()
    make.seat(event, alice)
    with day_before(event):
        reminding.run()
        session = event.sessions.get()
        wish = make.SessionWish(
            session.starts_at + 3 * DAY, session.ends_at + 3 * DAY, pk=session.pk
        )
        change_event(event=event, actor=None, sessions=[wish])
        assert reminding.run() == 0
    with time_machine.travel(event.starts_at + 3 * DAY - timedelta(hours=20), tick=False):
        assert reminding.run() == 1
    assert told("community.event_reminder") == ["Alice", "Alice"]


def test_called_off_or_unwanted_is_not_reminded(alice, bob):
    event, off = make.event(), make.event()
    make.seat(event, alice)
    make.seat(off, bob)
    call_off(event=off, reason="Ziek.", actor=None)
    Preference.objects.create(
        user=alice, kind="community.event_reminder", channel="email", wanted=False
    )
    with day_before(event):
        reminding.run()
    assert told("community.event_reminder") == []


def test_who_was_there_is_asked_once(alice, bob, charlie):
    event = make.event()
    seats = [make.seat(event, each) for each in (alice, bob, charlie)]
    cancel(registration=seats[2], actor=charlie)
    with time_machine.travel(event.ends_at + timedelta(hours=2), tick=False):
        mark(registration=seats[1], state=SeatState.ABSENT, actor=None)
        assert (reminding.run(), reminding.run()) == (1, 0)
    assert told("community.event_evaluation") == ["Alice"]


def test_nobody_is_asked_months_later(alice):
    event = make.event()
    make.seat(event, alice)
    with time_machine.travel(event.ends_at + 20 * DAY, tick=False):
        assert reminding.run() == 0
    assert Registration.objects.get().has_evaluated is False
    assert timezone.now() < event.starts_at
