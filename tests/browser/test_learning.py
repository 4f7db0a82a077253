"""Show 3: a course taken on a phone, left, resumed elsewhere, passed; its certificate and badge."""

from __future__ import annotations

import io
import re
from pathlib import Path

import httpx
import jwt
import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from content.learning.models import Badge, Enrolment, QuizAttempt
from tests.browser.conftest import DESK, PHONE, tab_to
from tests.factories import learning as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def course(transactional_db):
    """Two modules; a quiz of three kinds at the end."""
    made = make.course("Phishing herkennen")
    first = make.module(made, "Wat is het")
    make.lesson(first, "Een hengel", make.text("Niet dom, wel druk."))
    make.lesson(first, "Kijk mee", make.text("Drie vragen volstaan."))
    quiz = make.quiz(
        make.question("Wie belt u eerst?", ("De helpdesk", True), ("Niemand", False)),
        make.question("Zet in volgorde", ("Bellen", False), ("Wijzigen", False), ("Nakijken", False),
                      kind="volgorde"),
        make.question("Hoe heet het meldpunt?", ("Safeonweb", True), kind="kort"),
        title="De proef", pass_mark=80, shuffle=False,
    )  # fmt: skip
    make.lesson(make.module(made, "De proef"), "Herkent u het?", make.piece("quiz", quiz.pk))
    return made


def choose_in_order(page) -> None:
    for rank, step in enumerate(("Bellen", "Wijzigen", "Nakijken"), 1):
        page.get_by_label(step, exact=True).select_option(label=f"Stap {rank}")


def test_a_course_is_left_on_a_phone_and_passed_elsewhere(house, course, bob, gent):
    phone = house.signed_in(bob.email, PHONE)
    phone.goto("/leren/")
    phone.get_by_role("link", name="Phishing herkennen").click()
    phone.get_by_role("button", name="Begin de cursus").click()
    expect(phone.get_by_role("heading", name="Een hengel", level=1)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    phone.get_by_role("button", name="Gelezen, volgende les").click()
    expect(phone.get_by_role("heading", name="Kijk mee", level=1)).to_be_visible()
    phone.get_by_role("button", name="Gelezen, volgende les").click()
    phone.get_by_role("button", name="Begin de toets").click()
    phone.get_by_label("De helpdesk").check()
    phone.get_by_role("button", name="Volgende", exact=True).click()
    choose_in_order(phone)
    phone.get_by_role("button", name="Bewaren en later verder").click()
    expect(phone.get_by_role("link", name="Verder met de toets")).to_be_visible()
    phone.context.close()

    desk = house.signed_in(bob.email, DESK)
    desk.goto("/leren/")
    expect(desk.get_by_text("laatst bij „Herkent u het?”")).to_be_visible()
    desk.get_by_role("button", name=re.compile("^Ga verder")).click()
    desk.get_by_role("link", name="Verder met de toets").click()
    # The first question that is open: what the phone was told is known here.
    expect(desk.get_by_text("Vraag 3 van 3")).to_be_visible()
    field = desk.get_by_label("Uw antwoord")
    tab_to(desk, field)
    desk.keyboard.type("safeonweb")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Alles is beantwoord")).to_be_visible()
    hand_in = desk.get_by_role("button", name="Inleveren")
    tab_to(desk, hand_in)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="U bent geslaagd")).to_be_visible()
    attempt = QuizAttempt.objects.get()
    assert (attempt.score, attempt.passed) == (1.0, True)
    assert Enrolment.objects.get().completed_at is None

    desk.get_by_role("link", name="Verder met de les").click()
    desk.get_by_role("button", name="Gelezen", exact=True).click()
    expect(desk.get_by_text("U bent geslaagd")).to_be_visible()
    desk.get_by_role("link", name="Getuigschrift vragen").click()
    desk.locator("label", has_text="Mijn naam tonen").click()
    desk.get_by_role("button", name="Getuigschrift maken").click()
    with desk.expect_download() as held:
        desk.get_by_role("link", name="Downloaden als pdf").click()
    read = PdfReader(io.BytesIO(Path(held.value.path()).read_bytes()))
    root = read.trailer["/Root"]
    xmp = read.xmp_metadata.stream.get_data().decode()
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("nl", True)
    assert "/StructTreeRoot" in root
    assert read.metadata.title == "Getuigschrift Phishing herkennen"
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    words = read.pages[0].extract_text()
    assert ["Bob Proef" in words, "Gent" in words, "Phishing herkennen" in words] == [True] * 3

    desk.get_by_role("button", name="Open Badge vragen").click()
    link = desk.get_by_role("link", name="Open Badge downloaden")
    token = httpx.get(house.address + link.get_attribute("href")).text
    keys = jwt.PyJWKSet.from_dict(httpx.get(f"{house.address}/badges/sleutels.json").json())
    kid = jwt.get_unverified_header(token)["kid"]
    found = jwt.decode(token, keys[kid].key, algorithms=["RS256"])
    badge = Badge.objects.get()
    assert (found["jti"].rpartition("/")[2], found["name"]) == (
        f"{badge.pk}.jwt", "Phishing herkennen",
    )  # fmt: skip

    visitor = house.window(PHONE).new_page()
    visitor.goto(f"/getuigschrift/{badge.certificate_id}/")
    expect(visitor.get_by_text("Dit getuigschrift is echt")).to_be_visible()
    expect(visitor.get_by_text("Bob Proef")).to_be_visible()
    expect(visitor.locator("main")).not_to_contain_text("Gent")


def test_a_quiz_needs_no_script(house, course, bob, gent):
    page = house.signed_in(bob.email, PHONE)
    page.goto(course.get_url())
    bare = house.window(
        PHONE, java_script_enabled=False, storage_state=page.context.storage_state()
    )
    page = bare.new_page()
    page.goto(course.get_url())
    page.get_by_role("button", name="Begin de cursus").click()
    page.goto(f"{course.get_url()}de-proef/herkent-u-het/")
    page.get_by_role("button", name="Begin de toets").click()
    page.get_by_label("De helpdesk").check()
    page.get_by_role("button", name="Volgende", exact=True).click()
    page.get_by_label("Bellen", exact=True).select_option(label="Stap 1")
    page.get_by_role("button", name="Volgende", exact=True).click()
    expect(page.locator(".field-error").first).to_contain_text("Kies hier ook iets")
    expect(page.get_by_label("Bellen", exact=True)).to_have_value("1")
    choose_in_order(page)
    page.get_by_role("button", name="Volgende", exact=True).click()
    page.get_by_role("button", name="Naar het nazicht").click()
    expect(page.get_by_role("heading", name="Nog 1 vraag is open")).to_be_visible()
    page.get_by_role("button", name="Inleveren").click()
    expect(page.get_by_role("heading", name="Nog niet geslaagd")).to_be_visible()
    assert round(QuizAttempt.objects.get().score, 2) == 0.67
