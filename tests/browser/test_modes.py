"""Light and dark as one chooses, and the whole house without a line of script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from community.organisations.enums import Role
from qrc.subscriptions.models import Subscription
from tests.browser.conftest import PHONE
from tests.factories import qrc as make
from tests.people import GENT_OCMW, government, make_member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAPER = "() => getComputedStyle(document.body).backgroundColor"


def choose(page: Page, mode: str) -> None:
    page.locator(".user-menu summary").click()
    # Kept before one goes on: with script the choice is sent behind the page's back.
    with page.expect_response("**/weergave/"):
        page.get_by_role("group", name="Weergave").get_by_role("button", name=mode).click()


@pytest.mark.parametrize("script", [True, False])
def test_theme_changes_at_once_and_stays(house, bob, script):
    page = house.signed_in(bob.email, color_scheme="light", java_script_enabled=script)
    choose(page, "Donker")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.wait_for_load_state()
    dark = page.locator("body").evaluate(PAPER)
    page.goto("/qrc/waarschuwingen/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.locator("body").evaluate(PAPER) == dark
    choose(page, "Toestel")
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile(".*"))
    page.goto("/qrc/waarschuwingen/")
    expect(page.locator("html")).not_to_have_attribute("data-theme", re.compile(".*"))
    assert page.locator("body").evaluate(PAPER) != dark


def test_main_flows_work_without_script(house, bob):
    make_member(bob, government(GENT_OCMW), Role.ICT)
    found = make.revision(make.advisory(severity="critical")).advisory
    page = house.signed_in(bob.email, PHONE, java_script_enabled=False)
    page.get_by_role("button", name="Menu", exact=True).click()
    drawer = page.locator("#drawer")
    drawer.locator(".switcher summary").click()
    with page.expect_navigation():
        drawer.locator(".switcher .menu-item[aria-pressed=false]").click()
    page.get_by_role("button", name="Menu", exact=True).click()
    expect(drawer.locator(".switcher summary")).to_contain_text("OCMW")
    drawer.get_by_role("link", name="Waarschuwingen").click()
    page.get_by_label("Zoek op product, CVE of woord").fill("PoortWacht")
    page.get_by_role("button", name="Filteren").click()
    page.get_by_role("link", name=found.title).click()
    expect(page.locator("h1")).to_have_text(found.title)

    page.goto("/qrc/abonnement/nieuw/")
    page.get_by_label("Alleen deze producten of woorden").check()
    page.get_by_label("Leveranciers of producten").fill("PoortWacht")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("button", name="Abonneren").click()
    expect(page.locator(".toast")).to_contain_text("Uw abonnement loopt.")
    assert Subscription.objects.get().words == ["PoortWacht"]
    page.get_by_role("button", name="Stoppen").click()
    page.get_by_role("button", name="Ja, stoppen").click()
    expect(page.locator(".toast")).to_contain_text("gestopt")

    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Afmelden").click()
    page.goto("/overzicht/")
    expect(page).to_have_url(re.compile("/account/login/"))
