"""The form of a subscription: what it will mean, what is wrong, nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from qrc.subscriptions.models import Subscription
from tests.browser.conftest import PHONE
from tests.factories import qrc as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_subscription_is_previewed_corrected_and_saved(house, bob):
    make.revision(make.advisory(severity="high"))
    make.revision(make.advisory(title="Zaakpad: bestanden leesbaar", severity="high", products=[]))
    page = house.signed_in(bob.email, PHONE)
    page.goto("/qrc/abonnement/nieuw/")
    preview = page.locator("#preview")
    expect(preview).to_contain_text("2 waarschuwingen")

    page.get_by_label("Leveranciers of producten").fill("PoortWacht, Fortinet")
    page.get_by_label("Leveranciers of producten").press("Tab")
    expect(preview).to_contain_text("1 waarschuwing")
    expect(preview).not_to_contain_text("Zaakpad")

    ways = page.get_by_role("group", name="Hoe wilt u het horen?")
    for box in ways.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Abonneren").click()
    expect(ways).to_contain_text("Kies minstens één manier, anders hoort u niets.")
    expect(page.get_by_label("Leveranciers of producten")).to_have_value("PoortWacht, Fortinet")
    assert not Subscription.objects.exists()

    ways.get_by_label("E-mail").check()
    page.get_by_role("button", name="Abonneren").click()
    expect(page).to_have_url(re.compile("/qrc/abonnement/$"))
    expect(page.locator("main article h3")).to_have_text("Fortinet, PoortWacht")
    saved = Subscription.objects.get()
    assert (saved.words, list(saved.channels)) == (["Fortinet", "PoortWacht"], ["email"])
