"""The forum in a browser: one goes through it by keys."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import scripts_are_there
from tests.factories import forum as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_posts_are_gone_through_by_keys_but_not_while_typing(house: Any, alice: Any, bob: Any):
    topic = make.topic(alice)
    make.post(topic, alice)
    page = house.signed_in(bob.email)
    page.goto(f"/forum/onderwerp/{topic.pk}/")
    scripts_are_there(page)

    page.keyboard.press("j")
    expect(page.locator("#bericht-1")).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("#bericht-2")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#bericht-1")).to_be_focused()

    page.keyboard.press("?")
    expect(page.locator("#toetsen")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#toetsen")).to_be_hidden()

    page.keyboard.press("r")
    box = page.locator("#antwoord textarea").first
    expect(box).to_be_focused()
    page.keyboard.type("j?")
    expect(box).to_have_value("j?")
    expect(page.locator("#toetsen")).to_be_hidden()
