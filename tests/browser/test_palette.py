"""Ctrl-K: from any screen to any other, with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from community.search.services import catch_up
from tests.browser.conftest import DESK, PHONE, scripts_are_there
from tests.factories import qrc as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_box(page: Page) -> None:
    scripts_are_there(page)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Waar zoekt u naar?")).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_warning_and_a_screen_are_found_and_opened_by_keyboard(size, house, bob):
    found = make.advisory(title="Dijkwacht laat binnen")
    make.revision(found)
    catch_up()
    page = house.signed_in(bob.email, size)
    open_box(page)
    page.keyboard.type("dijkw")
    option = page.get_by_role("option", name=re.compile("Dijkwacht laat binnen"))
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/qrc/waarschuwingen/{found.pk}/$"))

    open_box(page)
    page.keyboard.type("mijn port")
    expect(page.get_by_role("option", name=re.compile("Mijn portfolio"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("combobox")).to_be_hidden()

    open_box(page)
    page.keyboard.type("dijkwacht")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken/\?q=dijkwacht"))
    expect(page.locator(".hit mark").first).to_have_text("Dijkwacht")


def test_without_script_the_link_leads_to_the_search_page(house, bob):
    page = house.signed_in(bob.email, java_script_enabled=False)
    page.get_by_role("link", name="Zoeken").click()
    main = page.get_by_role("main")
    main.get_by_label("Waar zoekt u naar?").fill("kwantumzwam")
    main.get_by_role("button", name="Zoeken").click()
    expect(page.get_by_role("heading", name="Niets gevonden")).to_be_visible()


def test_what_goes_wrong_is_said_in_the_box_and_enter_still_searches(house, bob):
    page = house.signed_in(bob.email)
    page.route("**/zoeken/snel/**", lambda route: route.abort())
    open_box(page)
    page.keyboard.type("dijkwacht")
    told = page.locator("#palette [role=status]")
    expect(told).to_be_visible()
    expect(told).to_have_text("Zoeken lukt nu niet. Enter probeert het op de zoekpagina.")
    page.unroute("**/zoeken/snel/**")
    page.keyboard.type("en")
    expect(told).not_to_have_text("Zoeken lukt nu niet. Enter probeert het op de zoekpagina.")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/zoeken/\?q=dijkwachten"))
