"""Choosing a solution with the keyboard alone: the list opens, moves, chooses and closes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from catalogue.solutions.models import Solution
from tests.browser.conftest import PHONE, scripts_are_there
from tests.factories import catalogue as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MERGE = "/catalogus/oplossingen/samenvoegen/"


def test_two_solutions_are_chosen_and_merged_without_a_mouse(house, editor):
    kept, gone = make.solution("Poortmail", "Qwelk"), make.solution("Poortmail Oud", "Qwelk")
    page = house.signed_in(editor.email, PHONE)
    page.goto(MERGE)
    scripts_are_there(page)
    box = page.get_by_role("combobox", name="Deze oplossing verdwijnt")
    box.focus()
    page.keyboard.type("poortm")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")

    page.keyboard.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("poortm")
    page.keyboard.press("ArrowDown")
    expect(options).to_have_count(2)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Qwelk Poortmail Oud")
    expect(page.locator("[name=gone_chosen]")).to_have_value(str(gone.pk))

    page.keyboard.press("Tab")
    page.keyboard.type("qwelk poortmail")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_contain_text("gaat op in Qwelk Poortmail")
    page.get_by_role("button", name="Ja, samenvoegen").press("Enter")
    expect(page.get_by_text("Samengevoegd met Qwelk Poortmail.")).to_be_visible()

    gone.refresh_from_db()
    assert gone.merged_into == kept


def test_typing_on_forgets_the_choice(house, editor):
    made = make.solution("Poortmail", "Qwelk")
    page = house.signed_in(editor.email, PHONE)
    page.goto(f"{MERGE}?behouden={made.pk}")
    scripts_are_there(page)
    box = page.get_by_role("combobox", name="en gaat op in deze, die blijft")
    expect(box).to_have_value("Qwelk Poortmail")
    box.press("Control+A")
    box.press_sequentially("xyzzy")

    expect(page.locator("[name=kept_chosen]")).to_have_value("")
    expect(page.get_by_text("Niets gevonden. Kijk de spelling na.").first).to_be_visible()
    assert Solution.objects.filter(pk=made.pk).exists()
