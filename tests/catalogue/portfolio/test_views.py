from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from catalogue.portfolio.models import Component, PortfolioItem
from catalogue.portfolio.quick_start import common_solutions
from catalogue.portfolio.services import add_item, end_item, read_sbom
from community.organisations.enums import Role
from tests.catalogue.portfolio.sboms import samples
from tests.factories import catalogue as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
ROOT = "/catalogus/portfolio/"


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def names(response: Any) -> list[str]:
    return [item.display_name for item in response.context["page"]]


@pytest.fixture
def counter(db):
    return make.solution("Dijkwacht Poort", "Dijkwacht")


def test_the_first_sentence_counts_what_is_followed_and_what_is_unknown(
    gent, alice, counter, client_of
):
    client = client_of(alice)
    assert "Gent heeft nog geen portfolio." in words(client.get(ROOT))

    add_item(organisation=gent, actor=alice, solution=counter)
    assert "Gent volgt 1 oplossing. We herkennen ze." in words(client.get(ROOT))
    add_item(organisation=gent, actor=alice, name="Ons Kruispunt")
    gone = add_item(organisation=gent, actor=alice, name="Oud Kruispunt")
    end_item(item=gone, actor=alice)
    assert "Gent volgt 2 oplossingen. 1 naam herkennen we nog niet." in words(client.get(ROOT))


def test_the_list_stands_in_the_order_in_which_its_names_are_read(gent, alice, client_of):
    for maker, name in (("Zwaluw", "Archief"), ("Distel", "Distel Zaken"), ("Distel", "Post")):
        add_item(organisation=gent, actor=alice, solution=make.solution(name, maker))
    add_item(
        organisation=gent,
        actor=alice,
        solution=make.solution("Archief", "Vink"),
        name="Ons archief",
    )
    client = client_of(alice)

    read = ["Distel Post", "Distel Zaken", "Ons archief", "Zwaluw Archief"]
    assert names(client.get(ROOT)) == read
    assert names(client.get(ROOT, {"sort": "-name"})) == read[::-1]


def test_the_list_is_searched_filtered_and_sorted(gent, alice, counter, client_of):
    add_item(organisation=gent, actor=alice, solution=counter, version="2", note="Rand")
    add_item(organisation=gent, actor=alice, name="Ons Kruispunt", vendor="Eigen Werk")
    gone = add_item(organisation=gent, actor=alice, name="Oud Kruispunt")
    end_item(item=gone, actor=alice)
    client = client_of(alice)

    def found(**asked: str) -> list[str]:
        return names(client.get(ROOT, asked))

    both = ["Dijkwacht Poort", "Ons Kruispunt"]
    assert found() == both
    assert found(sort="-name") == both[::-1]
    assert found(sort="-vendor") == both[::-1]
    assert (
        found(q="rand")
        == found(known="ja")
        == found(versioned="ja")
        == found(kind="toepassing")
        == both[:1]
    )
    assert found(q="werk kruispunt") == found(known="nee") == found(versioned="nee") == both[1:]
    assert found(state="uit") == ["Oud Kruispunt"]
    assert found(state="alle") == [*both, "Oud Kruispunt"]
    assert "Niets gevonden" in words(client.get(ROOT, {"q": "bestaat niet"}))


def test_list_and_item_cost_the_same_for_three_rows_as_for_one(gent, alice, counter, client_of):
    client = client_of(alice)
    item = add_item(organisation=gent, actor=alice, solution=counter)
    read_sbom(
        item=item, content=b"SPDXVersion: SPDX-2.3\nPackageName: een", file_name="x", actor=alice
    )
    addresses = (ROOT, f"{ROOT}{item.pk}/", f"{ROOT}export.csv")

    def costs() -> list[int]:
        return [cost(client, address) for address in addresses]

    costs()
    one = costs()
    for number in range(2):
        other = add_item(organisation=gent, actor=alice, name=f"Werk {number}", vendor="Wij")
        read_sbom(item=other, content=samples.SPDX, file_name="x", actor=alice)
    read_sbom(item=item, content=samples.SPDX, file_name="x", actor=alice)
    assert costs() == one


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        response = client.get(address)
        assert response.status_code == 200
        if response.streaming:
            b"".join(response.streaming_content)
    return len(found)


def test_colleagues_who_do_not_keep_it_only_read(gent, alice, client_of):
    dpo = make_user("dpo@gent.example", "Dina")
    make_member(dpo, gent, Role.DPO)
    ciso = make_user("ciso@gent.example", "Cas")
    make_member(ciso, gent, Role.CISO)
    item = add_item(organisation=gent, actor=alice, name="Ons Kruispunt", version="1")
    changes = ("nieuw/", "import/", "snel-starten/", f"{item.pk}/wijzigen/", f"{item.pk}/sbom/")

    reader, keeper = client_of(dpo), client_of(ciso)
    shown = words(reader.get(ROOT))
    assert "Ons Kruispunt" in shown
    assert "Ons Kruispunt" in words(reader.get(f"{ROOT}{item.pk}/"))
    assert (f"{ROOT}nieuw/" in shown, "Weghalen" in shown) == (False, False)
    assert {reader.get(f"{ROOT}{each}").status_code for each in changes} == {403}
    assert reader.post(f"{ROOT}{item.pk}/beeindigen/").status_code == 403
    assert {keeper.get(f"{ROOT}{each}").status_code for each in changes} == {200}
    assert PortfolioItem.objects.in_use().get() == item


def test_charlie_finds_nothing_of_gent(gent, alice, charlie, client_of):
    item = add_item(organisation=gent, actor=alice, name="Ons Kruispunt")
    client = client_of(charlie)

    assert "Ons Kruispunt" not in words(client.get(ROOT))
    assert names(client.get(ROOT, {"q": "Kruispunt", "state": "alle"})) == []
    for address, data in (
        ("wijzigen/", {"solution_words": "Gestolen"}), ("versie/", {"version": "9"}),
        ("beeindigen/", {}), ("herstellen/", {}), ("sbom/verwijderen/", {}),
    ):  # fmt: skip
        assert client.post(f"{ROOT}{item.pk}/{address}", data).status_code == 404
    item.refresh_from_db()
    assert (item.name, item.version, item.ended_at) == ("Ons Kruispunt", "", None)


def test_adding_a_known_solution_and_own_words(gent, bob, counter, client_of):
    client = client_of(bob)
    form = {
        "solution_words": "Dijkwacht Poort",
        "solution_chosen": counter.pk,
        "version": "2.1",
        "name": "De poort",
    }
    client.post(f"{ROOT}nieuw/", form)
    own = client.post(
        f"{ROOT}nieuw/", {"solution_words": "Ons Kruispunt", "vendor": "Eigen Werk"}, follow=True
    )

    assert "“Ons Kruispunt” staat in uw portfolio. We kennen het nog niet" in words(own)
    said = (
        PortfolioItem.objects.of(gent)
        .order_by("pk")
        .values_list("solution", "name", "vendor", "version")
    )
    assert list(said) == [
        (counter.pk, "De poort", "", "2.1"),
        (None, "Ons Kruispunt", "Eigen Werk", ""),
    ]


def test_what_is_refused_says_why_and_loses_nothing(gent, bob, counter, client_of):
    client = client_of(bob)
    add_item(organisation=gent, actor=bob, solution=counter, version="2")
    double = words(client.post(f"{ROOT}nieuw/", {
        "solution_words": "Dijkwacht Poort", "solution_chosen": counter.pk, "version": "2", "note": "Rand"}))  # fmt: skip
    nothing = words(client.post(f"{ROOT}nieuw/", {"version": "2"}))
    two_names = words(client.post(f"{ROOT}nieuw/", {"solution_words": "Iets", "name": "Anders"}))

    assert "Dit staat al in uw portfolio." in double
    assert 'value="Dijkwacht Poort"' in double
    assert "Rand</textarea>" in double
    assert "Typ de naam van een toepassing of toestel." in nothing
    assert "dan volstaat één naam" in two_names
    assert PortfolioItem.objects.count() == 1


def test_a_version_is_changed_in_its_row(gent, bob, counter, client_of):
    item = add_item(organisation=gent, actor=bob, solution=counter, version="2")
    add_item(organisation=gent, actor=bob, solution=counter, version="3")
    client, address = client_of(bob), f"{ROOT}{item.pk}/versie/"
    htmx = {"HX-Request": "true"}

    assert 'value="2"' in words(client.get(address, headers=htmx))
    assert "<form" not in words(client.get(f"{address}?toon", headers=htmx))
    done = words(client.post(address, {"version": "2.5"}, headers=htmx))
    assert ("2.5" in done, "<form" in done) == (True, False)
    refused = words(client.post(address, {"version": "3"}, headers=htmx))
    assert ("staat al in uw portfolio" in refused, 'value="3"' in refused) == (True, True)
    item.refresh_from_db()
    assert item.version == "2.5"
    # Without script there is the whole form, and a plain answer.
    assert client.get(address).status_code == 302
    client.post(address, {"version": ""})
    item.refresh_from_db()
    assert item.version == ""


def test_what_is_taken_out_can_be_put_back(gent, bob, client_of):
    item = add_item(organisation=gent, actor=bob, name="Ons Kruispunt")
    client = client_of(bob)

    gone = client.post(f"{ROOT}{item.pk}/beeindigen/", follow=True)
    assert "Ons Kruispunt staat niet meer in uw portfolio" in words(gone)
    assert f"{ROOT}{item.pk}/herstellen/" in words(gone)
    back = client.post(f"{ROOT}{item.pk}/herstellen/", follow=True)
    assert "“Ons Kruispunt” staat weer in uw portfolio." in words(back)
    assert PortfolioItem.objects.in_use().get() == item
    history = client.get(f"{ROOT}{item.pk}/").context["moments"]
    assert [what for _moment, what in history] == ["added", "ended", "added"]


def test_a_bill_is_read_searched_and_removed(gent, bob, client_of):
    item = add_item(organisation=gent, actor=bob, name="Ons Kruispunt")
    client, address = client_of(bob), f"{ROOT}{item.pk}/"
    bad = client.post(f"{address}sbom/", {"file": SimpleUploadedFile("x.json", b"{}")})
    assert "Dit JSON-bestand is geen SBOM" in words(bad)

    done = client.post(
        f"{address}sbom/", {"file": SimpleUploadedFile("bom.json", samples.SPDX)}, follow=True
    )
    assert "3 componenten ingelezen." in words(done)
    assert [part.name for part in client.get(address, {"q": "log4j 2.17"}).context["page"]] == [
        "log4j-core"
    ]
    client.post(f"{address}sbom/verwijderen/")
    assert not Component.objects.exists()


def test_quick_start_offers_what_one_does_not_have_yet(gent, aalst, bob, charlie, client_of):
    offered = list(common_solutions(gent))
    assert len(offered) == 40
    client = client_of(bob)
    none = words(client.post(f"{ROOT}snel-starten/", {"x": "x"}))
    assert "Vink minstens één oplossing aan." in none

    client.post(f"{ROOT}snel-starten/", {"solutions": [each.pk for each in offered[:3]]})
    assert PortfolioItem.objects.of(gent).count() == 3
    assert list(common_solutions(gent)) == offered[3:]
    assert list(common_solutions(aalst)) == offered
