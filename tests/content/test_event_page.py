"""The page that announces an event says how it stands, to who may know; and so does the block."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.events.models import Event
from community.search.services import rebuild
from content.findable import PAGE
from content.pages.blocks.body import Body
from content.pages.events import EventPage
from content.pages.house_page import HousePage
from content.pages.models import StandardPage
from tests.content.pages.making import block, paragraph, picture, published
from tests.factories import events as make

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore::ResourceWarning")]


def announce(event: Event, **fields: Any) -> EventPage:
    given = {"title": "Kom oefenen", "slug": "oefenen", "lead": "Eén voormiddag.",
             "body": paragraph("<p>Breng uw team.</p>")} | fields  # fmt: skip
    return published(EventPage(event=event, **given))


def test_it_leads_to_the_agenda(client):
    event = make.event(audience="publiek", title="Ransomware oefenen")
    html = client.get(announce(event).url).content.decode()
    for said in ("Breng uw team.", "Ransomware oefenen", f'href="/agenda/{event.pk}/"'):
        assert said in html, said


def test_it_is_a_page_of_the_house_with_a_card_to_share(client, settings):
    page = announce(make.event(audience="publiek"), picture=picture())
    html = client.get(page.url).content.decode()

    assert isinstance(page, HousePage)
    for said in (f'<link rel="canonical" href="{settings.SITE_URL}/oefenen/">', "Eén voormiddag.",
                 '<meta property="og:image:alt" content="Een blauw vlak">',
                 '<figure class="page-picture"><img'):  # fmt: skip
        assert said in html, said
    assert "/oefenen/" in client.get("/sitemap-content-pages.xml").content.decode()
    rebuild(PAGE)
    assert "Kom oefenen" in client.get("/zoeken/?q=breng+team").content.decode().replace(
        "<mark>", ""
    ).replace("</mark>", "")


def test_what_is_for_members_stays_with_them(client, client_of, alice):
    page = announce(make.event(title="Alleen voor leden", place="Geheime zaal"))
    seen = client.get(page.url).content.decode()
    assert ["Geheime zaal" in seen, "Alleen voor leden" in seen] == [False, False]
    assert "Geheime zaal" in client_of(alice).get(page.url).content.decode()


def test_an_event_with_a_page_is_not_lost(client):
    event = make.event(audience="publiek")
    announce(event)
    with pytest.raises(ProtectedError):
        event.delete()


def shows(**fields: Any) -> StandardPage:
    value = {"title": "Wat komt", "count": 3, "kind": ""} | fields
    return published(StandardPage(title="Lijst", body=block("events", value)))


def told(client: Any, page: StandardPage) -> list[str]:
    """The titles of the events on the page, in their order."""
    html = client.get(page.url).content.decode()
    return [
        part.partition(">")[2].partition("<")[0] for part in html.split('<h3><a href="/agenda/')[1:]
    ]


def test_block_shows_what_comes_to_who_may_know(client, client_of, alice, charlie, editor):
    make.event(title="Voor leden", sessions=[make.wish(days=2)])
    make.event(title="Openbaar", audience="publiek", sessions=[make.wish(days=9)])
    make.event(title="Concept", audience="publiek", state="concept")
    make.event(title="Besturen", audience="besturen", kind="webinar", sessions=[make.wish(days=5)])
    past = make.event(title="Voorbij", audience="publiek")
    make.take_place_before(past)
    off = make.event(title="Afgelast", audience="publiek")
    Event.objects.filter(pk=off.pk).update(state="afgelast", reason="Ziek")
    page = shows()

    assert told(client, page) == ["Openbaar"]
    for person in (alice, charlie, editor):
        assert told(client_of(person), page) == ["Voor leden", "Besturen", "Openbaar"]
    page.delete()
    assert told(client_of(alice), shows(kind="webinar")) == ["Besturen"]


def test_block_shows_the_first_few_and_asks_the_same_for_three_as_for_one(client):
    page, counts = shows(count=3), []
    for number in (1, 3):
        while Event.objects.count() < number:
            make.event(title=f"Nr {Event.objects.count()}", audience="publiek",
                       sessions=[make.wish(days=20 - Event.objects.count())])  # fmt: skip
        client.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            assert len(told(client, page)) == number
        counts.append(len(asked))
    assert counts[0] == counts[1]
    page.delete()
    assert told(client, shows(count=2)) == ["Nr 2", "Nr 1"]


def test_block_says_so_when_nothing_comes(client):
    html = client.get(shows().url).content.decode()
    assert "Er staat nu niets gepland" in html
    assert Body().child_blocks["events"].child_blocks["kind"].clean("") == ""


@pytest.mark.django_db(transaction=True)
def test_words_of_before_become_a_paragraph_and_go_back():
    """The migration keeps what editors wrote, on the page and in its drafts."""
    page = announce(make.event(), body=paragraph("<p>Breng <b>uw</b> team.</p>"))
    page.body = paragraph("<p>Ontwerp.</p>")
    page.save_revision()
    try:
        MigrationExecutor(connection).migrate([("content", "0006_library")])
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM content_eventpage")
            assert cursor.fetchall() == [("<p>Breng <b>uw</b> team.</p>",)]
    finally:
        call_command("migrate", "content", verbosity=0)
    page = EventPage.objects.get()
    assert [(each.block_type, each.value.source) for each in page.body] == [
        ("paragraph", "<p>Breng <b>uw</b> team.</p>")
    ]
    draft = page.get_latest_revision_as_object()
    assert [each.value.source for each in draft.body] == ["<p>Ontwerp.</p>"]
    assert page.last_published_at > timezone.now() - timedelta(days=1)
