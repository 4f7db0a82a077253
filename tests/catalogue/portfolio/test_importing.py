"""A list from the moment it comes in until it is taken over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from catalogue.portfolio.models import ImportDraft, PortfolioItem
from catalogue.portfolio.services import add_item, make_draft, take_draft
from community.activity.models import Activity
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db
LIST = b"""product;leverancier;versie;opmerking
Dijkwacht Poort;;2.1;Rand
Dijkwacht Poorrt;;;
Ons Kruispunt 3;Eigen Werk;;
Sluisbeheer;Dijkwacht;4;
Sluisbeheer;Dijkwacht;4;
Dijkwacht Brug;;5;
;;;
;Dijkwacht;;
"""


@pytest.fixture
def known(db):
    return {name: make.solution(name, "Dijkwacht") for name in ("Poort", "Sluisbeheer", "Brug")}


def shown(draft: ImportDraft) -> list[tuple]:
    rows = draft.rows.select_related("solution", "item")
    return [(r.line, r.state, r.solution.name if r.solution else "", r.version) for r in rows]


def test_each_row_says_what_it_would_become(gent, alice, known):
    bridge = add_item(organisation=gent, actor=alice, solution=known["Brug"])
    draft = make_draft(organisation=gent, user=alice, content=LIST, file_name="lijst.csv")

    assert shown(draft) == [
        (2, "herkend", "Poort", "2.1"),
        (3, "waarschijnlijk", "Poort", ""),
        (4, "onbekend", "", ""),
        (5, "herkend", "Sluisbeheer", "4"),
        (6, "dubbel", "Sluisbeheer", "4"),
        (7, "wijziging", "Brug", "5"),
        (9, "fout", "", ""),
    ]
    assert draft.rows.get(line=7).item == bridge
    assert PortfolioItem.objects.count() == 1


def test_taking_over_happens_once_and_in_one_activity(gent, alice, known):
    bridge = add_item(organisation=gent, actor=alice, solution=known["Brug"])
    draft = make_draft(organisation=gent, user=alice, content=LIST)
    before = Activity.objects.count()

    done = take_draft(draft=draft, actor=alice)
    again = take_draft(draft=draft, actor=alice)

    assert (len(done.added), done.changed, done.double) == (4, [bridge.pk], 0)
    assert (again.added, again.changed) == ([], [])
    assert Activity.objects.count() == before + 1
    said = PortfolioItem.objects.of(gent).order_by("pk").values_list(
        "solution__name", "name", "vendor", "version", "note"
    )  # fmt: skip
    assert list(said) == [
        ("Brug", "", "", "5", ""),
        ("Poort", "", "", "2.1", "Rand"),
        ("Poort", "Dijkwacht Poorrt", "", "", ""),
        (None, "Ons Kruispunt 3", "Eigen Werk", "", ""),
        ("Sluisbeheer", "", "", "4", ""),
    ]


def export(client: Client) -> bytes:
    return b"".join(client.get("/catalogus/portfolio/export.csv").streaming_content)


def test_what_was_exported_comes_back_without_a_change(gent, alice, known, client_of):
    add_item(
        organisation=gent, actor=alice, solution=known["Poort"], version="2.1", name="De poort"
    )
    add_item(organisation=gent, actor=alice, solution=known["Poort"], version="2.0", note="=1+1")
    add_item(organisation=gent, actor=alice, solution=known["Brug"])
    add_item(organisation=gent, actor=alice, name="Ons Kruispunt 3", vendor="Eigen Werk")
    add_item(organisation=gent, actor=alice, name="-x loket", version="@2")
    body = export(client_of(alice))
    draft = make_draft(organisation=gent, user=alice, content=body)

    assert {row.state for row in draft.rows.all()} == {"dubbel"}
    done = take_draft(draft=draft, actor=alice)
    assert (done.added, done.changed) == ([], [])
    assert export(client_of(alice)) == body


def test_a_version_that_was_changed_in_the_export_changes_its_item(gent, alice, known, client_of):
    item = add_item(
        organisation=gent, actor=alice, solution=known["Poort"], version="2.1", name="De poort"
    )
    body = export(client_of(alice)).replace(b"2.1", b"2.2")

    done = take_draft(draft=make_draft(organisation=gent, user=alice, content=body), actor=alice)

    assert (done.added, done.changed) == ([], [item.pk])
    item.refresh_from_db()
    assert (item.version, item.name, item.solution) == ("2.2", "De poort", known["Poort"])


def test_the_key_of_another_organisations_item_is_no_key(gent, aalst, alice, charlie, client_of):
    theirs = add_item(organisation=aalst, actor=charlie, name="Ons Plein", version="1")
    body = export(client_of(charlie)).replace(b";1;", b";2;")

    take_draft(draft=make_draft(organisation=gent, user=alice, content=body), actor=alice)

    theirs.refresh_from_db()
    assert theirs.version == "1"
    assert PortfolioItem.objects.of(gent).get().name == "Ons Plein"


def test_a_draft_is_its_makers_alone_and_not_for_ever(gent, alice, bob, charlie, client_of):
    draft = make_draft(organisation=gent, user=alice, content=b"Ons Kruispunt")
    address = f"/catalogus/portfolio/import/{draft.pk}/"

    assert [client_of(who).get(address).status_code for who in (alice, bob, charlie)] == [
        200,
        404,
        404,
    ]
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert client_of(alice).get(address).status_code == 404
        make_draft(organisation=gent, user=alice, content=b"Iets anders")
    assert not ImportDraft.objects.filter(pk=draft.pk).exists()


def test_a_list_goes_from_screen_to_portfolio(gent, bob, known, client_of):
    client = client_of(bob)
    shown = client.post("/catalogus/portfolio/import/", {"text": LIST.decode()}, follow=True)
    draft = ImportDraft.objects.get()
    assert (
        "Van de 7 regels kijkt u er best 1 na. Er is nog niets bewaard." in shown.content.decode()
    )
    row = draft.rows.get(line=3)

    part = client.post(
        f"/catalogus/portfolio/import/{draft.pk}/regel/{row.pk}/",
        {"guess": known["Brug"].pk}, headers={"HX-Request": "true"},
    )  # fmt: skip
    assert f'<option value="{known["Brug"].pk}" selected>' in part.content.decode()
    unknown = draft.rows.get(line=4)
    client.post(
        f"/catalogus/portfolio/import/{draft.pk}/regel/{unknown.pk}/",
        {"solution_words": "Dijkwacht Sluisbeheer", "solution_chosen": ""},
    )
    client.post(f"/catalogus/portfolio/import/{draft.pk}/overnemen/")

    items = PortfolioItem.objects.of(gent).order_by("pk")
    assert list(items.values_list("solution__name", "name")) == [
        ("Poort", ""), ("Brug", "Dijkwacht Poorrt"), ("Sluisbeheer", "Ons Kruispunt 3"),
        ("Sluisbeheer", ""), ("Brug", ""),
    ]  # fmt: skip
    assert not ImportDraft.objects.exists()


def test_a_bad_list_is_refused_beside_its_field_and_stays_typed(bob, client_of):
    client = client_of(bob)
    nothing = client.post("/catalogus/portfolio/import/", {"text": " "}).content.decode()
    header = client.post("/catalogus/portfolio/import/", {"text": "naam;versie"}).content.decode()

    assert "Kies een bestand of plak een lijst." in nothing
    assert "Deze lijst heeft alleen een kop." in header
    assert "naam;versie</textarea>" in header
    assert not ImportDraft.objects.exists()


def test_looking_at_a_list_costs_as_many_queries_for_three_rows_as_for_one(
    gent, alice, known, client_of
):
    client = client_of(alice)
    client.get("/catalogus/portfolio/")
    costs = set()
    for content in (b"Dijkwacht Poorrt", b"Dijkwacht Poorrt\nDijkwacht Brugg\nOns Plein"):
        draft = make_draft(organisation=gent, user=alice, content=content)
        costs.add(queries(client, f"/catalogus/portfolio/import/{draft.pk}/"))

    assert len(costs) == 1


def queries(client: Client, address: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
