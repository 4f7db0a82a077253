"""The three steps of a subscription: what it will mean, what is wrong, nothing answered is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from qrc.subscriptions.models import Subscription
from tests.browser.conftest import DESK, PHONE, tab_to
from tests.factories import qrc as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def two_warnings() -> None:
    make.revision(make.advisory(severity="high"))
    make.revision(make.advisory(title="Zaakpad: bestanden leesbaar", severity="high", products=[]))


def test_subscription_is_previewed_corrected_and_saved(house, bob):
    two_warnings()
    page = house.signed_in(bob.email, PHONE)
    page.goto("/qrc/abonnement/nieuw/")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("de voorbije 90 dagen 2 berichten")

    expect(page.get_by_label("Leveranciers of producten")).to_be_hidden()
    page.get_by_label("Alleen deze producten of woorden").check()
    page.get_by_label("Leveranciers of producten").fill("PoortWacht, Fortinet")
    page.get_by_label("Leveranciers of producten").press("Tab")
    expect(preview).to_contain_text("de voorbije 90 dagen 1 bericht ")
    expect(preview).not_to_contain_text("Zaakpad")
    page.get_by_role("button", name="Verder").click()

    ways = page.get_by_role("group", name="Hoe wilt u het horen?")
    expect(ways).to_be_visible()
    for box in ways.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Verder").click()
    expect(ways).to_contain_text("Kies minstens één manier, anders hoort u niets.")
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_label("Leveranciers of producten")).to_have_value("PoortWacht, Fortinet")
    page.get_by_role("button", name="Verder").click()
    ways.get_by_label("E-mail").check()
    page.get_by_role("button", name="Verder").click()
    expect(preview).to_contain_text("de voorbije 90 dagen 1 bericht ")
    assert not Subscription.objects.exists()

    page.get_by_role("button", name="Abonneren").click()
    expect(page).to_have_url(re.compile("/qrc/abonnement/$"))
    saved = Subscription.objects.get()
    assert (saved.words, list(saved.channels)) == (["Fortinet", "PoortWacht"], ["email"])


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_three_steps_are_taken_with_the_keyboard_alone(house, bob, size):
    two_warnings()
    page = house.signed_in(bob.email, size)
    if size == PHONE:
        tab_to(page, page.get_by_role("button", name="Menu", exact=True))
        page.keyboard.press("Enter")
        tab_to(page, page.get_by_role("dialog").get_by_role("link", name="Mijn abonnement"))
    else:
        tab_to(page, page.get_by_role("navigation").get_by_role("link", name="Mijn abonnement"))
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/qrc/abonnement/$"))
    tab_to(page, page.locator("main").get_by_role("link", name="Abonnement toevoegen").first)
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Waarvoor mogen wij u wekken?")).to_be_visible()
    tab_to(page, page.get_by_label("Alles", exact=True))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Alleen deze producten of woorden")).to_be_checked()
    tab_to(page, page.get_by_label("Leveranciers of producten"))
    page.keyboard.type("PoortWacht")
    expect(page.locator("#preview")).to_contain_text("de voorbije 90 dagen 1 bericht ")
    tab_to(page, page.get_by_label("Vanaf hoog"))
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Vanaf middel")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Verder"))
    page.keyboard.press("Enter")

    must_stand_on(page, "Hoe en wanneer mogen wij u wekken?")
    tab_to(page, page.get_by_label("Sms", exact=True))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Meteen: één bericht per waarschuwing"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Dagelijks: één bericht, elke ochtend")).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Verder"))
    page.keyboard.press("Enter")

    must_stand_on(page, "Klopt dit?")
    expect(page.locator("#preview")).to_contain_text("de voorbije 90 dagen 1 bericht ")
    tab_to(page, page.get_by_role("button", name="Abonneren"))
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Uw abonnement loopt.")

    saved = Subscription.objects.get()
    assert (saved.words, saved.min_severity, sorted(saved.channels), saved.cadence) == (
        ["PoortWacht"], "medium", ["email", "sms", "web"], "daily",
    )  # fmt: skip


def must_stand_on(page: Page, heading: str) -> None:
    """A next step begins at its own question, where a screen reader reads on."""
    expect(page.get_by_role("heading", name=heading)).to_be_focused()
