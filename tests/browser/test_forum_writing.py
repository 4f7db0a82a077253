"""Writing on the forum with the keyboard alone, and losing nothing when the browser dies."""

from __future__ import annotations

import contextlib
import re

import pytest
from playwright.sync_api import Error, expect

from community.forum.models import Draft, Mention, Topic
from tests.browser.conftest import DESK, PHONE, scripts_are_there, tab_to
from tests.community.files.makers import picture
from tests.factories import forum as make
from tests.standins.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_asking_by_the_keyboard_and_naming_a_colleague(house, alice, charlie):
    category = make.category("Mail en agenda")
    page = house.signed_in(alice.email, DESK)
    page.goto("/forum/nieuw/")
    tab_to(page, page.get_by_label("Titel"))
    page.keyboard.type("Hoe bewaart u oude mail?")
    tab_to(page, page.get_by_label("Categorie", exact=True))
    page.keyboard.type("Mail en")
    expect(page.get_by_text("Dit lezen alle leden")).to_be_visible()
    expect(page.get_by_label("Vraag van de peiling")).to_be_hidden()

    source = page.get_by_label("Bericht", exact=True)
    tab_to(page, source)
    page.keyboard.type("Weet jij dit, @charl")
    expect(page.get_by_role("option", name="Charlie Proef")).to_be_visible()
    page.keyboard.press("Enter")
    expect(source).to_have_value(f"Weet jij dit, @[Charlie Proef](lid:{charlie.pk}) ")
    page.keyboard.press("Control+b")
    page.keyboard.type("graag snel")
    expect(source).to_have_value(f"Weet jij dit, @[Charlie Proef](lid:{charlie.pk}) **graag snel**")

    tab_to(page, page.get_by_role("button", name="Voorbeeld"))
    page.keyboard.press("Enter")
    preview = page.get_by_role("region", name="Voorbeeld")
    expect(preview.get_by_text("Charlie Proef — Aalst")).to_be_visible()
    expect(preview.locator("strong", has_text="graag snel")).to_be_visible()
    source.focus()
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile("/forum/onderwerp/"))
    topic = Topic.objects.get()
    assert (topic.title, topic.category, Mention.objects.get().user) == (
        "Hoe bewaart u oude mail?", category, charlie,
    )  # fmt: skip
    assert Draft.objects.count() == 0


def test_a_draft_survives_a_browser_that_dies(house, alice):
    make.category("Beheer")
    page = house.signed_in(alice.email, PHONE)
    page.goto("/forum/nieuw/")
    scripts_are_there(page)
    page.get_by_label("Titel").fill("Half af")
    page.get_by_label("Bericht", exact=True).fill("Dit mag niet weg.")
    expect(page.locator("[data-draft-said]")).to_contain_text("Bewaard om")
    with contextlib.suppress(Error):
        page.goto("chrome://crash")
    page.context.close()

    again = house.signed_in(alice.email, PHONE)
    again.goto("/forum/nieuw/")
    expect(again.get_by_text("Uw concept staat hier terug")).to_be_visible()
    expect(again.get_by_label("Titel")).to_have_value("Half af")
    expect(again.get_by_label("Bericht", exact=True)).to_have_value("Dit mag niet weg.")
    again.get_by_role("button", name="Weggooien en leeg beginnen").click()
    expect(again.get_by_label("Bericht", exact=True)).to_have_value("")
    assert wait_until(lambda: not Draft.objects.exists(), 20)


def test_of_two_windows_the_newest_stays_and_the_other_is_told(house, alice):
    make.category("Beheer")
    page = house.signed_in(alice.email, DESK)
    other = page.context.new_page()
    for each in (page, other):
        each.goto("/forum/nieuw/")
        scripts_are_there(each)
    page.get_by_label("Bericht", exact=True).fill("Eerste venster")
    # In a window behind another a timer may take its time: which is first is said here.
    expect(page.locator("[data-draft-said]")).to_contain_text("Bewaard om")
    other.get_by_label("Bericht", exact=True).fill("Tweede venster")
    expect(other.locator("[data-draft-said]")).to_contain_text("in een ander venster")
    other.get_by_role("button", name="Toch dit bewaren").click()
    second = Draft.objects.filter(data__source="Tweede venster")
    assert wait_until(second.exists, 20)


def test_quoting_without_leaving_the_page(house, alice, bob):
    topic = make.topic(bob, source="Hoe doet u dat?")
    page = house.signed_in(alice.email, DESK)
    page.goto(f"/forum/onderwerp/{topic.pk}/")
    scripts_are_there(page)
    page.get_by_role("link", name="Aanhalen").first.click()
    source = page.get_by_role("textbox", name="Uw antwoord")
    expect(source).to_have_value(
        f"> [Bob Proef](bericht:{topic.posts.get().pk}):\n> Hoe doet u dat?\n\n"
    )
    page.keyboard.type("Zo.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#bericht-2 blockquote")).to_contain_text("Bob Proef — Gent")
    assert topic.posts.get(number=2).reply_to == topic.posts.get(number=1)


def test_a_picture_is_put_in_the_text_with_words_beside_it(house, alice, bob, tmp_path):
    topic = make.topic(bob)
    shot = tmp_path / "schema.png"
    shot.write_bytes(picture())
    page = house.signed_in(alice.email, DESK)
    page.goto(f"/forum/onderwerp/{topic.pk}/")
    scripts_are_there(page)
    page.get_by_text("Bestanden toevoegen").click()
    page.locator("input[type=file][name=uploads]").set_input_files(shot)
    page.get_by_role("button", name="In de tekst zetten: schema.png").click()
    page.keyboard.type("Ons netwerk")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("img", name="Ons netwerk")).to_be_visible()
