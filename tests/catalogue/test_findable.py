"""What of the catalogue the search box finds: solutions for accounts, a portfolio for its bestuur."""

from __future__ import annotations

import pytest

from catalogue.findable import ITEM, SOLUTION
from catalogue.portfolio.models import PortfolioItem
from catalogue.portfolio.services import add_item, end_item
from catalogue.solutions.services import merge_solutions
from community.activity.services import pay_owed
from community.organisations.models import Membership
from community.search.queries import find
from community.search.services import refresh
from tests.community.search.things import request_of
from tests.factories import catalogue as make
from tests.people import make_user

pytestmark = pytest.mark.django_db


def titles(words: str, user=None, organisation=None, kind: str = "") -> list[str]:
    hits = find(request_of(user, organisation), words, kind=kind).hits
    return [hit.entry.title for hit in hits]


def test_solutions_are_found_by_all_their_names_and_by_accounts_alone():
    known = make.solution("Loketbalie", "Straatsoft", aliases=("Balie Twaalf",))
    refresh(SOLUTION, [known.pk])
    anybody = make_user("nieuw@elders.example")
    for words in ("loketbalies", "straatsoft", "balie twaalf"):
        assert titles(words, anybody, kind=SOLUTION) == ["Straatsoft Loketbalie"]
        assert titles(words, kind=SOLUTION) == []


def test_a_portfolio_is_found_by_its_own_people_alone(alice, bob, charlie, gent, aalst):
    add_item(organisation=gent, actor=alice, name="Kermisplanning", version="3.1")
    pay_owed()
    assert titles("kermisplanning", alice, gent) == ["Kermisplanning"]
    assert titles("3.1", bob, gent) == ["Kermisplanning"]
    for user, here in (
        (charlie, aalst),
        (charlie, gent),
        (charlie, None),
        (None, None),
        (None, gent),
    ):
        assert titles("kermisplanning", user, here) == []
        assert ITEM not in find(request_of(user, here), "kermisplanning").by_kind


def test_it_follows_what_happens_to_an_item(alice, gent):
    item = add_item(organisation=gent, actor=alice, name="Kermisplanning")
    pay_owed()
    end_item(item=item, actor=alice)
    pay_owed()
    assert PortfolioItem.objects.count() == 1
    assert titles("kermisplanning", alice, gent) == []


def test_who_left_finds_nothing_any_more(alice, bob, gent):
    add_item(organisation=gent, actor=alice, name="Kermisplanning")
    pay_owed()
    Membership.objects.filter(user=bob).delete()
    assert titles("kermisplanning", bob, gent) == []


def test_a_merged_solution_is_found_as_the_one_that_stays(alice, editor, gent):
    kept, gone = make.solution("Poortmail", "Qwelk"), make.solution("Zaakmail", "Qwelk")
    add_item(organisation=gent, actor=alice, solution=gone)
    refresh(SOLUTION, [kept.pk, gone.pk])
    pay_owed()
    merge_solutions(gone=gone, kept=kept, by=editor)
    pay_owed()
    assert titles("qwelk", alice, gent, kind=SOLUTION) == ["Qwelk Poortmail"]
    assert titles("poortmail", alice, gent, kind=ITEM) == ["Qwelk Poortmail"]
