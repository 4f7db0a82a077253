"""The vocabulary that comes with the house."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.solutions.enums import SolutionKind
from catalogue.solutions.facts import TABLE, Fact, load_vocabulary, read_facts
from catalogue.solutions.keys import keys_of
from catalogue.solutions.models import Identifier, LaidFact, Solution
from catalogue.solutions.queries import find_solutions
from catalogue.suppliers.models import Supplier
from catalogue.suppliers.names import product_key, vendor_key
from community.activity.models import Activity

EXTRA = Fact("Qwelk", "Poortmail", "toepassing", "PM|Poortpost", "qwelk:poortmail", "PM Server|Oud::PM",
             "pkg:pypi/poortmail", "Mail.")  # fmt: skip


def pairs(fact: Fact) -> list[tuple[str, str]]:
    return [keys_of(kind, value, vendor) for kind, vendor, value in fact.names]


def test_the_table_is_sound():
    facts = read_facts()
    kinds = set(SolutionKind.values)
    lines = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    order = [(f.supplier.casefold(), f.product.casefold()) for f in facts]

    assert len(facts) >= 350
    assert [f.key for f in facts if f.kind not in kinds] == []
    assert [line for line in lines if line.count(";") != 7 or "|;" in line or ";|" in line] == []
    assert order == sorted(order)
    makers = {vendor_key(f.supplier) for f in facts}
    assert len(makers) == len({f.supplier for f in facts})
    assert len({(f.supplier, product_key(f.product, f.supplier)) for f in facts}) == len(facts)


def test_no_name_means_two_things():
    meaning: dict[tuple[str, str], str] = {}
    taken = [
        (pair, fact.key, meaning[pair])
        for fact in read_facts()
        for pair in pairs(fact)
        if meaning.setdefault(pair, fact.key) != fact.key
    ]

    assert taken == []


def test_most_of_the_recorded_kev_is_recognised(real_data):
    newest = max((real_data / "kev").glob("*.json"))
    entries = json.loads(newest.read_text(encoding="utf-8"))["vulnerabilities"]
    known = {pair for fact in read_facts() for pair in pairs(fact)}
    asked = [(each["vendorProject"], each["product"]) for each in entries]
    hit = [1 for maker, name in asked if (vendor_key(maker), product_key(name, maker)) in known]
    spelt = {(maker.strip(), name.strip()) for maker, name in asked}
    ours = {
        (cell.rpartition("::")[0] or fact.supplier, cell.rpartition("::")[2])
        for fact in read_facts() for cell in fact.kev.split("|") if cell
    }  # fmt: skip

    assert len(hit) / len(asked) > 0.9
    assert ours - spelt == set()


@pytest.mark.django_db
class TestLoading:
    def test_every_migrated_database_has_it(self):
        assert Solution.objects.count() == LaidFact.objects.count() == len(read_facts())
        assert Supplier.objects.count() == len({fact.supplier for fact in read_facts()})
        said = {(i.vendor_key, i.product_key) for i in Identifier.objects.all()}
        assert said == {pair for fact in read_facts() for pair in pairs(fact)}
        assert not Activity.objects.filter(verb="catalogue.vocabulary.changed").exists()
        assert find_solutions("exch ser")[0].full_name == "Microsoft Exchange Server"

    def test_loading_again_does_nothing_and_is_quick(self, django_assert_num_queries):
        with django_assert_num_queries(3):  # the savepoint counts for two
            assert load_vocabulary() == 0

    def test_an_empty_database_is_filled_in_a_handful_of_queries(self):
        for model in (LaidFact, Identifier, Solution, Supplier):
            model.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            load_vocabulary()

        assert len(asked) == 11
        assert Solution.objects.count() == len(read_facts())

    def test_a_new_row_brings_its_names(self):
        assert load_vocabulary([EXTRA]) == 1

        made = Solution.objects.get(key="poortmail")
        assert (made.full_name, made.kind, made.origin) == (
            "Qwelk Poortmail",
            "toepassing",
            "feiten",
        )
        names = made.identifiers.order_by("pk")
        assert [(i.kind, i.value, i.vendor_key, i.product_key) for i in names] == [
            ("naam", "Qwelk Poortmail", "qwelk", "poortmail"),
            ("alias", "Qwelk Poortmail", "", "qwelk poortmail"),
            ("alias", "PM", "", "pm"),
            ("alias", "Poortpost", "", "poortpost"),
            # The CPE says what its name says already.
            ("naam", "Qwelk PM Server", "qwelk", "pm server"),
            ("naam", "Oud PM", "oud", "pm"),
            ("purl", "pkg:pypi/poortmail", "purl", "pkg:pypi/poortmail"),
        ]
        news = Activity.objects.get(verb="catalogue.vocabulary.changed")
        assert news.data == {"solutions": [made.pk]}

    def test_a_name_an_editor_removed_stays_away(self):
        load_vocabulary([EXTRA])
        Identifier.objects.filter(product_key="poortpost").delete()

        assert load_vocabulary([EXTRA]) == 0
        assert not Identifier.objects.filter(product_key="poortpost").exists()

    def test_a_name_that_means_something_else_keeps_its_meaning(self):
        other = Solution.objects.create(name="Ander", key="ander")
        mine = Identifier.objects.create(
            solution=other, kind="alias", value="PM", vendor_key="", product_key="pm"
        )
        load_vocabulary([EXTRA])

        mine.refresh_from_db()
        assert mine.solution == other
        assert Identifier.objects.filter(product_key="pm server").count() == 1

    def test_what_an_editor_renamed_gets_new_names_and_no_twin(self):
        load_vocabulary([EXTRA])
        Solution.objects.filter(key="poortmail").update(name="Postbus", key="postbus")
        Supplier.objects.filter(key="qwelk").update(name="Qwalk", key="qwalk")

        assert load_vocabulary([replace(EXTRA, aliases="PM|Poortpost|Nieuwe naam")]) == 1
        assert Identifier.objects.get(product_key="nieuwe naam").solution.name == "Postbus"
        assert not Solution.objects.filter(key="poortmail").exists()
        assert load_vocabulary([replace(EXTRA, product="Poortagenda")]) == 1
        assert Solution.objects.get(name="Poortagenda").supplier.name == "Qwalk"

    def test_what_an_editor_merged_stays_merged(self):
        load_vocabulary([EXTRA])
        kept = Solution.objects.create(name="Groot pakket", key="groot pakket")
        gone = Solution.objects.get(key="poortmail")
        Solution.objects.filter(pk=gone.pk).update(merged_into=kept)

        load_vocabulary([replace(EXTRA, aliases="Nieuwe naam")])
        assert Identifier.objects.get(product_key="nieuwe naam").solution == kept
        assert Solution.objects.filter(key="poortmail").count() == 1

    def test_a_solution_that_was_there_is_used(self):
        maker = Supplier.objects.create(name="QWELK nv", key="qwelk")
        mine = Solution.objects.create(name="poortmail", key="poortmail", supplier=maker)
        load_vocabulary([EXTRA])

        assert Solution.objects.get(key="poortmail") == mine
        assert (mine.name, mine.identifiers.count()) == ("poortmail", 7)

    def test_the_table_counts_as_a_row_of_somebody_else_after_a_merge_of_suppliers(self):
        kept = Supplier.objects.create(name="Qwalk", key="qwalk")
        Supplier.objects.create(name="Qwelk", key="qwelk", merged_into=kept)
        load_vocabulary([EXTRA])

        assert Solution.objects.get(key="poortmail").supplier == kept
