"""A portfolio kept with the keyboard alone: find, choose, add, change a version, take out, undo."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from catalogue.portfolio.models import PortfolioItem
from tests.browser.conftest import PHONE, tab_to
from tests.factories import catalogue as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_item_is_found_added_changed_and_taken_out_by_keyboard(house, bob, gent):
    known = make.solution("Dijkwacht Poort", "Dijkwacht")
    page = house.signed_in(bob.email, PHONE)
    page.goto("/catalogus/portfolio/nieuw/")
    # The box says what it is once its script has come.
    expect(page.get_by_role("combobox", name="Wat gebruikt u?")).to_be_visible()
    tab_to(page, page.get_by_label("Wat gebruikt u?"))
    page.keyboard.type("dijkw")
    expect(page.get_by_role("option", name=re.compile("Dijkwacht Poort"))).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label(re.compile("^Versie")))
    page.keyboard.type("2.1")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/catalogus/portfolio/$"))
    item = PortfolioItem.objects.get()
    assert (item.organisation, item.solution, item.version, item.name) == (gent, known, "2.1", "")

    change = page.get_by_role("link", name="Versie van Dijkwacht Poort wijzigen")
    tab_to(page, change)
    page.keyboard.press("Enter")
    field = page.get_by_label("Versie van Dijkwacht Poort", exact=True)
    expect(field).to_be_focused()
    field.press("Control+A")
    page.keyboard.type("2.2")
    page.keyboard.press("Enter")
    expect(change).to_be_focused()
    item.refresh_from_db()
    assert item.version == "2.2"

    tab_to(page, page.get_by_role("button", name="Weghalen"))
    page.keyboard.press("Enter")
    undo = page.get_by_role("button", name="Ongedaan maken")
    expect(undo).to_be_visible()
    tab_to(page, undo)
    assert PortfolioItem.objects.in_use().count() == 0
    page.keyboard.press("Enter")
    expect(page.locator("main tbody th")).to_contain_text("Dijkwacht Poort")
    assert PortfolioItem.objects.in_use().get() == item


def test_own_words_stay_when_nothing_is_found(house, bob, gent):
    page = house.signed_in(bob.email)
    page.goto("/catalogus/portfolio/nieuw/")
    tab_to(page, page.get_by_label("Wat gebruikt u?"))
    page.keyboard.type("Onze Kermisplanning")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text(
        "We kennen het nog niet; de redactie bekijkt het."
    )
    assert PortfolioItem.objects.get().name == "Onze Kermisplanning"
