"""A newcomer as editor: a page with news, a live tile and a document; looked at, planned, online."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from content.access import keep_access
from content.founding import lay_first_stones
from content.pages import scheduling
from content.pages.models import StandardPage
from tests.content.library.shelf import published
from tests.content.pages.making import home, news

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "#panel-child-inhoud-body-section"


def add(page: Page, label: str) -> None:
    """Add a block of this kind at the end of the body."""
    page.locator(f"{BODY} .c-sf-add-button:visible").last.click()
    page.get_by_role("option", name=label, exact=True).click()


def test_editor_builds_previews_plans_and_publishes_a_page(house: Any, editor: Any):
    lay_first_stones()
    keep_access(user_id=editor.pk)
    news("Kermis in Gent", lead="De foor komt.")
    published(editor, title="Leidraad kermis")
    page = house.signed_in(editor.email, {"width": 1500, "height": 1000})
    page.goto(f"/cms/pages/add/content/standardpage/{home().pk}/")
    page.locator("#id_title").fill("Alles over de kermis")
    _build(page)
    soon = timezone.localtime() + timedelta(hours=2)
    _plan(page, soon.strftime("%Y-%m-%d %H:%M"))
    made = StandardPage.objects.get()
    assert (made.live, made.approved_schedule) == (False, True)
    visitor = house.window().new_page()
    assert visitor.goto(f"/{made.slug}/").status == 404

    # Beat rings every minute; its moment comes when the clock says so.
    with time_machine.travel(soon + timedelta(minutes=2), tick=False):
        assert scheduling.publish_due() == 1
    assert visitor.goto(f"/{made.slug}/").status == 200
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Alles over de kermis")
    expect(visitor.get_by_role("link", name="Kermis in Gent")).to_be_visible()
    expect(visitor.locator(".page-tile .figure")).to_contain_text("0 in de voorbije 7 dagen")


def _build(page: Page) -> None:
    add(page, "nieuwste berichten")
    add(page, "levende tegel")
    page.locator(f"{BODY} select[name$='-tile']").select_option("qrc.public_warnings")
    add(page, "document")
    page.locator(f"{BODY} [data-chooser-action-choose]:visible").last.click()
    page.locator(".modal-content").get_by_role("link", name="Leidraad kermis").click()
    expect(page.locator(f"{BODY} [data-chooser-title]")).to_have_text("Leidraad kermis")

    page.locator("[data-side-panel-toggle='preview']").click()
    frame = page.frame_locator("iframe[data-w-preview-target='iframe'], #w-preview-iframe").first
    expect(frame.locator("h1")).to_have_text("Alles over de kermis")
    expect(frame.get_by_role("link", name="Kermis in Gent")).to_be_visible()
    expect(frame.get_by_role("link", name="Leidraad kermis")).to_be_visible()
    expect(frame.locator(".page-tile .figure")).to_be_visible()


def _plan(page: Page, moment: str) -> None:
    page.locator("[data-side-panel-toggle='status']").click()
    page.locator("[data-a11y-dialog-show='schedule-publishing-dialog']").click()
    page.locator("#id_go_live_at").fill(moment)
    # By keyboard, over the calendar that still hangs under the field.
    page.locator("#schedule-publishing-dialog button.action-save").press("Enter")
    page.wait_for_url("**/edit/**")
    page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    page.locator("[name='action-publish']").click()
    expect(page.locator(".messages")).to_contain_text("Alles over de kermis")
