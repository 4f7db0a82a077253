"""Everything on a phone's width, without a mouse."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from community.organisations.enums import Role
from tests.browser.conftest import FAR, PHONE, tab_to
from tests.people import GENT_OCMW, PASSWORD, government, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_sign_in_menu_and_switcher_by_keyboard(house, bob):
    make_member(bob, government(GENT_OCMW), Role.ICT)
    page = house.window(PHONE).new_page()
    page.goto("/account/login/")
    tab_to(page, page.get_by_label("E-mailadres"))
    page.keyboard.type(bob.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/overzicht/"))

    menu = page.get_by_role("button", name="Menu", exact=True)
    drawer = page.get_by_role("dialog", name="Menu")
    tab_to(page, menu)
    page.keyboard.press("Enter")
    expect(drawer).to_be_visible()
    for _ in range(FAR):
        page.keyboard.press("Tab")
        held = "() => !document.hasFocus() || !document.querySelector('main:focus, main :focus')"
        assert page.evaluate(held), "the focus left the open menu"
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(menu).to_be_focused()

    page.keyboard.press("Enter")
    tab_to(page, drawer.locator(".switcher summary"))
    page.keyboard.press("Enter")
    other = drawer.locator(".switcher .menu-item[aria-pressed=false]")
    name = other.inner_text().strip()
    tab_to(page, other)
    # The address stays what it was, so it cannot tell when the new page is there.
    with page.expect_navigation():
        page.keyboard.press("Enter")
    menu.click()
    expect(drawer.locator(".switcher summary")).to_contain_text(name)


def test_menu_entry_leads_there_by_keyboard(house, bob):
    page = house.signed_in(bob.email, PHONE)
    tab_to(page, page.get_by_role("button", name="Menu", exact=True))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_role("dialog").get_by_role("link", name="Mijn abonnement"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/qrc/abonnement/$"))
