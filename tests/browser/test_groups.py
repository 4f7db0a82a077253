"""Two people find each other, write, and work in a group: by keyboard and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from community.conversations.models import Conversation, PrivateMessage
from community.groups.models import GroupMembership
from tests.browser.conftest import tab_to
from tests.factories.groups import group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_member_is_found_by_typing_and_written_to(house: Any, alice: Any, charlie: Any):
    page = house.signed_in(alice.email)
    page.goto("/berichten/nieuw/")
    box = page.locator("main [role=combobox]").first
    tab_to(page, box)
    page.keyboard.type("charlie")
    expect(page.locator("main [role=option]").first).to_contain_text("Aalst")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#id_subject"))
    page.keyboard.type("Firewall")
    page.keyboard.press("Tab")
    page.keyboard.type("Welk merk hebt u?")
    tab_to(page, page.locator("main .actions .btn.primary"))
    page.keyboard.press("Enter")

    expect(page.locator("main .letter")).to_contain_text("Welk merk")
    talk = Conversation.objects.get()
    assert set(talk.participants.values_list("user", flat=True)) == {alice.pk, charlie.pk}


def test_who_has_the_page_open_sees_that_something_came(house: Any, alice: Any, charlie: Any):
    page = house.signed_in(alice.email)
    page.goto(f"/berichten/nieuw/?aan={charlie.pk}")
    page.fill("#id_subject", "Vraag")
    page.fill("#id_source", "Dag.")
    page.click("main .actions .btn.primary")
    hint = page.locator("[data-controller=fresh]")
    expect(hint).to_be_hidden()

    other = house.signed_in(charlie.email)
    other.goto(page.url)
    other.fill("#id_source", "Dag Alice.")
    other.click("main .actions .btn.primary")
    expect(hint).to_be_visible()
    hint.locator("a").click()
    expect(page.locator("main .letter").last).to_contain_text("Dag Alice.")
    assert PrivateMessage.objects.count() == 2


def test_without_script_one_asks_in_and_is_let_in(house: Any, alice: Any, charlie: Any):
    made = group(alice)
    page = house.signed_in(charlie.email, java_script_enabled=False)
    page.goto(f"/groepen/{made.pk}/")
    page.fill("#id_message", "Mag ik?")
    page.click("main .card .btn.primary")
    expect(page.locator("main")).to_contain_text("Uw vraag ligt bij de trekkers")

    leader = house.signed_in(alice.email, java_script_enabled=False)
    leader.goto(f"/groepen/{made.pk}/leden/")
    leader.click("button[value=ja]")
    expect(leader.locator("main")).to_contain_text("2 leden in de groep")
    assert GroupMembership.objects.filter(group=made, user=charlie).exists()
