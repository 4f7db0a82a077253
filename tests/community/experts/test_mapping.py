"""The map of skills: one's own bestuur alone, and never fewer than five together."""

from __future__ import annotations

from itertools import combinations, product

import pytest
from django.core.cache import cache

from community.experts.enums import ENOUGH, REGIONS
from community.experts.queries.mapping import ALL, Cell, SkillInRegion, gaps_of, regional, released
from tests.factories import experts as make
from tests.people import make_member


def sizes(told: dict[str, Cell], counts: dict[str, Cell]) -> list[int]:
    """How many besturen stand behind each figure that is told, and behind what can be subtracted:
    the whole less any of the regions that are told."""
    found = [cell.need for cell in told.values()]
    regions = [each for each in told if each != ALL]
    if ALL in told:
        for n in range(1, len(regions) + 1):
            found += [
                told[ALL].need - sum(told[each].need for each in part)
                for part in combinations(regions, n)
            ]
    return found


def test_no_figure_and_no_difference_of_figures_tells_of_fewer_than_five():
    """By hand over every way to spread up to eight besturen over four regions."""
    for spread in product((0, 1, 2, 4, 5, 6, 8), repeat=4):
        counts = {name: Cell(n, n // 2) for name, n in zip("abcd", spread, strict=True) if n}
        told = released(counts)
        assert all(n == 0 or n >= ENOUGH for n in sizes(told, counts)), (spread, told)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ({}, {}),
        ({"a": Cell(4, 1)}, {}),
        ({"a": Cell(5, 1)}, {"a": Cell(5, 1), ALL: Cell(5, 1)}),
        # The whole would give away the four of b: they are left out of it.
        ({"a": Cell(5, 1), "b": Cell(4, 4)}, {"a": Cell(5, 1), ALL: Cell(5, 1)}),
        ({"a": Cell(5, 1), "b": Cell(4, 4), "c": Cell(1, 0)}, {"a": Cell(5, 1), ALL: Cell(10, 5)}),
        ({"a": Cell(3, 1), "b": Cell(2, 2)}, {ALL: Cell(5, 3)}),
    ],
)  # fmt: skip
def test_what_is_told(counts, told):
    assert released(counts) == told


@pytest.mark.django_db
class TestOwn:
    def test_it_counts_what_people_share_with_their_bestuur(self, gent, alice, bob, charlie):
        make.need(gent, "back-up", level=3, people=2)
        make.need(gent, "dotnet", level=2)
        make.need(gent, "gis", level=2)
        make.has(alice, "back-up", level=4, shared="eigen-bestuur")
        make.has(bob, "back-up", level=2)
        make.has(bob, "csharp", level=3)
        make.has(alice, "gis", shared="niemand")
        make.has(charlie, "gis")
        found = [(each.need.skill.key, each.present, each.missing) for each in gaps_of(gent)]
        assert found == [("dotnet", 1, 0), ("back-up", 1, 1), ("gis", 0, 1)] or found == [
            ("back-up", 1, 1), ("gis", 0, 1), ("dotnet", 1, 0)
        ]  # fmt: skip

    def test_as_many_questions_for_one_need_as_for_three(self, gent, django_assert_num_queries):
        for keys in (("back-up",), ("gis", "dotnet")):
            for key in keys:
                make.need(gent, key)
            with django_assert_num_queries(2):
                gaps_of(gent)


@pytest.mark.django_db
class TestTogether:
    def fill(self, number: int, region: str, *, knows: int = 0) -> None:
        for n in range(number):
            here = make.municipality(f"{region}{n}", region)
            make.need(here, "gis")
            if n < knows:
                make.expert(f"K{n}", here, "gis", shared="eigen-bestuur")

    def test_from_five_on(self):
        cache.clear()
        self.fill(5, "Limburg", knows=2)
        self.fill(4, "Antwerpen")
        cell = SkillInRegion(make.skill("gis"), Cell(5, 3))
        assert {region: regional(region) for region in (ALL, *REGIONS)} == {
            **{key: [] for key in REGIONS}, ALL: [cell], "Limburg": [cell],
        }  # fmt: skip
        assert cell.percent == 60

    def test_nobody_counts_for_a_bestuur_that_he_left_or_did_not_tell(self, gent):
        cache.clear()
        self.fill(5, "Limburg")
        here = make.municipality("Zes", "Limburg")
        make.need(here, "gis")
        user = make.expert("Stil", here, "gis", shared="niemand")
        make_member(user, gent)
        assert [each.cell for each in regional("Limburg")] == [Cell(6, 6)]
