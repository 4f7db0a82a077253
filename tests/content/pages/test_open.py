"""A draft and a page behind a lock stand in no list, feed, sitemap, menu, card or search."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import etree
from wagtail.models import Page

from community.kit.sitemap import AddressBook, address_books
from community.search.services import rebuild
from content.findable import PAGE
from content.pages.app_page import AppPage
from content.pages.articles import LandingPage
from content.pages.campaigns import CampaignPage
from content.pages.listing import open_to_all
from content.pages.menu import main_pages
from content.pages.models import StandardPage
from tests.content.pages.making import block, home, locked, news, news_index, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def four() -> None:
    """Of news: one open, one draft, one behind a lock, and one that went off again."""
    news("Kermis open", lead="Iedereen.")
    draft = news_index().add_child(instance=type(news("Kermis weg"))(title="Kermis ontwerp"))
    draft.unpublish()
    Page.objects.get(title="Kermis weg").unpublish()
    locked(news("Kermis besloten"))


def places(client) -> dict[str, str]:
    published(StandardPage(title="Lijst", body=block("newest", {"title": "N", "count": 9})))
    rebuild(PAGE)
    where = ("/nieuws/", "/feeds/nieuws.atom", "/feeds/nieuws.rss", "/sitemap-content-pages.xml",
             "/lijst/", "/zoeken/?q=kermis")  # fmt: skip
    return {each: client.get(each).content.decode() for each in where}


def test_only_what_is_open_is_told_anywhere(four, client, alice, client_of):
    for reader in (client, client_of(alice)):
        for where, text in places(reader).items():
            found = [word for word in ("open", "ontwerp", "besloten", "weg")
                     if f"kermis-{word}" in text or f"Kermis {word}" in text]  # fmt: skip
            assert found == ["open"], where
        Page.objects.get(title="Lijst").delete()


def test_open_to_all_is_what_wagtail_calls_live_and_public(four):
    section = published(LandingPage(title="Besloten rubriek"))
    published(StandardPage(title="Eronder"), section)
    locked(section)

    assert set(open_to_all(Page.objects.all())) == set(Page.objects.live().public())


def test_sitemap_names_every_open_page_and_what_other_apps_add(client, settings):
    news("Kermis")
    published(AppPage(title="Waarschuwingen", url_name="qrc:advisory-list"))
    book = AddressBook("community.test", lambda: ["/publiek/"], lambda path: (path, None))
    with address_books.temporarily(book):
        index = etree.fromstring(client.get("/sitemap.xml").content)
        parts = [each.text.replace(settings.SITE_URL, "") for each in index.iter("{*}loc")]
        assert parts == [
            "/sitemap-community-test.xml", "/sitemap-content-courses.xml",
            "/sitemap-content-documents.xml", "/sitemap-content-pages.xml",
        ]  # fmt: skip
        found = [
            each.text
            for part in parts
            for each in etree.fromstring(client.get(part).content).iter("{*}loc")
        ]
    assert found == [
        f"{settings.SITE_URL}{path}"
        for path in ("/publiek/", "/", "/leren/", "/nieuws/", "/nieuws/kermis/")
    ]
    assert [client.get(f"/sitemap-{each}").status_code for each in
            ("content-pages.xml?p=2", "content-pages.xml?p=x", "weg.xml")] == [404] * 3  # fmt: skip


def test_robots_learn_where_the_sitemap_is(client, settings):
    text = client.get("/robots.txt").content.decode()

    assert text.endswith(f"\n\nSitemap: {settings.SITE_URL}/sitemap.xml\n")
    assert "Disallow: /cms/" in text


def test_feed_keeps_its_identity_when_a_page_moves(client):
    page = news("Kermis", lead="De foor komt.")

    def told() -> tuple[str, str]:
        feed = etree.fromstring(client.get("/feeds/nieuws.atom").content)
        return feed.findtext("{*}entry/{*}id"), feed.find("{*}entry/{*}link").get("href")

    before = told()
    page.slug = "foor"
    page.save_revision().publish()
    after = told()
    assert (before[0], before[1] != after[1]) == (after[0], True)


def test_menu_shows_main_pages_to_visitors_and_members(client, alice, client_of):
    for title, shown in (("Over ons", True), ("Niet in het menu", False), ("Slot", True)):
        page = published(StandardPage(title=title, show_in_menus=shown))
    locked(page)
    app = published(AppPage(title="Warm", url_name="qrc:advisory-list", show_in_menus=True))

    assert [(each.title, each.url) for each in main_pages()] == [
        ("Over ons", "/over-ons/"), ("Warm", "/qrc/waarschuwingen/"),
    ]  # fmt: skip
    for html in (client.get("/").content.decode(),
                 client_of(alice).get("/overzicht/").content.decode()):  # fmt: skip
        assert ['href="/over-ons/"' in html, "Niet in het menu" in html] == [True, False]
    assert client.get("/warm/")["Location"] == "/qrc/waarschuwingen/"
    locked(home())
    assert (main_pages(), app.get_url()) == ([], "/qrc/waarschuwingen/")


def test_campaigns_over_are_no_longer_announced(client):
    today = timezone.localdate()
    for title, begins, ends in (("Oud", -9, -1), ("Nu", -1, 0), ("Straks", 5, 9)):
        published(CampaignPage(
            title=title, begins_on=today + timedelta(begins), ends_on=today + timedelta(ends)
        ))  # fmt: skip
    page = published(StandardPage(title="Lijst", body=block("campaigns", {"title": "Doe mee"})))
    html = client.get(page.url).content.decode()

    assert [f'href="/{name}/"' in html for name in ("oud", "nu", "straks")] == [False, True, True]
    assert "Deze campagne is voorbij" in client.get("/oud/").content.decode()
