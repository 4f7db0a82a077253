from __future__ import annotations

from difflib import SequenceMatcher
from random import Random
from string import ascii_lowercase

import pytest

from catalogue.portfolio import guessing
from catalogue.portfolio.guessing import TRUSTED, Guesser
from catalogue.portfolio.recognising import pairs_for, split_version

NAMES = [
    ("microsoft exchange server", 1), ("microsoft sql server", 2), ("microsoft windows server", 3),
    ("fortinet fortios", 4), ("fortinet forticlient", 5), ("zaakpad connect", 6),
    ("zaakpad mobiel", 7), ("loketbalie", 8), ("adobe acrobat reader", 9), ("sap hana", 10),
]  # fmt: skip


@pytest.mark.parametrize(
    ("vendor", "name", "first"),
    [
        ("", "Mircosoft Exchange Server", 1),
        ("", "Microsoft Exchnage Server", 1),
        ("Microsoft", "Exchange", 1),
        ("", "MS SQL Server", 2),
        ("", "Acrobat Reader DC", 9),
        ("", "Fortinett FortiOS firewall", 4),
        ("", "Loketbalies", 8),
        ("", "Zaakpad-Connect module", 6),
    ],
)
def test_what_looks_alike_is_guessed_first(vendor, name, first):
    assert Guesser(NAMES).guesses(vendor, name)[0].solution == first


@pytest.mark.parametrize("name", ["Ons Kruispunt", "SAS", "", "??", "server"])
def test_what_looks_like_nothing_is_not_guessed(name):
    assert Guesser(NAMES).guesses("", name) == []


def test_only_a_slip_of_the_pen_is_trusted():
    guesser = Guesser(NAMES)

    assert guesser.guesses("", "Microsoft Exchnage Server")[0].likeness >= TRUSTED
    assert guesser.guesses("", "Zaakpad Archief")[0].likeness < TRUSTED


@pytest.mark.parametrize("solutions", [1_000, 20_000])
def test_a_question_costs_no_more_where_there_are_more_solutions(solutions, monkeypatch):
    """However many share a word, a row weighs some hundreds of names and compares a few."""
    weighed, compared = [], []

    class Counting(Guesser):
        def _overlap(self, place, shared, weight):
            weighed.append(place)
            return super()._overlap(place, shared, weight)

    def matcher(*args, **options):
        compared.append(args)
        return SequenceMatcher(*args, **options)

    monkeypatch.setattr(guessing, "SequenceMatcher", matcher)
    chance = Random(1)
    words = ["".join(chance.choices(ascii_lowercase, k=7)) for _number in range(solutions)]
    guesser = Counting(
        (f"{words[n % 200]} {words[n % 700]} {words[n]} server", n) for n in range(solutions)
    )

    for n in range(700, 800):
        weighed.clear()
        compared.clear()
        found = guesser.guesses(words[n % 200], f"{words[n % 700][1:]} {words[n]} server")
        assert found[0].solution == n
        assert 0 < len(weighed) <= 400
        assert 0 < len(compared) <= 5


def test_the_version_at_the_end_of_a_name_is_found():
    assert split_version("Loketbalie 12.2") == ("Loketbalie", "12.2")
    assert split_version("Loketbalie, versie 12") == ("Loketbalie", "12")
    assert split_version("Loketbalie v3.1-b") == ("Loketbalie", "3.1-b")
    assert split_version("7-Zip") == ("7-Zip", "")
    assert split_version("Microsoft 365 Apps") == ("Microsoft 365 Apps", "")


def test_a_name_is_looked_for_whole_and_with_its_first_words_as_maker():
    assert pairs_for("", "Palo Alto Networks PAN-OS") == [
        ("", "palo alto networks pan os"),
        ("palo", "alto networks pan os"),
        ("palo alto", "networks pan os"),
        ("palo alto networks", "pan os"),
    ]
    assert pairs_for("Fortinet, Inc.", "FortiOS") == [
        ("fortinet", "fortios"), ("", "fortios"), ("", "fortinet fortios"),
    ]  # fmt: skip
