"""Places and the line: who gets one, in which order, and until when."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community.activity.models import Activity
from community.events.enums import SeatState
from community.events.models import Event, Registration
from community.events.services import cancel, change_event, move_to, register
from community.events.services.values import Refused
from community.messaging.models import Delivery
from tests.community.events.mails import sent, subjects
from tests.factories import events as make

pytestmark = pytest.mark.django_db


def line(event: Event) -> list[str]:
    return [each.user.first_name for each in Registration.objects.in_line().filter(event=event)]


def seated(event: Event) -> list[str]:
    rows = Registration.objects.taking().filter(event=event).order_by("pk")
    return [each.user.first_name for each in rows]


def same(event: Event, **fields: Any) -> Event:
    """The event as it is, with these fields."""
    wishes = [
        make.SessionWish(each.starts_at, each.ends_at, each.title, each.place, each.pk)
        for each in event.sessions.held()
    ]
    return change_event(event=event, actor=event.author, sessions=wishes, **fields)


def test_registering_twice_gives_the_first(alice):
    event = make.event(capacity=1)
    assert make.seat(event, alice) == make.seat(event, alice)
    assert Registration.objects.count() == 1


def test_the_database_keeps_one_active_registration(alice, gent):
    event = make.event()
    make.seat(event, alice)
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.create(event=event, user=alice, state=SeatState.WAITING)


def test_cancelling_and_coming_back_goes_to_the_end(gent):
    event = make.event(capacity=1)
    one, two, three = make.people(gent, 3)
    first, second = make.seat(event, one), make.seat(event, two)
    make.seat(event, three)
    cancel(registration=second, actor=two)
    make.seat(event, two)
    assert line(event) == ["Gast2", "Gast1"]
    cancel(registration=first, actor=one)
    cancel(registration=first, actor=one)
    assert (seated(event), line(event)) == (["Gast2"], ["Gast1"])


def test_more_places_go_to_who_waits_in_order(gent, smtp):
    event = make.event(capacity=1)
    for each in make.people(gent, 4):
        make.seat(event, each)
    sent(smtp)
    same(event, capacity=3)
    assert (seated(event), line(event)) == (["Gast0", "Gast1", "Gast2"], ["Gast3"])
    assert subjects(sent(smtp)[4:]) == ["U hebt een plaats: Logboeken lezen"] * 2
    same(event, capacity=None)
    assert line(event) == []


def test_fewer_places_than_people_is_refused(gent):
    event = make.event(capacity=3)
    for each in make.people(gent, 2):
        make.seat(event, each)
    with pytest.raises(Refused, match="2 deelnemers"):
        same(event, capacity=1)


def test_a_full_quota_of_ones_own_keeps_ones_turn(gent, aalst):
    event = make.event(capacity=3, per_organisation=1)
    ours, theirs = make.people(gent, 2, "gent"), make.people(aalst, 1, "aalst")
    first = make.seat(event, ours[0])
    make.seat(event, ours[1])
    make.seat(event, theirs[0])
    # The line comes first for everybody, but it never stops who fits.
    assert line(event) == ["Gent1", "Aalst0"] or seated(event) == ["Gent0", "Aalst0"]
    cancel(registration=first, actor=ours[0])
    assert seated(event) == ["Gent1", "Aalst0"]


def test_nobody_moves_up_once_it_has_begun(gent, smtp):
    event = make.event(capacity=1)
    one, two = make.people(gent, 2)
    seat = make.seat(event, one)
    make.seat(event, two)
    sent(smtp)
    with time_machine.travel(event.starts_at + timedelta(minutes=15), tick=False):
        cancel(registration=seat, actor=one, by_organiser=True)
        assert line(event) == ["Gast1"]
        same(event, capacity=5)
        assert line(event) == ["Gast1"]
    assert "U hebt een plaats: Logboeken lezen" not in subjects(sent(smtp))


def test_a_closed_door_still_lets_the_line_move(gent):
    event = make.event(capacity=1)
    one, two, three = make.people(gent, 3)
    seat = make.seat(event, one)
    make.seat(event, two)
    move_to(event=event, state="gesloten", actor=None)
    with pytest.raises(Refused):
        make.seat(event, three)
    cancel(registration=seat, actor=one)
    assert seated(event) == ["Gast1"]


def test_one_registers_colleagues_and_nobody_else(alice, bob, charlie, gent, aalst):
    event = make.event()
    made = register(event=event, user=bob, organisation=gent, actor=alice)
    assert (made.registered_by, made.organisation) == (alice, gent)
    for user, here, actor in ((charlie, gent, alice), (bob, gent, charlie), (bob, aalst, charlie)):
        with pytest.raises(Refused):
            register(event=make.event(), user=user, organisation=here, actor=actor)


def test_who_registered_a_colleague_may_cancel_while_they_are_colleagues(alice, bob, charlie, gent):
    event = make.event()
    made = register(event=event, user=bob, organisation=gent, actor=alice)
    with pytest.raises(Refused):
        cancel(registration=made, actor=charlie)
    alice.memberships.update(left_at=timezone.now())
    with pytest.raises(Refused):
        cancel(registration=made, actor=alice)
    cancel(registration=made, actor=bob)
    assert seated(event) == []


def test_an_event_for_governments_takes_no_supplier(supplier_editor, supplier):
    with pytest.raises(Refused, match="niet bedoeld"):
        make.seat(make.event(audience="besturen"), supplier_editor)


@pytest.mark.parametrize(
    "fields",
    [
        {"opens_at": timedelta(days=1)}, {"closes_at": timedelta(days=-1)}, {"state": "concept"},
    ],
)  # fmt: skip
def test_outside_its_window_it_takes_nobody(alice, fields):
    moments = {
        key: timezone.now() + value if isinstance(value, timedelta) else value
        for key, value in fields.items()
    }
    with pytest.raises(Refused):
        make.seat(make.event(**moments), alice)


def test_after_the_last_moment_only_the_organiser_cancels(alice, editor):
    seat = make.seat(make.event(cancel_until=timezone.now() - timedelta(hours=1)), alice)
    with pytest.raises(Refused, match="kan niet meer"):
        cancel(registration=seat, actor=alice)
    cancel(registration=seat, actor=editor, by_organiser=True)
    assert Registration.objects.get().state == SeatState.CANCELLED


def test_the_trail_names_keys_alone(alice):
    event = make.event()
    seat = make.seat(event, alice, note="Ik eet geen vlees.")
    cancel(registration=seat, actor=alice)
    rows = Activity.objects.filter(subject_type="community.event").order_by("pk")
    assert [(each.verb, each.data) for each in rows][-2:] == [
        ("community.event.joined", {"user": alice.pk, "state": "ingeschreven"}),
        ("community.event.left", {"user": alice.pk, "before": "ingeschreven"}),
    ]


CANCELS = 20


@pytest.mark.django_db(transaction=True)
def test_twenty_cancellations_at_once_hand_out_twenty_places_in_order(gent):
    event = make.event(capacity=CANCELS)
    people = make.people(gent, 2 * CANCELS + 5)
    seats = [make.seat(event, each) for each in people]
    go, wrong = threading.Barrier(CANCELS), []

    def give_back(seat: Registration) -> None:
        try:
            go.wait(60)
            cancel(registration=seat, actor=seat.user)
        except Exception as error:  # noqa: BLE001 - told by the test itself
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=give_back, args=(each,)) for each in seats[:CANCELS]]
    for each in threads:
        each.start()
    for each in threads:
        each.join(120)

    assert wrong == []
    states = list(
        Registration.objects.filter(event=event).order_by("pk").values_list("state", flat=True)
    )
    assert states == ["geannuleerd"] * 20 + ["ingeschreven"] * 20 + ["wachtlijst"] * 5
    told = Delivery.objects.filter(channel="email", message__key__endswith=":moved-up")
    assert told.values("user").distinct().count() == told.count() == CANCELS


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_of_ten_who_want_it_at_once(gent):
    event = make.event(capacity=1)
    people = make.people(gent, 10)
    go, wrong = threading.Barrier(10), []

    def want(user: Any) -> None:
        try:
            go.wait(60)
            make.seat(event, user)
        except Exception as error:  # noqa: BLE001 - told by the test itself
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=want, args=(each,)) for each in people]
    for each in threads:
        each.start()
    for each in threads:
        each.join(120)
    assert wrong == []
    assert (len(seated(event)), len(line(event))) == (1, 9)
