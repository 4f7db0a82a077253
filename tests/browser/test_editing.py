"""A newcomer as editor: a page with news, a live tile, a picture and a document; looked at, planned,
online, found, and moved to another address. By clicks alone, from the menu of the site."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from celery import current_app
from django.utils import timezone
from PIL import Image
from playwright.sync_api import FrameLocator, Locator, Page, expect

from content.access import keep_access
from content.founding import lay_first_stones
from content.images.models import HouseImage
from content.library.enums import Readers
from content.pages.news import NewsPage
from content.pages.tasks import publish_scheduled
from tests.content.library.shelf import published
from tests.content.pages.making import news
from tests.factories import qrc

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = "#panel-child-inhoud-body-section"
TITLE, OTHER, DOCUMENT = "Alles over de kermis", "De foor komt", "Leidraad kermis"
WIDE = {"width": 1500, "height": 1000}


def test_newcomer_builds_previews_plans_and_publishes_a_page(
    house: Any, editor: Any, alice: Any, tmp_path: Path
):
    lay_first_stones()
    keep_access(user_id=editor.pk)
    news(OTHER, lead="Zaterdag begint het.")
    published(editor, title=DOCUMENT, audience=Readers.MEMBERS)
    page = house.signed_in(editor.email, WIDE)
    go_and_add(page)
    build(page, tmp_path / "foor.png")
    look(page)
    soon = timezone.localtime() + timedelta(hours=2)
    plan(page, soon.strftime("%Y-%m-%d %H:%M"))
    made = NewsPage.objects.get(title=TITLE)
    assert (made.live, made.approved_schedule) == (False, True)
    assert HouseImage.objects.get().alt_text == "Een draaimolen op het plein"
    visitor = house.window().new_page()
    path = f"/nieuws/{made.slug}/"
    assert visitor.goto(path).status == 404

    # Beat rings every minute; what it rings finds the page when the clock says so.
    assert publish_scheduled.name in {
        each["task"] for each in current_app.conf.beat_schedule.values()
    }
    publish_scheduled()
    assert visitor.goto(path).status == 404
    with time_machine.travel(soon + timedelta(minutes=2), tick=False):
        publish_scheduled()
    read(visitor, document=False)
    read(house.signed_in(alice.email), document=True)
    follow(visitor, path)
    # The site's own clock has not moved on: what is planned stays so there, the other page may go.
    move(page, OTHER, "foor-2027")
    visitor.goto("/nieuws/de-foor-komt/")
    expect(visitor).to_have_url(f"{house.address}/nieuws/foor-2027/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text(OTHER)


def go_and_add(page: Page) -> None:
    """From the menu of the site to an empty page of news."""
    page.get_by_role("link", name="Inhoud beheren").first.click()
    page.get_by_role("button", name="Pagina's").click()
    page.get_by_role("link", name="Gewaarschuwd voor het misgaat", exact=True).click()
    page.get_by_role("link", name="Bekijk de onderliggende pagina's van 'Nieuws'").click()
    page.get_by_role("link", name="Voeg onderliggende pagina toe").first.click()
    page.locator("#id_title").fill(TITLE)


def add(page: Page, label: str) -> None:
    """Add a block of this kind at the end of the body."""
    page.locator(f"{BODY} .c-sf-add-button:visible").last.click()
    page.get_by_role("option", name=label, exact=True).click()


def build(page: Page, file: Path) -> None:
    add(page, "nieuwste berichten")
    add(page, "levende tegel")
    page.locator(f"{BODY} select[name$='-tile']").select_option("qrc.public_warnings")
    _upload(page, file)
    kept = page.locator(".w-autosave-indicator__text:visible", has_text="Opgeslagen")
    expect(kept).to_be_visible()
    # Wagtail keeps a draft by itself; publishing at that very moment it takes for another window.
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        add(page, "document")
    expect(kept).to_be_visible()
    # Nothing chosen yet: the page says so beside it, and everything else stays.
    publish(page)
    expect(
        page.locator(f"{BODY} .error-message", has_text="Dit is een verplicht veld.")
    ).to_have_count(1)
    expect(page.locator("#id_title")).to_have_value(TITLE)
    page.locator(f"{BODY} [data-chooser-action-choose]:visible").last.click()
    page.locator(".modal-content").get_by_role("link", name=DOCUMENT).click()
    expect(page.locator(f"{BODY} [data-chooser-title]", has_text=DOCUMENT)).to_be_visible()


def _upload(page: Page, file: Path) -> None:
    """A picture, which is refused until it says what is on it."""
    Image.new("RGB", (1600, 900), "#0b57a4").save(file)
    add(page, "beeld")
    page.locator(f"{BODY} [data-chooser-action-choose]:visible").last.click()
    window = page.locator(".modal-content")
    window.get_by_role("tab", name="Uploaden").click()
    _send(window, file)
    expect(window).to_contain_text("Beschrijf het beeld, of vink aan dat het alleen versiering is.")
    window.locator("[name$='-alt_text']").fill("Een draaimolen op het plein")
    _send(window, file)
    expect(window).to_be_hidden()


def _send(window: Locator, file: Path) -> None:
    window.locator("input[type=file]").set_input_files(file)
    # The name of the file becomes the title a moment later.
    expect(window.locator("[name$='-upload-title']")).to_have_value(file.stem)
    window.get_by_role("button", name="Uploaden").click()


def look(page: Page) -> None:
    """The preview shows what will be there, with the figure as it is at that moment."""
    page.get_by_role("button", name="Toon/verberg voorvertoning").click()
    frame = page.frame_locator("iframe[data-w-preview-target='iframe'], #w-preview-iframe").first
    expect(frame.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(frame.get_by_role("link", name=OTHER)).to_be_visible()
    expect(frame.get_by_role("link", name=DOCUMENT)).to_be_visible()
    expect(frame.get_by_role("img", name="Een draaimolen op het plein")).to_be_visible()
    expect(figure(frame)).to_contain_text("0 in de voorbije 7 dagen")
    qrc.advisory(severity="critical")


def figure(page: Page | FrameLocator) -> Any:
    return page.locator(".page-tile .figure")


def plan(page: Page, moment: str) -> None:
    page.get_by_role("button", name="Toon/verberg status").click()
    page.locator("[data-a11y-dialog-show='schedule-publishing-dialog']").click()
    page.locator("#id_go_live_at").fill(moment)
    # By keyboard, over the calendar that still hangs under the field.
    page.locator("#schedule-publishing-dialog button.action-save").press("Enter")
    page.wait_for_url("**/edit/**")
    publish(page)
    expect(page.locator(".messages")).to_contain_text(TITLE)


def publish(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target='toggle']").first.click()
    page.locator("[name='action-publish']").click()


def read(page: Page, *, document: bool) -> None:
    """Found by who walks in at the front door; the figure moved on since the preview."""
    page.goto("/nieuws/")
    page.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(page.get_by_role("link", name=OTHER)).to_be_visible()
    expect(page.get_by_role("img", name="Een draaimolen op het plein")).to_be_visible()
    expect(figure(page)).to_contain_text("1 in de voorbije 7 dagen")
    expect(page.get_by_role("link", name=DOCUMENT)).to_have_count(int(document))


def follow(visitor: Page, path: str) -> None:
    """In the sitemap and the feed, and found by a word that only it has."""
    for address in ("/sitemap-content-pages.xml", "/feeds/nieuws.rss", "/feeds/nieuws.atom"):
        assert path in visitor.request.get(address).text(), address
    visitor.goto("/zoeken/?q=kermis")
    expect(visitor.locator("main").get_by_role("link", name=TITLE)).to_be_visible()


def move(page: Page, title: str, slug: str) -> None:
    """The address changes; what others kept of it still leads there."""
    page.locator("main table").get_by_role("link", name=title, exact=True).click()
    page.get_by_role("tab", name="Eigenschappen").click()
    page.locator("#id_slug").fill(slug)
    publish(page)
    expect(page.locator(".messages")).to_contain_text(title)
