"""Looking at what a source would bring: nothing is kept, and a web page leads to its feeds."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html

from qrc.advisories.models import Advisory, CveFact
from qrc.feeds.models import Fetch, Payload, Source, SourceDocument
from qrc.feeds.trying import try_out
from tests.factories import qrc as make
from tests.qrc.feeds.writing import csaf, item, kev, rss, vulnerability

pytestmark = pytest.mark.django_db
LIST, NEW = "/qrc/bronnen/", "/qrc/bronnen/nieuw/"
STORED = (Advisory, CveFact, Fetch, Payload, SourceDocument)
PAGE = """<!DOCTYPE html><html><head><title>CERT</title><base href="/nl/">
<link rel="stylesheet" href="x.css"><link rel="Alternate" type="application/rss+xml" title="Adviezen"
href="../feed.xml"><link rel="alternate" type="application/feed+json" href="http://[kapot/">
<link rel=alternate type="application/atom+xml; charset=utf-8" href="feed.atom">
<link rel="alternate" type="application/feed+json" href="/feed.json" title="JSON">
<link rel="alternate" hreflang="en" href="/en/"></head><body></body></html>"""


@pytest.fixture
def editing(qrc_editor, client_of) -> Any:
    return client_of(qrc_editor)


def given(url: str, **more: str) -> dict[str, str]:
    return {"url": url, "kind": "rss", "name": "", "interval_minutes": "", "language": "nl"} | more


def stored() -> list[int]:
    return [model.objects.count() for model in STORED]


def test_trial_shows_ten_and_keeps_nothing(feeds, follow):
    source = follow(etag='"1"', cursor={"released": "x"})
    feeds.serve("/feed.xml", rss(*(item(n) for n in range(12)), item(13, title="INGETROKKEN: x")))
    before = Source.objects.filter(pk=source.pk).values().get()
    trial = try_out(source)

    assert [each.title for each in trial.items] == [f"Lek in PoortWacht {n}" for n in range(10)]
    assert (trial.total, trial.withdrawn, trial.error, trial.is_partial) == (13, 1, "", False)
    assert "if-none-match" not in feeds.asked[0][1]
    assert Source.objects.filter(pk=source.pk).values().get() == before
    assert stored() == [0] * 5


def test_trial_of_kev_looks_at_all_of_it_whatever_we_know(feeds, follow):
    source = follow("/kev.json", "kev")
    for n in range(30):
        make.advisory(source=source, identity=f"CVE-2020-{n:05}")
    feeds.serve("/kev.json", kev(*(vulnerability(n) for n in range(30))))

    assert (try_out(source).total, try_out(source).error) == (30, "")


def test_trial_of_a_directory_reads_a_few_documents(feeds, follow):
    names = [f"d{n}.json" for n in range(40)]
    feeds.serve("/csaf/changes.csv", "".join(f"{each},2026-05-01T00:00:00Z\n" for each in names))
    for n, name in enumerate(names):
        feeds.serve(f"/csaf/{name}", json.dumps(csaf(n)))
    feeds.serve("/csaf/d3.json", "{")
    trial = try_out(follow("/csaf/", "csaf"))

    assert (trial.total, len(trial.problems), trial.is_partial) == (9, 1, False)
    assert feeds.times("/csaf/d10.json") == 0
    assert stored() == [0] * 5


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (b"", 500, "De bron antwoordt met code 500."),
        (b"zomaar tekst", 200, "Dit is geen RSS- of Atom-feed."),
        (rss(item())[:150].encode(), 200, "halverwege"),
    ],
)
def test_trial_says_in_dutch_what_is_wrong(body, status, error, feeds, follow):
    feeds.serve("/feed.xml", body, status=status)

    assert error in try_out(follow()).error


def test_trial_never_asks_a_private_address(follow, settings):
    source = follow()
    settings.QRC_ALLOWED_PRIVATE_HOSTS = ""

    assert "niet openbaar" in try_out(source).error


def test_page_leads_to_its_feeds_and_to_csaf(feeds, follow):
    feeds.serve("/pagina", PAGE)
    elsewhere = "https://cert.example/provider-metadata.json"
    feeds.serve("/.well-known/security.txt", f"Contact: mailto:x@y.example\nCSAF: {elsewhere}\n")
    about = {"publisher": {"name": "CERT"}, "distributions": []}
    feeds.serve("/.well-known/csaf/provider-metadata.json", json.dumps(about))
    trial = try_out(follow("/pagina"))

    assert [(each.url, each.kind, each.title) for each in trial.found] == [
        (feeds.url("/feed.xml"), "rss", "Adviezen"),
        (feeds.url("/nl/feed.atom"), "rss", ""),
        (feeds.url("/feed.json"), "json", "JSON"),
        (elsewhere, "csaf", "security.txt"),
        (feeds.url("/.well-known/csaf/provider-metadata.json"), "csaf", "CERT"),
    ]


def test_page_without_feeds_says_so(feeds, follow):
    feeds.serve("/pagina", "<html><body>Welkom</body></html>")
    trial = try_out(follow("/pagina"))

    assert (trial.found, trial.error) == (
        [], "Dit is een webpagina en geen feed, en ze verwijst er ook naar geen.",
    )  # fmt: skip


def test_editor_goes_from_a_page_by_a_preview_to_a_source(editing, feeds, fields):
    feeds.serve("/", PAGE.replace("../feed.xml", "/feed.xml"))
    feeds.serve("/feed.xml", rss(item(1), item(2)))
    typed = given(feeds.url("/"), name="CERT Proef", licence="CC BY")

    first = editing.post(NEW, typed | {"proefhalen": "1"}).content.decode()
    assert fields(first).errors == {"url": "Dit is een webpagina en geen feed. Kies hieronder een feed die we er vonden."}  # fmt: skip
    choices = html.fromstring(first).xpath("//button[@name='gevonden']/@value")
    second = editing.post(NEW, typed | {"gevonden": choices[0]}).content.decode()
    shown = fields(second)
    assert (shown.errors, shown.values["url"], shown.values["name"], shown.values["licence"]) == (
        {}, feeds.url("/feed.xml"), "CERT Proef", "CC BY",
    )  # fmt: skip
    assert "Deze bron brengt 2 items" in second
    assert "Lek in PoortWacht 1" in second
    assert (Source.objects.taken().count(), stored()) == (0, [0] * 5)

    done = shown.values | {"interval_minutes": "30", "shows_text": "on"}
    editing.post(NEW, {name: value for name, value in done.items() if name != "proefhalen"})
    made = Source.objects.taken().get()
    assert (made.name, made.url, made.kind) == ("CERT Proef", feeds.url("/feed.xml"), "rss")


def test_preview_judges_nothing_but_address_and_kind(editing, feeds, fields):
    feeds.serve("/feed.xml", rss(item()))
    page = editing.post(NEW, given(feeds.url("/feed.xml"), proefhalen="1")).content.decode()

    assert fields(page).errors == {}
    assert "Deze bron brengt 1 item" in page


@pytest.mark.parametrize(
    ("more", "field", "error"),
    [
        ({"url": "ftp://x/"}, "url", "Geef een volledig adres dat met https:// begint."),
        ({"kind": "gopher"}, "kind", "Selecteer een geldige keuze."),
        ({"kind": "kev"}, "url", "Dit is geen geldige JSON"),
    ],
)
def test_preview_that_fails_says_why_beside_the_field(more, field, error, editing, feeds, fields):
    feeds.serve("/feed.xml", rss(item()))
    typed = given(feeds.url("/feed.xml"), name="Proef", proefhalen="1") | more
    found = fields(editing.post(NEW, typed).content.decode())

    assert list(found.errors) == [field]
    assert found.errors[field].startswith(error)
    assert found.values["name"] == "Proef"


def test_existing_source_is_tried_from_its_page(editing, feeds, follow):
    feeds.serve("/feed.xml", rss(item()))
    source = follow(enabled=False)
    page = editing.post(f"{LIST}{source.pk}/proefhalen/").content.decode()

    assert "Deze bron brengt 1 item" in page
    assert "er is niets bewaard" in page
    assert "Inschakelen" in page
    assert stored() == [0] * 5


def test_changed_address_is_tried_before_it_is_kept(editing, feeds, follow):
    feeds.serve("/nieuw.xml", rss(item()))
    source = follow()
    editing.post(f"{LIST}{source.pk}/wijzigen/", given(feeds.url("/nieuw.xml"), proefhalen="1"))

    source.refresh_from_db()
    assert (source.url, feeds.times("/nieuw.xml")) == (feeds.url("/feed.xml"), 1)


def test_trials_are_for_qrc_editors(alice, charlie, helpdesk, client_of, feeds, follow):
    source = follow()
    for person in (alice, charlie, helpdesk):
        client = client_of(person)
        for act in ("proefhalen", "intrekkingen"):
            assert client.post(f"{LIST}{source.pk}/{act}/").status_code == 403
    assert feeds.asked == []


def test_invented_source_is_never_asked_for(editing):
    source = make.source(is_demo=True)

    assert editing.post(f"{LIST}{source.pk}/proefhalen/").status_code == 404
