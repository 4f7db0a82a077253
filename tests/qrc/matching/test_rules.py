from __future__ import annotations

import pytest

from qrc.advisories.models import Advisory
from qrc.matching.rules import Wish, matching, passes_minimum


def wish(minimum: str = "low", words: tuple[str, ...] = (), keywords: tuple[str, ...] = ()) -> Wish:
    return Wish(1, 1, None, minimum, words, keywords, ("email",), False)


def advisory(**fields: object) -> Advisory:
    plain = {"title": "Fout in Exchange", "summary": "Aanval via phishing.", "severity": "high"}
    return Advisory(**plain | fields)


@pytest.mark.parametrize(
    ("severity", "minimum", "passes"),
    [
        ("low", "low", True),
        ("medium", "high", False),
        ("high", "high", True),
        ("critical", "high", True),
        ("unknown", "critical", True),
    ],
)
def test_passes_minimum(severity, minimum, passes):
    assert passes_minimum(severity, minimum) is passes


@pytest.mark.parametrize(
    ("word", "hit"),
    [
        ("Fortinet", True),
        ("fortinet", True),
        ("Forti", False),
        ("FortiOS", True),
        ("Exchange", False),
    ],
)
def test_words_look_at_whole_names_of_the_product_list(word, hit):
    listed = advisory(products=[{"vendor": "Fortinet", "product": "FortiOS"}])

    assert bool(matching(listed, [wish(words=(word,))])) is hit


def test_words_look_at_the_title_when_no_product_is_listed():
    assert matching(advisory(), [wish(words=("Exchange",))])[0][1] == "Exchange"


def test_keywords_look_at_the_text():
    assert matching(advisory(), [wish(keywords=("phishing",))])
    assert not matching(advisory(), [wish(keywords=("ransomware",))])


def test_words_and_keywords_must_both_hit():
    assert not matching(advisory(), [wish(words=("Exchange",), keywords=("ransomware",))])
    assert matching(advisory(), [wish(words=("Exchange",), keywords=("phishing",))])


def test_words_of_one_wish_do_not_help_another():
    found = matching(advisory(), [wish(words=("Exchange",)), wish(words=("Oracle",))])

    assert [each.words for each, _why in found] == [("Exchange",)]
