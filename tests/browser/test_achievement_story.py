"""An achievement from an editor's idea to the page of who earned it, through a worker that dies on the
way: whatever is run again, each has it once."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.accounts.models import User
from community.achievements.models import Achievement, Award, Round
from community.achievements.services.rounds import STEP
from community.activity.models import Activity
from community.activity.services import ring
from community.messaging.enums import State
from community.messaging.models import Delivery
from tests.browser.conftest import DESK, PHONE
from tests.factories import achievements as make
from tests.standins.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Leert altijd bij"
WORK = 60
"""Seconds in which a worker does what it was rung for."""
LEASE = 150
"""Seconds after which what a killed worker had in hand is sent by another at the latest."""


def crowd(number: int) -> list[User]:
    """So many people who can sign in; with them a round takes more than one step."""
    return User.objects.bulk_create(
        User(email=f"lid{n}@gent.example", first_name=f"Lid{n}", last_name="Proef")
        for n in range(number)
    )


def test_an_achievement_is_thought_out_put_on_and_earned_once_though_its_worker_dies(
    house: Any, editor: Any, bob: Any, charlie: Any, gent: Any
):
    late = crowd(STEP + 10)[-1]
    make.passed(bob, gent, days=1)
    for each in (charlie, late):
        make.passed(each, gent, days=40)
    page = house.signed_in(editor.email, DESK)
    think_out(page)
    look_before(page)
    assert not Award.objects.exists()

    put_on(page)
    die_on_the_way(house, late)
    page.reload()
    expect(page.get_by_text("Iedereen wordt bekeken")).to_be_visible()
    first = earned()
    assert [row[0] for row in first] == [bob.pk, charlie.pk]

    house.start("worker")
    assert wait_until(is_done, WORK, pause=0.2)
    assert earned() == [*first, (late.pk, "eenmalig", 1)]
    assert Activity.objects.filter(verb="community.award.earned").count() == 3
    # Only what was earned lately is told: to him, on each of his two ways once.
    told = Delivery.objects.filter(message__kind="community.award")
    assert sorted(told.values_list("user", "channel")) == [(bob.pk, "email"), (bob.pk, "web")]
    assert wait_until(lambda: has_left(told.get(channel="web")), LEASE, pause=0.2)
    look_after(page)
    find_it(house.signed_in(bob.email, PHONE), Award.objects.get(user=bob))


def think_out(page: Page) -> None:
    """From the menu; what was left out is said beside it, and the rest stays."""
    page.goto("/prestaties/")
    page.get_by_role("link", name="Prestaties beheren").click()
    page.get_by_role("link", name="Nieuwe prestatie").click()
    page.get_by_label("Naam", exact=True).fill(NAME)
    page.get_by_label("Wat wij erkennen").fill("U slaagde voor een cursus.")
    page.get_by_label("Personen").check()
    first = page.get_by_role("group", name="Voorwaarde 1")
    first.get_by_label("Wat telt").select_option("Cursussen waarvoor men slaagde")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("group", name="Voorwaarde 1")).to_contain_text(
        "Geef een getal van 1 of meer."
    )
    expect(page.get_by_label("Naam", exact=True)).to_have_value(NAME)
    page.get_by_role("group", name="Voorwaarde 1").get_by_label("Minstens").fill("1")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".toast")).to_contain_text("Bewaard als ontwerp.")
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)


def look_before(page: Page) -> None:
    """Who would get it now, the last that earned it first."""
    waiting = page.get_by_role("region", name="Versie 1 wacht")
    expect(waiting).to_contain_text("voor 1 cursus geslaagd")
    expect(waiting).to_contain_text(f"3 uitreikingen meteen, op {User.objects.count()} bekeken.")
    expect(waiting.locator("tbody th")).to_contain_text(
        ["Bob Proef", f"Lid{STEP + 9} Proef", "Charlie Proef"]
    )


def put_on(page: Page) -> None:
    page.get_by_role("button", name="Aanzetten").click()
    expect(page.locator(".toast")).to_contain_text("Ze staat aan.")


def die_on_the_way(house: Any, last: User) -> None:
    """A worker is killed in the second step, in the middle of handing out: another line is writing
    the very award that it is about to write, and it waits for that."""
    rule = Achievement.objects.get().rules.get()
    with transaction.atomic():
        Award.objects.create(
            achievement=rule.achievement, user=last, rule=rule, earned_at=timezone.now()
        )
        worker = house.start("worker")
        assert wait_until(lambda: rung_and(is_waiting), WORK, pause=0.2), worker.said()
        worker.kill()
        assert wait_until(lambda: not worker.alive(), WORK)
        transaction.set_rollback(True)
    assert wait_until(lambda: not is_waiting(), WORK)
    assert Round.objects.get().looked == STEP


def rung_and(true: Any) -> bool:
    """Beat rings every minute; here it is rung until the worker is up and heard it."""
    if true():
        return True
    ring("community.achievements.tasks.weigh")
    return bool(true())


def is_waiting() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def is_done() -> bool:
    return rung_and(lambda: Round.objects.filter(finished_at__isnull=False).exists())


def has_left(told: Delivery) -> bool:
    """The killed worker may have heard the word that it waits and not have come to it; beat then
    rings for all that is due, as here."""
    ring("community.messaging.tasks.sweep")
    return told.state == State.DELIVERED


def earned() -> list[tuple[int, str, int]]:
    """(person, period, pieces of evidence) of every award, by person."""
    rows = Award.objects.order_by("user").values_list("user", "period", "evidence")
    return [(user, period, len(evidence)) for user, period, evidence in rows]


def look_after(page: Page) -> None:
    page.reload()
    expect(page.get_by_role("region", name="Versie 1 loopt")).to_contain_text(
        f"3 nieuwe op {User.objects.count()}."
    )
    expect(page.get_by_role("region", name="Uitgereikt").locator("tbody tr")).to_have_count(3)


def find_it(page: Page, award: Award) -> None:
    """On a phone: the bell says it, it stands on one's own page, with when and by what."""
    expect(page.locator("[data-bell-count]")).to_have_text("1")
    page.goto("/prestaties/")
    expect(page.locator("main .lead")).to_contain_text("U behaalde 1 prestatie.")
    page.get_by_role("link", name=NAME).click()
    expect(page).to_have_url(re.compile(r"/prestaties/\d+/$"))
    mine = page.get_by_role("region", name="U behaalde dit")
    day = timezone.localdate(award.earned_at)
    expect(mine.locator("time")).to_have_attribute("datetime", re.compile(f"^{day}"))
    expect(mine).to_contain_text("1 feit, volgens versie 1 van de regel")
    expect(page.locator("html")).to_have_js_property("scrollWidth", PHONE["width"])
