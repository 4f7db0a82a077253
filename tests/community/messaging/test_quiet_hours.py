"""Quiet hours put off that a message arrives, through both nights in which the clock changes."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.activity.models import Activity
from community.kit.clock import BRUSSELS
from community.messaging.delivering import deliver
from community.messaging.kinds import kinds
from community.messaging.models import Delivery, QuietHours
from community.messaging.quiet import save_quiet_hours, stop_quiet_hours
from community.messaging.windows import Window
from community.notifications import ACCOUNT
from qrc.alerts.services import raise_alert
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make
from tests.factories.messaging import mail_address, phone, say
from tests.people import make_user

NIGHT = Window(time(22), time(7))
SHORT = Window(time(2, 15), time(2, 45))
PAGE = "/voorkeuren/stille-uren/"
# Far ahead, for the claim asks PostgreSQL's clock, which nobody sets.
EVENING = datetime(2036, 11, 24, 23, 0, tzinfo=BRUSSELS)
MORNING = datetime(2036, 11, 25, 7, 0, tzinfo=BRUSSELS)
LONG_AGO = datetime(2020, 1, 1, tzinfo=BRUSSELS)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("window", "moment", "ends"),
    [
        # An ordinary night, and its edges.
        (NIGHT, "2026-11-24T20:59:59", None),
        (NIGHT, "2026-11-24T21:00", "2026-11-25T06:00"),
        (NIGHT, "2026-11-25T05:59:59", "2026-11-25T06:00"),
        (NIGHT, "2026-11-25T06:00", None),
        # The night of 25 hours: in at 22:00 summer time, out at 07:00 winter time.
        (NIGHT, "2026-10-24T20:00", "2026-10-25T06:00"),
        (NIGHT, "2026-10-25T00:30", "2026-10-25T06:00"),
        (NIGHT, "2026-10-25T01:30", "2026-10-25T06:00"),
        # The night of 23 hours.
        (NIGHT, "2027-03-27T21:00", "2027-03-28T05:00"),
        (NIGHT, "2027-03-28T01:00", "2027-03-28T05:00"),
        # What the clock shows twice is quiet twice, and loud in between.
        (SHORT, "2026-10-25T00:15", "2026-10-25T00:45"),
        (SHORT, "2026-10-25T00:45", None),
        (SHORT, "2026-10-25T01:20", "2026-10-25T01:45"),
        (SHORT, "2026-10-25T01:45", None),
        # What the clock skips is not quiet.
        (SHORT, "2027-03-28T00:59:59", None),
        (SHORT, "2027-03-28T01:00", None),
        # An end that the clock skips: quiet ends where it jumps.
        (Window(time(22), time(2, 30)), "2027-03-28T00:30", "2027-03-28T01:00"),
        # An end that it shows twice.
        (Window(time(22), time(2, 30)), "2026-10-25T00:10", "2026-10-25T00:30"),
        (Window(time(22), time(2, 30)), "2026-10-25T01:10", "2026-10-25T01:30"),
        # From Friday evening to Monday morning, also over the changed hour.
        (Window(time(22), time(7), weekend=True), "2026-10-23T20:30", "2026-10-26T06:00"),
        (Window(time(12), time(13), weekend=True), "2026-10-24T10:00", "2026-10-25T23:00"),
        (Window(time(12), time(13), weekend=True), "2026-10-26T10:00", None),
    ],
)
def test_quiet_follows_the_clock_on_the_wall(window, moment, ends):
    assert window.ends_after(utc(moment)) == (utc(ends) if ends else None)


@pytest.mark.parametrize("night", ["2026-10-24T12:00", "2027-03-27T12:00"])
@pytest.mark.parametrize(
    "window", [NIGHT, SHORT, Window(time(2), time(3)), Window(time(3), time(2))]
)
def test_end_is_the_first_loud_moment_of_every_minute_of_the_night(window, night):
    minutes = [utc(night) + timedelta(minutes=each) for each in range(50 * 60)]
    for moment in minutes[: 24 * 60 : 7]:
        loud = next(each for each in minutes if each >= moment and not window.is_quiet(each))
        assert window.ends_after(moment) == (loud if loud != moment else None)


def sleeper(name: str = "slaper", **changes: Any) -> Any:
    user = make_user(f"{name}@stad.example")
    plain = {
        "starts": time(22), "ends": time(7), "weekend": False, "channels": ["email", "sms"],
        "passes": 1,
    }  # fmt: skip
    save_quiet_hours(user=user, **plain | changes)
    return user


def mail_of(user: Any) -> Any:
    return user.addresses.get(channel="email")


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(EVENING, tick=False) as travelling:
        yield travelling


def waits() -> list[tuple[str, datetime]]:
    rows = Delivery.objects.order_by("pk").values_list("error_code", "not_before")
    return [(code, at) for code, at in rows]


@pytest.mark.django_db
def test_messages_wait_and_others_go(clock):
    user, other = sleeper(), mail_address()
    mobile = phone(user=user)
    say(mail_of(user), mobile, other, priority=2)

    assert waits() == [("quiet-hours", MORNING), ("quiet-hours", MORNING), ("", EVENING)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("passes", "priority", "is_held"),
    [(1, 1, False), (1, 2, True), (2, 2, False), (0, 1, True), (0, 6, True)],
)
def test_what_is_urgent_enough_wakes(clock, passes, priority, is_held):
    say(mail_of(sleeper(passes=passes)), priority=priority)

    assert waits() == [("quiet-hours", MORNING) if is_held else ("", EVENING)]


@pytest.mark.django_db
def test_only_the_channels_chosen_are_quiet_and_a_code_never_waits(clock):
    user = sleeper(channels=["sms"], passes=0)
    say(mail_of(user), phone(user=user), priority=3)
    say(mail_of(sleeper("ander", passes=0)), kind=kinds.get(ACCOUNT.key), key="wachtwoord")

    assert [code for code, _at in waits()] == ["", "quiet-hours", ""]


@pytest.mark.django_db
def test_it_leaves_when_they_end(clock, smtp):
    say(mail_of(sleeper()), priority=2)
    assert deliver("email") == 0

    Delivery.objects.update(not_before=LONG_AGO)
    clock.move_to(MORNING)
    assert deliver("email") == 1
    assert len(smtp.accepted) == 1
    assert Delivery.objects.get().error_code == ""


@pytest.mark.django_db
def test_backlog_that_slides_into_the_night_is_put_back_untried(clock, smtp):
    user, other = sleeper(), mail_address()
    stop_quiet_hours(user=user)
    say(mail_of(user), other, priority=2)
    save_quiet_hours(
        user=user, starts=time(22), ends=time(7), weekend=False, channels=["email"], passes=1
    )
    Delivery.objects.update(not_before=LONG_AGO)

    assert deliver("email") == 1
    held = Delivery.objects.get(address=mail_of(user))
    assert (held.state, held.attempts, held.not_before, held.error_code) == (
        "queued", 0, MORNING, "quiet-hours",
    )  # fmt: skip
    assert (held.claim, held.lease_until) == (None, None)
    assert [each.to for each in smtp.accepted] == [(other.value,)]


@pytest.mark.django_db
def test_retry_that_slides_into_the_night_keeps_its_tries(clock, smtp):
    user = sleeper()
    say(mail_of(user), priority=2)
    Delivery.objects.update(not_before=LONG_AGO, attempts=2)

    assert deliver("email") == 0
    assert (Delivery.objects.get().attempts, Delivery.objects.get().not_before) == (2, MORNING)


@pytest.mark.django_db
def test_more_than_a_batch_of_sleepers_hides_nobody_behind_them(clock, smtp):
    user, other = sleeper(), mail_address()
    for number in range(120):
        say(mail_of(user), key=f"nacht:{number}", priority=3)
    say(other, priority=4)
    Delivery.objects.update(not_before=LONG_AGO)

    assert (deliver("email"), len(smtp.accepted)) == (1, 1)


@pytest.mark.django_db
def test_claim_asks_once_for_a_batch(clock, smtp):
    def cost(key: str, number: int) -> int:
        people = [mail_of(sleeper(f"{key}{each}", passes=9)) for each in range(number)]
        say(*people, key=key)
        Delivery.objects.filter(state="queued").update(not_before=LONG_AGO)
        with CaptureQueriesContext(connection) as found:
            assert deliver("email") == number
        return sum("quiethours" in each["sql"].lower() for each in found)

    # One that is sent, and one that finds nothing left and asks nothing.
    assert (cost("een", 1), cost("tien", 10)) == (1, 1)


@pytest.mark.django_db
def test_newer_revision_takes_the_place_of_the_one_that_waits(clock):
    user, awake = sleeper(), make_user("wakker@stad.example")
    for each in (user, awake):
        subscribe(subscriber=subscriber_of(user=each), channels=["email"])
    first = make.revision(make.advisory(severity="medium"))
    raise_alert(revision_id=first.pk)
    second = make.revision(first.advisory, kind="escalated")
    raise_alert(revision_id=second.pk)
    raise_alert(revision_id=second.pk)

    mine = Delivery.objects.filter(user=user).order_by("pk").values_list("state", "error")
    assert list(mine) == [("suppressed", "achterhaald door revisie 2 (escalated)"), ("queued", "")]
    his = Delivery.objects.filter(user=awake).values_list("state", flat=True)
    assert list(his) == ["queued", "queued"]


@pytest.mark.django_db
def test_withdrawal_takes_back_what_waits(clock):
    user = sleeper()
    subscribe(subscriber=subscriber_of(user=user), channels=["email"])
    first = make.revision()
    raise_alert(revision_id=first.pk)
    first.advisory.withdrawn_at = timezone.now()
    first.advisory.save()
    raise_alert(revision_id=make.revision(first.advisory, kind="withdrawn").pk)

    assert list(Delivery.objects.values_list("state", flat=True)) == ["suppressed"]


@pytest.mark.django_db
def test_retry_of_an_outage_is_not_superseded(clock):
    user = make_user("wakker@stad.example")
    subscribe(subscriber=subscriber_of(user=user), channels=["email"])
    first = make.revision()
    raise_alert(revision_id=first.pk)
    Delivery.objects.update(not_before=timezone.now() + timedelta(seconds=30), error="lijn weg")
    raise_alert(revision_id=make.revision(first.advisory, kind="escalated").pk)

    assert list(Delivery.objects.values_list("state", flat=True)) == ["queued", "queued"]


@pytest.mark.django_db
def test_page_saves_shows_and_stops_and_is_in_the_log(client_of, alice, bob):
    client = client_of(alice)
    given = {
        "starts": "21:30",
        "ends": "06:45",
        "weekend": "on",
        "channels": ["sms"],
        "passes": "0",
    }

    assert client.post(PAGE, given).status_code == 302
    row = QuietHours.objects.get()
    assert (row.user, row.starts, row.ends, row.weekend, row.channels, row.passes) == (
        alice, time(21, 30), time(6, 45), True, ["sms"], 0,
    )  # fmt: skip
    assert "Van 21:30 tot 06:45 wacht: sms." in client.get("/voorkeuren/").content.decode()
    assert "Van 21:30" not in client_of(bob).get("/voorkeuren/").content.decode()
    assert client_of(bob).post(f"{PAGE}stoppen/").status_code == 302
    assert QuietHours.objects.count() == 1

    client.post(f"{PAGE}stoppen/")
    assert QuietHours.objects.count() == 0
    said = Activity.objects.filter(verb="messaging.quiet_hours.changed").order_by("pk")
    assert list(said.values_list("actor", "data")) == [
        (alice.pk, {"starts": "21:30", "ends": "06:45", "weekend": True, "channels": ["sms"], "passes": 0}),
        (alice.pk, {"stopped": True}),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field", "error"),
    [
        ({"ends": "22:00"}, "ends", "Begin en einde zijn hetzelfde. Kies een ander einde."),
        ({"starts": "25 uur"}, "starts", "Schrijf een uur als 22:00."),
        ({"channels": []}, "channels", "Kies minstens één: anders is niets stil."),
    ],
)
def test_mistake_stands_beside_its_field_and_nothing_is_lost(client_of, alice, wrong, field, error):
    given = {"starts": "22:00", "ends": "07:15", "channels": ["sms"], "passes": "2"} | wrong
    response = client_of(alice).post(PAGE, given)
    page = response.content.decode()

    assert (response.status_code, QuietHours.objects.count()) == (200, 0)
    assert response.context["form"].errors == {field: [error]}
    assert page.count(error) >= 1
    if field != "ends":
        assert 'value="07:15"' in page
