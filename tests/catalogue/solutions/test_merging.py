"""Two solutions, or two suppliers, that turned out to be one."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from catalogue.portfolio.models import Component, PortfolioItem, Sbom
from catalogue.solutions.models import Solution, UnknownName
from catalogue.solutions.services import merge_solutions, merge_suppliers
from catalogue.suppliers.models import Supplier
from community.activity.models import Activity
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept() -> Solution:
    return make.solution("Poortmail", "Qwelk")


@pytest.fixture
def gone() -> Solution:
    return make.solution("PMail", "Straatsoft", aliases=("Balie",))


def item(organisation, solution, **fields) -> PortfolioItem:
    return PortfolioItem.objects.create(organisation=organisation, solution=solution, **fields)


def uses(solution) -> list[tuple[object, ...]]:
    rows = PortfolioItem.objects.in_use().filter(solution=solution).order_by("pk")
    return [(r.organisation.name, r.name, r.version, r.note) for r in rows]


def test_names_and_questions_move_and_the_row_stays(kept, gone, editor):
    earlier = make.solution("Zeer oud", merged_into=gone)
    UnknownName.objects.create(product="x", product_key="x", origin="bron", solution=gone)
    merge_solutions(kept=kept, gone=gone, by=editor)

    assert sorted(i.value for i in kept.identifiers.all()) == [
        "Balie", "Qwelk Poortmail", "Qwelk Poortmail", "Straatsoft PMail", "Straatsoft PMail",
    ]  # fmt: skip
    for row in (gone, earlier):
        row.refresh_from_db()
        assert row.merged_into == kept
    assert UnknownName.objects.get().solution == kept
    told = Activity.objects.order_by("pk").values_list("verb", "data")
    assert list(told) == [
        ("catalogue.solutions.merged", {"kept": kept.pk, "gone": gone.pk}),
        ("catalogue.vocabulary.changed", {"solutions": [kept.pk]}),
    ]


def test_uses_move_and_what_one_had_twice_becomes_one(kept, gone, gent, aalst, editor):
    item(gent, kept, version="1", note="van de balie")
    item(gent, gone, version="1", note="van de zolder")
    item(gent, gone, version="2", note="andere versie")
    item(aalst, gone, version="1", note="van Aalst")
    merge_solutions(kept=kept, gone=gone, by=editor)

    assert uses(gone) == []
    assert uses(kept) == [
        ("Gent", "", "1", "van de balie · van de zolder"),
        ("Gent", "", "2", "andere versie"),
        ("Aalst", "", "1", "van Aalst"),
    ]
    ended = PortfolioItem.objects.exclude(ended_at=None).get()
    assert (ended.solution, ended.note) == (kept, "van de zolder")


def test_own_names_are_not_lost(kept, gone, gent, editor):
    item(gent, kept)
    item(gent, gone, name="Intern", product_key="intern")
    item(gent, gone, name="Extern", product_key="extern")
    merge_solutions(kept=kept, gone=gone, by=editor)

    assert uses(kept) == [("Gent", "Intern", "", ""), ("Gent", "Extern", "", "")]


def test_the_row_with_the_same_own_name_is_the_twin(kept, gone, gent, editor):
    item(gent, kept)
    item(gent, kept, name="Intern", product_key="intern", note="een")
    item(gent, gone, name="Intern", product_key="intern", note="twee")
    merge_solutions(kept=kept, gone=gone, by=editor)

    assert uses(kept) == [("Gent", "", "", ""), ("Gent", "Intern", "", "een · twee")]


def test_a_note_without_room_stays_on_the_row_that_ended(kept, gone, gent, editor):
    item(gent, kept, note="a" * 300)
    item(gent, gone, note="b" * 300)
    merge_solutions(kept=kept, gone=gone, by=editor)

    assert uses(kept) == [("Gent", "", "", "a" * 300)]
    assert PortfolioItem.objects.exclude(ended_at=None).get().note == "b" * 300


@pytest.mark.parametrize("both", [False, True])
def test_parts_lists_are_not_lost(both, kept, gone, gent, editor):
    mine, theirs = item(gent, gone), item(gent, kept)
    for number, use in enumerate((mine, theirs) if both else (mine,)):
        read = Sbom.objects.create(
            organisation=gent, item=use, file_name=f"{number}.json", format="cyclonedx", sha256="x"
        )
        Component.objects.create(sbom=read, name=f"deel {number}")
    merge_solutions(kept=kept, gone=gone, by=editor)

    sbom = Sbom.objects.get()
    assert sbom.item == theirs
    assert [c.name for c in sbom.components.all()] == (["deel 0", "deel 1"] if both else ["deel 0"])


def test_what_ended_before_moves_as_it_is(kept, gone, gent, editor):
    old = item(gent, gone, note="vroeger")
    PortfolioItem.objects.filter(pk=old.pk).update(ended_at="2026-01-01T00:00Z")
    item(gent, kept, note="nu")
    merge_solutions(kept=kept, gone=gone, by=editor)

    old.refresh_from_db()
    assert (old.solution, old.note, uses(kept)) == (kept, "vroeger", [("Gent", "", "", "nu")])


@pytest.mark.parametrize("which", ["itself", "merged already"])
def test_what_cannot_be_merged_is_refused(which, kept, gone, editor):
    if which == "merged already":
        merge_solutions(kept=kept, gone=gone, by=editor)
    before = Activity.objects.count()
    other = kept if which == "itself" else gone
    with pytest.raises(ValidationError, match="Kies twee verschillende"):
        merge_solutions(kept=kept, gone=other, by=editor)

    assert Activity.objects.count() == before


def test_suppliers_take_their_solutions_along(kept, gone, supplier, editor):
    twin = make.solution("Poortmail", "Straatsoft")
    maker, other = kept.supplier, gone.supplier
    Supplier.objects.filter(pk=other.pk).update(organisation=supplier)
    other.refresh_from_db()
    merge_suppliers(kept=maker, gone=other, by=editor)

    assert sorted(s.full_name for s in maker.solutions.standing()) == [
        "Qwelk PMail", "Qwelk Poortmail",
    ]  # fmt: skip
    twin.refresh_from_db()
    assert twin.merged_into == kept
    pairs = {(i.vendor_key, i.product_key) for i in gone.identifiers.all()}
    assert {("straatsoft", "pmail"), ("qwelk", "pmail")} <= pairs
    for row in (maker, other):
        row.refresh_from_db()
    assert (other.merged_into, other.organisation, maker.organisation) == (maker, None, supplier)
    assert Activity.objects.filter(verb="catalogue.suppliers.merged").get().data == {
        "kept": maker.pk, "gone": other.pk,
    }  # fmt: skip
