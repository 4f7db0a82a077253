"""Show 3: a course taken on a phone, left, resumed elsewhere, passed; its certificate and badge."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import jwt
import pytest
from cryptography.exceptions import InvalidSignature
from playwright.sync_api import expect
from pypdf import PdfReader

from content.learning.models import Enrolment, QuizAttempt
from tests.browser.conftest import DESK, PHONE, tab_to
from tests.content.learning.open_badge import is_of, judge
from tests.factories import learning as make

HAND = {"width": 390, "height": 844}
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
    phone = house.signed_in(bob.email, HAND, has_touch=True, is_mobile=True)
    phone.goto("/leren/")
    phone.get_by_role("link", name="Phishing herkennen").tap()
    phone.get_by_role("button", name="Begin de cursus").tap()
    expect(phone.get_by_role("heading", name="Een hengel", level=1)).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= HAND["width"]
    phone.get_by_role("button", name="Gelezen, volgende les").tap()
    expect(phone.get_by_role("heading", name="Kijk mee", level=1)).to_be_visible()
    phone.get_by_role("button", name="Gelezen, volgende les").tap()
    phone.get_by_role("button", name="Begin de toets").tap()
    phone.locator("label", has_text="De helpdesk").tap()
    phone.get_by_role("button", name="Volgende", exact=True).tap()
    choose_in_order(phone)
    phone.get_by_role("button", name="Bewaren en later verder").tap()
    expect(phone.get_by_role("link", name="Verder met de toets")).to_be_visible()
    phone.context.close()

    desk = house.signed_in(bob.email, DESK)
    desk.goto("/leren/")
    expect(desk.get_by_text("laatst bij „Herkent u het?”")).to_be_visible()
    desk.get_by_role("button", name=re.compile("^Ga verder")).click()
    desk.get_by_role("link", name="Verder met de toets").click()
    # The first question that is open: what the phone was told is known here.
    expect(desk.get_by_text("Vraag 3 van 3")).to_be_visible()
    steps = desk.locator(".quiz-steps a, .quiz-steps [aria-current]")
    steps.nth(0).click()
    expect(desk.get_by_label("De helpdesk")).to_be_checked()
    steps.nth(1).click()
    for rank, step in enumerate(("Bellen", "Wijzigen", "Nakijken"), 1):
        expect(desk.get_by_label(step, exact=True).locator(":checked")).to_have_text(f"Stap {rank}")
    steps.nth(2).click()
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
    badge = desk.get_by_role("link", name="Open Badge downloaden")
    expect(badge).to_be_visible()

    visitor = house.window(HAND).new_page()
    visitor.goto(urlsplit(desk.url).path)
    expect(visitor.get_by_text("Dit getuigschrift is echt")).to_be_visible()
    expect(visitor.get_by_text("Bob Proef")).to_be_visible()
    expect(visitor.locator("main")).not_to_contain_text("Gent")
    fetched: list[str] = []

    def fetch(address: str) -> bytes:
        fetched.append(address.removeprefix(house.address))
        return httpx.get(address).raise_for_status().content

    # Whoever checks it holds nothing but the page of the badge and the keys that the site publishes.
    shown = visitor.get_by_role("link", name="Open Badge")
    assert shown.get_attribute("href") == badge.get_attribute("href")
    token = fetch(house.address + shown.get_attribute("href")).decode()
    found = judge(token, keys=f"{house.address}/badges/sleutels.json", fetch=fetch)
    assert found["name"] == "Phishing herkennen"
    assert [is_of(found, each) for each in (bob.email, "alice@gent.example")] == [True, False]
    assert fetched[1:3] == ["/badges/sleutels.json", "/badges/uitgever.json"]
    head, body, proof = token.split(".")
    raw = jwt.utils.base64url_decode(body).replace(b"Phishing", b"Pentests")
    forged = f"{head}.{jwt.utils.base64url_encode(raw).decode()}.{proof}"
    with pytest.raises(InvalidSignature):
        judge(forged, keys=f"{house.address}/badges/sleutels.json", fetch=fetch)


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
