"""Suppliers on the screen: for editors."""

from __future__ import annotations

from typing import Any

import pytest

from catalogue.suppliers.models import Supplier
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db

LIST = "/catalogus/leveranciers/"
GIVEN = {"name": "Qwelk nv", "website": "https://qwelk.example/"}


@pytest.fixture
def editing(editor, client_of) -> Any:
    return client_of(editor)


def test_suppliers_are_for_editors(alice, charlie, helpdesk, client_of):
    maker = make.supplier("Qwelk")
    paths = (f"{LIST}nieuw/", f"{LIST}{maker.pk}/wijzigen/", f"{LIST}samenvoegen/")
    for person in (alice, charlie, helpdesk):
        client = client_of(person)
        assert [client.get(path).status_code for path in (LIST, *paths)] == [403] * 4
        assert [client.post(path, GIVEN).status_code for path in paths] == [403] * 3
    assert Supplier.objects.get(pk=maker.pk).name == "Qwelk"


def test_the_list_counts_standing_solutions(editing, costs):
    kept = make.solution("Poortmail", "Qwelk")
    make.solution("PMail", "Qwelk", merged_into=kept)
    page = editing.get(LIST, {"q": "qwe"}).context["page"]
    assert [(s.name, s.products) for s in page] == [("Qwelk", 1)]

    one = costs(editing, f"{LIST}?q=qwe")
    make.solution("Poortmail", "Qwelt")
    make.solution("Poortmail", "Qwels")
    assert costs(editing, f"{LIST}?q=qwe") == one
    assert "Geen leverancier gevonden" in editing.get(LIST, {"q": "%_?"}).content.decode()


def test_a_supplier_is_added_and_changed(editing):
    assert editing.post(f"{LIST}nieuw/", GIVEN)["Location"] == LIST
    made = Supplier.objects.get(key="qwelk")
    assert (made.name, made.website, made.origin) == (
        "Qwelk nv",
        "https://qwelk.example/",
        "redactie",
    )

    editing.post(f"{LIST}{made.pk}/wijzigen/", {"name": "Qwalk", "website": ""})
    made.refresh_from_db()
    assert (made.name, made.key, made.website) == ("Qwalk", "qwalk", "")


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ({"name": ""}, "Geef de naam van de leverancier."),
        ({"name": "!"}, "Geef een naam met minstens één letter of cijfer."),
        ({"name": "STRAATSOFT"}, "Deze leverancier bestaat al: Straatsoft."),
        ({"website": "javascript:alert(1)"}, "Geef een adres zoals https://www.leverancier.be."),
    ],
)
def test_what_cannot_be_says_why_and_keeps_what_was_typed(bad, error, editing, fields):
    make.supplier("Straatsoft")
    found = fields(editing.post(f"{LIST}nieuw/", GIVEN | bad).content.decode())

    assert found.errors == {next(iter(bad)): error}
    assert found.values == GIVEN | bad
    assert not Supplier.objects.filter(key="qwelk").exists()
