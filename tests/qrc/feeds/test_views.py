"""The sources on the screen: for QRC-redacteuren alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.activity.models import Activity
from qrc.advisories.models import Advisory
from qrc.feeds.forms import SourceForm
from qrc.feeds.models import Fetch, Source
from tests.factories import qrc as make
from tests.qrc.feeds.writing import item, rss

pytestmark = pytest.mark.django_db
LIST, NEW = "/qrc/bronnen/", "/qrc/bronnen/nieuw/"
GIVEN = {
    "name": "CERT Proef", "url": "https://cert.example/feed.xml", "kind": "rss",
    "publisher": "CERT", "licence": "CC BY", "language": "nl", "tlp": "CLEAR",
    "interval_minutes": "30", "identity_policy": "guid", "first_poll": "silent",
    "release_policy": "automatisch",
}  # fmt: skip


@pytest.fixture
def editing(qrc_editor, client_of) -> Any:
    return client_of(qrc_editor)


def trail() -> list[tuple[str, Any]]:
    rows = Activity.objects.filter(verb="qrc.source.changed").order_by("pk")
    return [(row.subject_id, row.actor_id) for row in rows]


def test_sources_are_for_qrc_editors(alice, bob, charlie, helpdesk, editor, client_of):
    source = make.source()
    before = Source.objects.taken().values().get()
    paths = (LIST, NEW, f"{LIST}{source.pk}/", f"{LIST}{source.pk}/wijzigen/")
    acts = [f"{LIST}{source.pk}/{act}/" for act in ("wijzigen", "ophalen", "schakelen", "volgen")]
    for person in (alice, bob, charlie, helpdesk, editor):
        client = client_of(person)
        assert [client.get(path).status_code for path in paths] == [403] * 4
        assert [client.post(path, GIVEN).status_code for path in acts] == [403] * 4
    assert (Source.objects.taken().values().get(), trail()) == (before, [])


def test_list_puts_trouble_first_and_counts_it(editing):
    make.source(name="Gezond", last_ok_at=timezone.now())
    ill = make.source(name="Ziek", failures=3, last_error="De bron antwoordt met code 500.")
    Fetch.objects.create(source=ill, status="failed")
    Fetch.objects.create(source=ill, status="ok")
    Fetch.objects.create(source=ill, status="failed", at=timezone.now() - timedelta(days=31))
    response = editing.get(LIST)

    assert [(s.name, s.polls, s.failed_polls) for s in response.context["page"]] == [
        ("Ziek", 2, 1), ("Gezond", 0, 0),
    ]  # fmt: skip
    html = response.content.decode()
    assert "1 van de 2 bronnen vraagt aandacht." in html
    assert "code 500" in html


@pytest.mark.parametrize(
    ("words", "found"),
    [("zie", ["Ziek"]), ("uitgever x", ["Gezond"]), ("niets", []), ("  ", ["Gezond", "Ziek"])],
)
def test_list_is_searched(words, found, editing):
    make.source(name="Ziek")
    make.source(name="Gezond", publisher="Uitgever X")
    response = editing.get(LIST, {"q": words})

    assert [each.name for each in response.context["page"]] == found
    assert ("Geen bron gevonden" in response.content.decode()) is (found == [])


def test_list_without_sources_says_what_to_do(editing):
    html = editing.get(LIST).content.decode()

    assert "Nog geen bronnen" in html
    assert f'href="{NEW}"' in html


def test_list_costs_the_same_with_one_and_three_rows(editing, costs):
    make.source()
    one = costs(editing, LIST)
    for _again in range(2):
        Fetch.objects.create(source=make.source(), status="ok")

    assert costs(editing, LIST) == one


def test_list_and_polls_come_in_pages(editing):
    sources = [make.source() for _number in range(60)]
    Fetch.objects.bulk_create(Fetch(source=sources[0], status="ok") for _number in range(60))

    for address in (LIST, f"{LIST}{sources[0].pk}/"):
        sizes = [len(editing.get(address, {"page": page}).context["page"]) for page in (1, 2, 3)]
        assert sizes == [25, 25, 10]


def test_detail_costs_the_same_with_one_and_three_polls(editing, costs):
    source = make.source()
    Fetch.objects.create(source=source, status="ok")
    one = costs(editing, f"{LIST}{source.pk}/")
    for _again in range(2):
        Fetch.objects.create(source=source, status="failed", error="Te groot.")

    assert costs(editing, f"{LIST}{source.pk}/") == one


def test_detail_tells_how_it_goes(editing):
    source = make.source(name="CERT Proef", moved_to="https://nieuw.example/feed", failures=2)
    Fetch.objects.create(source=source, status="failed", error="De bron antwoordt met code 500.")
    html = editing.get(f"{LIST}{source.pk}/").content.decode()

    words = ("CERT Proef", "https://nieuw.example/feed", "code 500")
    assert [word for word in words if word not in html] == []


def test_every_question_of_the_form_stands_on_its_screen_once(editing):
    screen = editing.get(NEW).content.decode().partition("<main")[2].partition("</main>")[0]
    assert {name: screen.count(f'name="{name}"') for name in SourceForm.base_fields} == (
        dict.fromkeys(SourceForm.base_fields, 1)
    )


def test_an_empty_form_says_what_to_give(editing):
    empty = dict.fromkeys(("url", "name", "publisher", "licence", "language"), "")
    said = editing.post(NEW, GIVEN | empty | {"interval_minutes": ""}).content.decode()
    for words in ("Geef het adres van de feed", "Geef de bron een naam", "zoals nl of en"):
        assert said.count(words) == 2, "in the summary and beside the field"
    assert "verplicht veld" not in said


def test_adding_keeps_who_did_it(editing, qrc_editor):
    response = editing.post(NEW, GIVEN)

    made = Source.objects.taken().get()
    assert response["Location"] == f"{LIST}{made.pk}/"
    assert (made.name, made.kind, made.created_by) == ("CERT Proef", "rss", qrc_editor)
    assert trail() == [(str(made.pk), qrc_editor.pk)]


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ({"url": "ftp://cert.example/x"}, "Geef een volledig adres dat met https:// begint."),
        ({"url": "zomaar iets"}, "Geef een volledig adres dat met https:// begint."),
        ({"url": "https://naam:woord@cert.example/"}, "Zet geen naam of wachtwoord in het adres."),
        ({"url": "https://[cert.example/"}, "Geef een volledig adres dat met https:// begint."),
        ({"interval_minutes": "4"}, "Kies tussen 5 minuten en 1440 minuten (een dag)."),
        ({"interval_minutes": "1441"}, "Kies tussen 5 minuten en 1440 minuten (een dag)."),
        ({"interval_minutes": "vaak"}, "Vul een geheel getal in, zoals 30."),
        ({"kind": "gopher"}, "Selecteer een geldige keuze."),
        ({"name": ""}, "Geef de bron een naam, zoals lezers haar zullen zien."),
        ({"name": "Bestaat al"}, "Er bestaat al een Bron met eenzelfde Naam."),
    ],
)  # fmt: skip
def test_what_cannot_be_says_why_and_keeps_what_was_typed(bad, error, editing, fields):
    make.source(name="Bestaat al")
    (field,) = bad
    response = editing.post(NEW, GIVEN | bad)

    assert response.status_code == 200
    found = fields(response.content.decode())
    assert set(found.errors) == {field}
    assert found.errors[field].startswith(error)
    kept = GIVEN | bad
    if field == "kind":
        kept.pop("kind")
    assert {name: found.values[name] for name in kept} == kept
    assert (Source.objects.taken().count(), trail()) == (1, [])


def test_changing_asks_anew_only_when_the_address_changed(editing, qrc_editor):
    source = make.source(etag='"1"', last_modified="gisteren", moved_to="https://elders.example/")
    address = f"{LIST}{source.pk}/wijzigen/"

    editing.post(address, GIVEN | {"url": source.url, "name": "Andere naam"})
    source.refresh_from_db()
    assert (source.name, source.etag) == ("Andere naam", '"1"')

    editing.post(address, GIVEN)
    source.refresh_from_db()
    assert (source.etag, source.last_modified, source.moved_to) == ("", "", "")
    assert trail() == [(str(source.pk), qrc_editor.pk)] * 2


def test_changing_badly_changes_nothing(editing, fields):
    source = make.source(name="Oud")
    response = editing.post(f"{LIST}{source.pk}/wijzigen/", GIVEN | {"interval_minutes": "1"})

    assert "interval_minutes" in fields(response.content.decode()).errors
    source.refresh_from_db()
    assert source.name == "Oud"


def test_polling_by_hand_says_what_it_brought(editing, feeds):
    source = make.source(url=feeds.serve("/feed.xml", rss(item(1), item(2))), kind="rss")
    response = editing.post(f"{LIST}{source.pk}/ophalen/", follow=True)

    assert "Opgehaald: 2 nieuw, 0 gewijzigd, 0 ingetrokken." in response.content.decode()
    assert Advisory.objects.count() == 2


def test_polling_by_hand_says_why_it_failed(editing, feeds):
    feeds.serve("/feed.xml", "", status=503)
    source = make.source(url=feeds.url("/feed.xml"), kind="rss")
    response = editing.post(f"{LIST}{source.pk}/ophalen/", follow=True)

    assert "Ophalen mislukte: De bron antwoordt met code 503." in response.content.decode()


def test_switching_off_and_on_is_kept_in_the_trail(editing, qrc_editor):
    source = make.source()
    states = []
    for _turn in range(2):
        editing.post(f"{LIST}{source.pk}/schakelen/")
        source.refresh_from_db()
        states.append(source.enabled)

    assert states == [False, True]
    assert trail() == [(str(source.pk), qrc_editor.pk)] * 2


def test_switching_a_source_that_was_gone_gives_it_another_life(editing):
    source = make.source(gone_at=timezone.now())
    editing.post(f"{LIST}{source.pk}/schakelen/")

    source.refresh_from_db()
    assert (source.enabled, source.gone_at) == (True, None)


def test_following_a_move_takes_the_new_address(editing, qrc_editor):
    source = make.source(moved_to="https://nieuw.example/feed")
    editing.post(f"{LIST}{source.pk}/volgen/")

    source.refresh_from_db()
    assert (source.url, source.moved_to) == ("https://nieuw.example/feed", "")
    assert Activity.objects.filter(actor=qrc_editor, subject_id=str(source.pk)).count() == 1
    assert editing.post(f"{LIST}{source.pk}/volgen/").status_code == 404
