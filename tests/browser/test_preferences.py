"""What a person wants to hear, and his phone, from the first tick to the code in the SMS."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_phone_is_confirmed_with_the_code_from_the_outbox(house, bob):
    house.start("worker")
    page = house.signed_in(bob.email, PHONE)
    page.goto("/voorkeuren/")
    page.get_by_role("link", name="Gsm-nummer toevoegen").click()
    page.get_by_label("Gsm-nummer").fill("12")
    page.get_by_role("button", name="Code sturen").click()
    expect(page.locator(".field.invalid")).to_have_count(1)
    expect(page.get_by_label("Gsm-nummer")).to_have_value("12")
    page.get_by_label("Gsm-nummer").fill("0470 12 34 56")
    page.get_by_role("button", name="Code sturen").click()
    expect(page.locator("h1")).to_have_text("Vul de code in")

    page.get_by_label("Code uit de sms").fill("000000")
    page.get_by_role("button", name="Nummer bevestigen").click()
    expect(page.locator("h1")).to_have_text("Vul de code in")

    phone = page.context.new_page()
    row = phone.locator("main .list-title a", has_text="+32470123456")
    for _ in range(40):
        phone.goto("/outbox/?channel=sms")
        if row.count():
            break
        phone.wait_for_timeout(250)
    row.first.click()
    code = re.search(r"\b\d{6}\b", phone.locator(".sms-bubble").inner_text())
    assert code

    page.get_by_label("Code uit de sms").fill(code[0])
    page.get_by_role("button", name="Nummer bevestigen").click()
    expect(page.locator("h1")).to_have_text("Bevestigd")
    page.goto("/voorkeuren/")
    expect(page.locator("main")).to_contain_text("+32470123456")
    expect(page.locator("main .row.between", has_text="+32470123456")).to_contain_text("Bevestigd")


def test_choices_are_kept(house, alice):
    page = house.signed_in(alice.email)
    page.goto("/voorkeuren/")
    box = page.locator("main input[name=wanted]").first
    expect(box).to_be_checked()
    box.uncheck()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator(".toast")).to_contain_text("Uw keuze is bewaard.")
    expect(page.locator("main input[name=wanted]").first).not_to_be_checked()
