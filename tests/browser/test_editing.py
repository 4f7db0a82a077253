"""A newcomer as editor: a page with news, a live tile and a document; looked at, planned, online."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect

from content.access import keep_access
from content.founding import lay_first_stones
from content.library.models import LibraryDocument
from content.pages.models import StandardPage
from tests.content.pages.making import home, news

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def add(page: Page, label: str) -> None:
    """Add a block of this kind at the end of the body."""
    body = page.locator("#panel-child-content-body-content, [data-contentpath='body']").first
    body.locator("button[title='Een blok invoegen'], button[aria-label='Een blok invoegen'], "
                 ".c-sf-add-button").last.click()  # fmt: skip
    page.get_by_role("option", name=label, exact=True).click()


def choose(page: Page, title: str) -> None:
    page.get_by_role("dialog").get_by_role("link", name=title).click()


def test_editor_builds_previews_plans_and_publishes_a_page(house: Any, editor: Any, settings: Any):
    lay_first_stones()
    keep_access(user_id=editor.pk)
    news("Kermis in Gent", lead="De foor komt.")
    made = LibraryDocument(title="Leidraad kermis")
    made.file.save("leidraad.pdf", ContentFile(b"%PDF"))
    made.save()
    page = house.signed_in(editor.email, {"width": 1400, "height": 1000})
    page.goto(f"/cms/pages/add/content/standardpage/{home().pk}/")
    page.get_by_label("Titel").first.fill("Alles over de kermis")
    add(page, "Nieuwste berichten")
    add(page, "Levende tegel")
    page.locator("select[name$='-tile']").select_option("qrc.public_warnings")
    add(page, "Document")
    page.get_by_role("button", name="Kies een document").click()
    choose(page, "Leidraad kermis")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.screenshot(path="/tmp/pg_edit.png")

    page.get_by_role("button", name=re.compile("Voorbeeld")).first.click()
    frame = page.frame_locator("#w-preview-iframe, [data-preview-iframe]").first
    expect(frame.locator("h1")).to_have_text("Alles over de kermis")
    expect(frame.get_by_text("Kermis in Gent")).to_be_visible()
    assert not StandardPage.objects.exists()
