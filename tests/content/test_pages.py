from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.pages.models import HomePage, StandardPage
from tests.content.pages.making import paragraph
from tests.factories import qrc

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> StandardPage:
    return HomePage.objects.get().add_child(
        instance=StandardPage(
            title="Over de QRC",
            slug="over-de-qrc",
            lead="Wie wij zijn.",
            body=paragraph("<p>Zes mensen.</p>"),
        )
    )


def test_home_tells_anyone_what_this_is_and_how_to_get_in(client):
    html = client.get("/").content.decode()
    said = (
        "Gewaarschuwd voor het misgaat", "dag en nacht", "U weet het meteen",
        'href="/account/login/"', 'href="/account/signup/"', "Dit product is verzonnen.",
    )  # fmt: skip

    assert [words for words in said if words not in html] == []


def test_home_of_who_is_signed_in_leads_to_the_overview(alice, client_of):
    html = client_of(alice).get("/").content.decode()

    assert ["Naar mijn overzicht" in html, "Account maken" in html] == [True, False]


def figures(client) -> list[str]:
    html = client.get("/").content.decode()
    return [said.strip() for said in re.findall(r'<p class="figure(?: none)?">([^<]*)', html)]


def test_home_counts_what_is_public_and_nothing_else(alice, bob, charlie, client):
    since = timezone.now() - timedelta(days=8)
    qrc.advisory(severity="critical")
    qrc.advisory(severity="low")
    qrc.advisory(changed_at=since)
    qrc.advisory(withdrawn_at=timezone.now())
    for tlp in ("GREEN", "AMBER", "AMBER+STRICT", "RED"):
        qrc.advisory(title=f"geheim {tlp}", severity="critical", tlp=tlp)

    assert figures(client) == ["2", "2", "8"]
    html = client.get("/").content.decode()
    assert ["waarvan 1 kritiek." in html, "geheim" in html] == [True, False]


def test_home_has_no_figure_for_sources_before_there_is_one(alice, client):
    assert figures(client) == ["1", "0"]


def test_home_says_when_its_figures_are_invented(supplier, client, settings):
    settings.DEBUG = True
    assert "Voorbeeldgegevens" not in client.get("/").content.decode()
    supplier.is_demo = True
    supplier.save()

    assert "Voorbeeldgegevens" in client.get("/").content.decode()
    settings.DEBUG = False
    assert "Voorbeeldgegevens" not in client.get("/").content.decode()


def test_home_asks_as_much_with_one_row_as_with_three(client):
    qrc.advisory()
    client.get("/")
    counts = []
    for rows in (0, 2):
        for _row in range(rows):
            qrc.advisory()
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[1] <= 10


def test_page_shows_the_editors_words_and_the_way_back(page, client):
    html = client.get("/over-de-qrc/").content.decode()
    said = ("Over de QRC", "Wie wij zijn.", "Zes mensen.", "Gewaarschuwd voor het misgaat")

    assert [words for words in said if words not in html] == []


def test_page_lists_only_pages_anyone_may_read(page, client):
    for title in ("Openbaar", "Ontwerp", "Besloten"):
        child = page.add_child(instance=StandardPage(title=title, live=title != "Ontwerp"))
    PageViewRestriction.objects.create(page=child, restriction_type="login")
    html = client.get("/over-de-qrc/").content.decode()

    assert [title in html for title in ("Openbaar", "Ontwerp", "Besloten")] == [True, False, False]


def test_page_that_an_editor_closed_asks_to_sign_in(page, client, alice, client_of):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    response = client.get("/over-de-qrc/")

    assert response.status_code == 302
    assert response["Location"].startswith("/_util/login/?next=")
    through = client.get(response["Location"])["Location"]
    assert through == "/account/login/?next=/over-de-qrc/"
    assert client_of(alice).get("/over-de-qrc/").status_code == 200


def test_page_that_is_not_there_is_404(client):
    assert client.get("/bestaat-niet/").status_code == 404
