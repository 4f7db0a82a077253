"""An event from the keyboard and on a phone: registering a colleague, and marking who came."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from community.events.enums import SeatState
from community.events.models import Registration
from tests.browser.conftest import DESK, PHONE, scripts_are_there, tab_to
from tests.factories import events as make
from tests.factories.films import CAPTIONS, webm
from tests.standins.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_registering_a_colleague_and_leaving_by_the_keyboard(house, alice, bob):
    event = make.event(title="Ransomware oefenen")
    page = house.signed_in(alice.email, PHONE)
    page.goto("/agenda/")
    page.get_by_role("link", name="Ransomware oefenen").press("Enter")
    button = page.get_by_role("button", name="Inschrijven")
    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_text("U bent ingeschreven").first).to_be_visible()

    page.get_by_role("link", name="Een collega inschrijven").press("Enter")
    scripts_are_there(page)
    page.get_by_role("combobox").focus()
    page.keyboard.type("bob")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=colleague_chosen]")).to_have_value(str(bob.pk))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Bob Proef is ingeschreven.")).to_be_visible()

    scripts_are_there(page)
    page.get_by_role("button", name="Annuleren").first.press("Enter")
    page.get_by_role("button", name="Inschrijving annuleren", exact=True).press("Enter")
    expect(page.get_by_text("De inschrijving is geannuleerd.")).to_be_visible()
    states = dict(Registration.objects.filter(event=event).values_list("user__first_name", "state"))
    assert states == {"Alice": SeatState.CANCELLED, "Bob": SeatState.SEATED}


def test_marking_who_came_at_the_door_with_a_phone(house, editor, alice, bob):
    event = make.event()
    seats = [make.seat(event, each) for each in (alice, bob)]
    make.take_place_before(event)
    page = house.signed_in(editor.email, PHONE)
    page.goto(f"/agenda/{event.pk}/aanwezigheid/")
    scripts_are_there(page)
    present = page.get_by_role("button", name=re.compile(r"^Aanwezig\s*: Alice Proef"))
    assert present.bounding_box()["height"] >= 44
    present.press("Enter")
    expect(
        page.get_by_role("button", name=re.compile(r"^Aanwezig\s*: Alice Proef"))
    ).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#tellers")).to_contain_text("1 aanwezig")
    page.get_by_role("button", name=re.compile(r"^Afwezig\s*: Bob Proef")).click()
    expect(page.locator("#tellers")).to_contain_text("1 afwezig")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for each in seats:
        each.refresh_from_db()
    assert [each.state for each in seats] == [SeatState.PRESENT, SeatState.ABSENT]


def test_four_people_for_two_places(house, gent):
    """Registered one by one; the first cancels and the third has his place, with a calendar that is
    right."""
    event = make.event(title="Ransomware oefenen", capacity=2, place="Stadhuis, Gent")
    people = make.people(gent, 4)
    pages = [house.signed_in(each.email, PHONE if n % 2 else DESK) for n, each in enumerate(people)]
    for page, full in zip(pages, (False, False, True, True), strict=True):
        page.goto(f"/agenda/{event.pk}/")
        page.get_by_role("button", name="Op de wachtlijst" if full else "Inschrijven").click()
    for page in pages[:2]:
        expect(page.locator("main").get_by_text("U bent ingeschreven").first).to_be_visible()
    expect(pages[2].get_by_text("U bent nummer 1.")).to_be_visible()
    expect(pages[3].get_by_text("U bent nummer 2.")).to_be_visible()
    expect(pages[3].get_by_text("2 van 2 ingenomen")).to_be_visible()

    scripts_are_there(pages[0])
    pages[0].get_by_role("button", name="Annuleren").click()
    pages[0].get_by_role("button", name="Inschrijving annuleren", exact=True).click()
    expect(pages[0].get_by_text("De inschrijving is geannuleerd.")).to_be_visible()
    expect(pages[0].get_by_role("button", name="Op de wachtlijst")).to_be_visible()
    for page in pages[2:]:
        page.reload()
    expect(pages[2].locator("main").get_by_text("U bent ingeschreven").first).to_be_visible()
    expect(pages[3].get_by_text("U bent nummer 1.")).to_be_visible()

    with pages[2].expect_download() as held:
        pages[2].get_by_role("link", name="In mijn agenda zetten").click()
    (found,) = Calendar.from_ical(Path(held.value.path()).read_bytes()).walk("VEVENT")
    session = event.sessions.get()
    # Ours is another address than the site's: what stands before it is the session's for ever.
    assert (str(found["UID"]).partition("@")[0], found["SEQUENCE"]) == (session.uid, 0)
    assert (found.decoded("DTSTART"), found.decoded("DTEND")) == (
        session.starts_at, session.ends_at,
    )  # fmt: skip
    assert found["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert (str(found["SUMMARY"]), str(found["LOCATION"])) == (
        "Ransomware oefenen", "Stadhuis, Gent",
    )  # fmt: skip
    # His own feed has it now; that of who cancelled does not.
    assert [_own_agenda(house, page) for page in pages] == [[], [event.title], [event.title], []]


def _own_agenda(house, page) -> list[str]:
    page.goto("/agenda/feed/")
    page.get_by_role("button", name="Adres maken").click()
    address = urlsplit(page.locator("main [data-copy-text]").first.inner_text()).path
    found = Calendar.from_ical(httpx.get(house.address + address).content)
    return [str(each["SUMMARY"]) for each in found.walk("VEVENT")]


def test_a_recording_goes_from_the_event_into_the_library(house, editor, alice, settings, nursery):
    """Uploaded in pieces with its captions; who was there plays it from the page of the event."""
    settings.FILES_ROOT = Path(nursery.environment["VAR_DIR"]) / "files"
    event = make.event(title="Logboeken lezen")
    make.seat(event, alice)
    make.take_place_before(event)
    house.start("worker")
    desk = house.signed_in(editor.email, DESK)
    desk.goto(f"/agenda/{event.pk}/materiaal/")
    desk.get_by_role("link", name="Opname toevoegen").click()
    scripts_are_there(desk)
    desk.get_by_role("button", name="In de bibliotheek zetten").click()
    expect(desk.locator(".field-error").first).to_contain_text("Kies het bestand met de opname.")
    scripts_are_there(desk)
    for label, name, content in (
        ("Opname", "opname.webm", webm(20)), ("Ondertitels", "opname.vtt", CAPTIONS.encode()),
    ):  # fmt: skip
        given = {"name": name, "mimeType": "", "buffer": content}
        desk.get_by_label(re.compile(f"^{label}")).first.set_input_files(given)
    expect(desk.locator(".uploader-row[data-state=done]")).to_have_count(2)
    desk.get_by_role("button", name="In de bibliotheek zetten").click()
    expect(desk.get_by_text("De opname staat in de bibliotheek")).to_be_visible()

    reader = house.signed_in(alice.email, PHONE)
    link = reader.get_by_role("link", name="Logboeken lezen")

    def is_shown() -> bool:
        reader.goto(f"/agenda/{event.pk}/")
        return bool(link.count())

    assert wait_until(is_shown, 30)
    link.click()
    film = reader.locator("video")
    assert wait_until(lambda: film.evaluate("each => each.duration") == 20, 30)
    cues = "each => [...each.textTracks[0].cues ?? []].map(cue => cue.text)"
    assert wait_until(lambda: len(film.evaluate(cues)) == 2, 30)
