"""A SCORM package as a lesson: begun on a phone, finished at a desk; the lesson, the course and the
certificate follow."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from content.learning.models import Enrolment
from content.packages.models import PackageAttempt
from tests.browser.conftest import DESK, House, scripts_are_there
from tests.factories import learning as make
from tests.factories.packages import package
from tests.standins.site import Site, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HAND = {"width": 390, "height": 844}


@pytest.fixture(autouse=True)
def same_folder(settings: Any, nursery: Site) -> None:
    settings.PACKAGES_ROOT = Path(nursery.environment["VAR_DIR"]) / "packages"


def course_with(*packages: Any) -> Any:
    made = make.course("Veilig werken")
    part = make.module(made, "Samen")
    make.lesson(part, "Vooraf", make.text("Dit gaat u doen."))
    for each in packages:
        piece = make.piece("package", {"title": each.title, "package": str(each.uuid)})
        make.lesson(part, f"Oefenen: {each.title}", make.text("Open het pakket."), piece)
    return made


def opened(page: Page, button: str) -> FrameLocator:
    page.get_by_role("link", name=re.compile("^Pakket openen")).click()
    scripts_are_there(page)
    page.get_by_role("button", name=button).click()
    return page.frame_locator(".player-stage iframe").frame_locator("iframe")


def test_packages_of_both_standards_complete_their_lessons_and_the_course(house: House, bob, gent):
    old, new = package(title="Veilig mailen"), package("2004", title="Datalekken")
    course = course_with(old, new)
    house.start("worker")
    phone = house.signed_in(bob.email, HAND, has_touch=True, is_mobile=True)
    phone.goto(course.get_url())
    phone.get_by_role("button", name="Begin de cursus").tap()
    phone.get_by_role("button", name="Gelezen, volgende les").tap()
    expect(phone.get_by_role("heading", name="Oefenen: Veilig mailen", level=1)).to_be_visible()
    lesson = phone.url
    frame = opened(phone, "Beginnen")
    frame.locator("#stap").tap()
    expect(phone.locator("[data-player=state]")).to_have_text(re.compile("Bewaard om"))
    phone.get_by_role("link", name="Sluiten").tap()
    # Back in the lesson that it belongs to, which is not done.
    expect(phone).to_have_url(lesson)
    expect(phone.get_by_text("U werkte dit pakket af.")).to_have_count(0)
    phone.context.close()

    desk = house.signed_in(bob.email, DESK)
    desk.goto("/leren/")
    desk.get_by_role("button", name=re.compile("^Ga verder")).click()
    expect(desk).to_have_url(lesson)
    frame = opened(desk, "Verdergaan")
    expect(frame.locator("#stand")).to_have_text("resume 1 dia=1")
    frame.locator("#klaar").click()
    expect(desk.locator("[data-player=result]")).to_have_text("Geslaagd · 80 %")
    desk.get_by_role("link", name="Sluiten").click()
    expect(desk).to_have_url(lesson)
    mine = Enrolment.objects.filter(user=bob)
    # Two of three lessons read, one of two packages done.
    assert wait_until(lambda: round(mine.get().progress, 2) == 0.6, 30), mine.get().progress
    desk.reload()
    expect(desk.get_by_text("U werkte dit pakket af.")).to_be_visible()
    expect(desk.get_by_text("U las deze les")).to_be_visible()

    desk.get_by_role("link", name=re.compile("Oefenen: Datalekken")).first.click()
    frame = opened(desk, "Beginnen")
    frame.locator("#klaar").click()
    expect(desk.locator("[data-player=result]")).to_have_text("Geslaagd · 90 %")
    desk.get_by_role("link", name="Sluiten").click()
    expect(desk.get_by_role("heading", name="Oefenen: Datalekken", level=1)).to_be_visible()
    assert wait_until(lambda: mine.get().completed_at is not None, 30)

    scores = PackageAttempt.objects.order_by("best_score").values_list("best_score", flat=True)
    assert [str(each) for each in scores] == ["80.00", "90.00"]
    desk.goto(course.get_url())
    expect(desk.get_by_text("U bent geslaagd")).to_be_visible()
    desk.get_by_role("link", name="Getuigschrift vragen").click()
    desk.get_by_role("button", name="Getuigschrift maken").click()
    with desk.expect_download() as held:
        desk.get_by_role("link", name="Downloaden als pdf").click()
    assert Path(held.value.path()).read_bytes().startswith(b"%PDF-")
