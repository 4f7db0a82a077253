"""Every provider stands as often at every place, and more cards give no more room in front."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date, timedelta

import pytest

from community.offers.ordering import of_day, turned

BEGIN = date(2026, 1, 1)


def days(number: int) -> list[date]:
    return [BEGIN + timedelta(days=n) for n in range(number)]


def whole_rounds(size: int, rounds: int) -> list[date]:
    """Days that begin where a round does."""
    first = BEGIN + timedelta(days=-BEGIN.toordinal() % size)
    return [first + timedelta(days=n) for n in range(size * rounds)]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 20])
def test_in_a_round_each_provider_stands_once_at_each_place(size):
    cards = [(100 + n, n) for n in range(size)]
    for begin in range(3):
        at = [Counter() for _ in range(size)]
        for day in whole_rounds(size, 3)[begin * size : (begin + 1) * size]:
            for place, card in enumerate(of_day(cards, day)):
                at[place][card] += 1
        assert at == [Counter({card: 1 for card, _provider in cards})] * size


def test_ten_cards_give_no_ten_times_the_room():
    """One provider has ten cards, four have one: each is first on a fifth of the days."""
    cards = [(n, 1) for n in range(10)] + [(100 + n, 2 + n) for n in range(4)]
    provider_of = dict(cards)
    first, top_five = Counter(), Counter()
    for day in whole_rounds(5, 40):
        order = of_day(cards, day)
        first[provider_of[order[0]]] += 1
        top_five.update(provider_of[each] for each in order[:5])
        assert sorted(order) == sorted(provider_of)
    assert first == Counter(dict.fromkeys(range(1, 6), 40))
    assert top_five == Counter(dict.fromkeys(range(1, 6), 200))


def test_the_cards_of_one_provider_take_turns_too():
    seen = Counter(of_day([(n, 1) for n in range(10)], day)[0] for day in whole_rounds(10, 5))
    assert seen == Counter(dict.fromkeys(range(10), 5))


def test_the_same_day_gives_the_same_order_and_another_day_another():
    cards = [(n, n) for n in range(12)]
    assert of_day(cards, BEGIN) == of_day(cards[::-1], BEGIN)
    assert len({tuple(of_day(cards, day)) for day in days(12)}) == 12


def test_who_follows_whom_is_drawn_anew_each_round():
    """Else one provider would always stand right behind the same other."""
    behind = Counter()
    for day in whole_rounds(6, 60):
        order = turned(range(6), day.toordinal())
        behind.update(itertools.pairwise(order))
    # Drawn once for ever it would be 300 for six of the thirty pairs.
    assert (len(behind), max(behind.values()) < 120) == (30, True)


def test_nothing_is_nothing():
    assert of_day([], BEGIN) == []
