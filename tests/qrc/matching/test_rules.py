from __future__ import annotations

from dataclasses import replace

import pytest

from qrc.advisories.cve_facts import Known
from qrc.advisories.models import Advisory
from qrc.matching.rules import Wish, passes_minimum
from qrc.matching.rules import matching as matching_with

NOTHING = Known()


def matching(
    advisory: Advisory, wishes: list[Wish], known: Known = NOTHING
) -> list[tuple[Wish, str]]:
    return matching_with(advisory, wishes, known=known)


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


@pytest.mark.parametrize(
    ("rule", "fields", "known", "passes"),
    [
        ({"min_epss": 0.1}, {}, Known(0.1), True),
        ({"min_epss": 0.1}, {}, Known(0.09), False),
        ({"min_epss": 0.1}, {}, Known(None), True),
        ({"only_exploited": True}, {}, Known(), False),
        ({"only_exploited": True}, {"exploited": True}, Known(), True),
        ({"only_exploited": True}, {}, Known(exploited=True), True),
        ({"sources": (3, 4)}, {"source_id": 4}, Known(), True),
        ({"sources": (3, 4)}, {"source_id": 5}, Known(), False),
        ({"max_tlp": "GREEN"}, {"tlp": "CLEAR"}, Known(), True),
        ({"max_tlp": "GREEN"}, {"tlp": "GREEN"}, Known(), True),
        ({"max_tlp": "GREEN"}, {"tlp": "AMBER"}, Known(), False),
    ],
)  # fmt: skip
def test_a_rule_passes_what_it_asks_and_what_nobody_knows(rule, fields, known, passes):
    asked = replace(wish(), **rule)
    assert bool(matching(advisory(**fields), [asked], known)) is passes
