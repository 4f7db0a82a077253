"""An editor brings in a heap in a real browser: sees how far it is, loses nothing, describes it in one go."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from playwright.sync_api import Page, Route, expect

from community.files.models import StoredFile
from content.library.models import LibraryDocument
from tests.acceptance.heap import Paper, papers
from tests.browser.conftest import DESK, PHONE, House, scripts_are_there
from tests.community.files import makers
from tests.standins.site import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEAP = papers(12)


def choose(page: Page, *files: Paper) -> None:
    given = [{"name": each.name, "mimeType": "", "buffer": each.content} for each in files]
    wrong = {"name": "rapport.pdf", "mimeType": "", "buffer": makers.picture()}
    page.get_by_label("Bestanden", exact=True).set_input_files([*given, wrong])


def opened(house: House, editor, size=DESK) -> Page:
    page = house.signed_in(editor.email, size)
    page.goto("/bibliotheek/opladen/")
    scripts_are_there(page)
    return page


def test_a_heap_is_described_in_one_go_published_and_found(house: House, editor):
    house.start("worker")
    page = opened(house, editor)
    choose(page, *HEAP)
    expect(page.locator("[data-uploader-total-words]")).to_have_text(
        "12 van 13 klaar, 1 niet gelukt"
    )
    failed = page.locator(".uploader-row[data-state=failed]")
    expect(failed).to_contain_text("de inhoud is beeld (png)")
    # What asks for a look comes first, whatever its place in the heap.
    expect(page.locator(".uploader-row").first).to_contain_text("rapport.pdf")
    expect(page.get_by_text("staat klaar in het raster")).to_have_count(12)
    page.get_by_role("button", name="Opladen en beschrijven").click()
    expect(page).to_have_url(re.compile("/opladen/raster/$"))
    expect(page.get_by_text("12 documenten staan klaar.")).to_be_visible()

    every = page.get_by_role("group", name="Voor alle rijen")
    every.get_by_label("Soort").select_option("beleid")
    every.get_by_label("Voor wie").select_option("leden")
    every.get_by_role("button", name="Op alle rijen zetten").click()
    rows = page.locator("fieldset.grid-row")
    expect(rows).to_have_count(12)
    for number in range(12):
        expect(rows.nth(number).get_by_label("Soort")).to_have_value("beleid")
    # Three go up at a time, so which is the first is not said.
    first = rows.first.get_by_label("Titel").input_value()
    rows.first.get_by_label("Titel").fill("Handboek archief")
    page.get_by_role("button", name="Publiceren wat aangekruist is").click()
    expect(page.get_by_text("12 documenten gepubliceerd.")).to_be_visible()
    titles = Counter(LibraryDocument.objects.published().values_list("title", flat=True))
    others = [each.title for each in HEAP if each.title != first]
    assert titles == Counter(["Handboek archief", *others])

    docx = HEAP[1]
    assert docx.ending == "docx"
    assert wait_until(lambda: StoredFile.objects.to_read().count() == 0, 120)
    title = "Handboek archief" if docx.title == first else docx.title
    found = page.get_by_role("main").get_by_role("link", name=title)
    # Its words come in a moment after they are read.
    for _turn in range(60):
        page.goto(f"/zoeken/?q={docx.word}")
        if found.count():
            break
        page.wait_for_timeout(500)
    expect(found).to_be_visible()
    page.keyboard.press("Control+k")
    page.keyboard.type(docx.word)
    expect(page.get_by_role("option", name=re.compile(title))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_what_came_in_is_there_when_the_browser_closes_half_way(house: House, editor):
    page = opened(house, editor, PHONE)
    sent: list[Route] = []

    def hold(route: Route) -> None:
        sent.append(route)
        if len(sent) <= 5:
            route.continue_()

    page.route("**/bestanden/opladen/*/", hold)
    choose(page, *HEAP)
    placed = page.get_by_text("staat klaar in het raster")
    expect(placed.nth(4)).to_be_attached()
    assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    # The list of a heap scrolls by itself, and leaves nothing hanging below the page.
    beyond = "document.scrollingElement.scrollHeight - document.body.getBoundingClientRect().height"
    assert page.evaluate(beyond) <= 1
    # A refused one may have been among the five that went through.
    there = LibraryDocument.objects.drafts_of(editor).count()
    assert there == StoredFile.objects.count() == 5
    kept = page.context.storage_state()
    page.context.close()

    page = house.window(DESK, storage_state=kept).new_page()
    page.goto("/bibliotheek/opladen/")
    expect(page.get_by_text(f"{there} documenten staan nog klaar.")).to_be_visible()
    page.get_by_role("link", name="Naar het raster").click()
    expect(page.locator("fieldset.grid-row")).to_have_count(there)


def test_a_heap_without_script(house: House, editor):
    page = house.signed_in(editor.email, java_script_enabled=False)
    page.goto("/bibliotheek/opladen/")
    choose(page, *HEAP[:3])
    page.get_by_role("button", name="Opladen en beschrijven").click()
    expect(page.get_by_text("3 documenten staan klaar.")).to_be_visible()
    expect(page.get_by_text("de inhoud is beeld (png)")).to_be_visible()
    expect(page.locator("fieldset.grid-row")).to_have_count(3)
