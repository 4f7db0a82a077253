"""What each kind of answer is worth, and that a paper gives nothing away."""

from __future__ import annotations

import pytest

from content.learning.marking import Mark, is_enough, mark, plain, total
from content.learning.papers import Asked, Choice, freeze

SINGLE = {"kind": "een", "key": [2], "feedback": ["", "Bijna.", "Goed zo."]}
MULTIPLE = {"kind": "meer", "key": [0, 3], "feedback": ["a", "b", "", "d"]}
TRUE_FALSE = {"kind": "juist-fout", "key": [1], "feedback": []}
SHORT = {"kind": "kort", "key": ["Veilig Online", "safeonweb"], "feedback": ["", "Juist!"]}
ORDER = {"kind": "volgorde", "key": [2, 3, 1], "feedback": ["p", "", "r"]}
PAIRS = {"kind": "koppelen", "key": [1, 0, 2, 3], "feedback": ["", "", "", ""]}


@pytest.mark.parametrize(
    ("question", "given", "score", "feedback"),
    [
        (SINGLE, [2], 1, ("Goed zo.",)),
        (SINGLE, [1], 0, ("Bijna.",)),
        (SINGLE, [0], 0, ()),
        (SINGLE, [2, 1], 0, ()),
        (SINGLE, None, 0, ()),
        (SINGLE, [], 0, ()),
        (SINGLE, "2", 0, ()),
        (SINGLE, [99], 0, ()),
        (SINGLE, ["2"], 0, ()),
        (TRUE_FALSE, [1], 1, ()),
        (TRUE_FALSE, [0], 0, ()),
        (TRUE_FALSE, [0, 1], 0, ()),
        (MULTIPLE, [0, 3], 1, ("a", "d")),
        (MULTIPLE, [3, 0, 3], 1, ("a", "d")),
        (MULTIPLE, [0], 0.5, ("a",)),
        (MULTIPLE, [0, 3, 1], 0.5, ("a", "b", "d")),
        (MULTIPLE, [0, 1], 0, ("a", "b")),
        (MULTIPLE, [1, 2], 0, ("b",)),
        (MULTIPLE, [0, 1, 2, 3], 0, ("a", "b", "d")),
        (SHORT, "veilig  online", 1, ()),
        (SHORT, " SAFEONWEB. ", 1, ("Juist!",)),
        (SHORT, "véilig onlîne", 1, ()),
        (SHORT, "veiligonline", 0, ()),
        (SHORT, "", 0, ()),
        (ORDER, [2, 3, 1], 1, ()),
        (ORDER, [2, 1, 3], pytest.approx(1 / 3), ("r",)),
        (ORDER, [1, 2, 3], 0, ("p", "r")),
        (ORDER, [2, 3], 0, ()),
        (PAIRS, [1, 0, 2, 3], 1, ()),
        (PAIRS, [1, 0, 3, 2], 0.5, ()),
        (PAIRS, [0, 1, 3, 2], 0, ()),
        (PAIRS, {"0": 1}, 0, ()),
    ],
)
def test_mark(question, given, score, feedback):
    assert mark(question, given) == Mark(score, feedback)


def test_total_counts_every_question_as_much():
    assert [total([]), total([Mark(1), Mark(0.5), Mark(0)])] == [0, 0.5]


@pytest.mark.parametrize(
    ("score", "pass_mark", "enough"),
    [(0.7, 70, True), (0.6999, 70, False), (2 / 3, 67, False), (2 / 3, 66, True), (1, 100, True),
     (0.57, 57, True), (0.29, 29, True)],
)  # fmt: skip
def test_is_enough(score, pass_mark, enough):
    assert is_enough(score, pass_mark) is enough


def test_plain():
    assert plain("  Ik  Bél de HELPDESK!. ") == "ik bel de helpdesk"


STEPS = [Choice("eerst"), Choice("dan"), Choice("laatst")]
BANK = [
    Asked("q1", "een", "Welke?", [Choice("a"), Choice("b", is_right=True), Choice("c")]),
    Asked("q2", "volgorde", "Orden", STEPS),
    Asked("q3", "koppelen", "Wat hoort", [Choice("hond", "blaft"), Choice("kat", "miauwt")]),
    Asked("q4", "juist-fout", "Juist?", statement_is_true=False),
    Asked("q5", "kort", "Hoe heet het?", [Choice("Safeonweb")]),
]
ANSWERS = {"een": "b", "volgorde": ["eerst", "dan", "laatst"]}


def test_the_same_seed_gives_the_same_paper_and_another_seed_another():
    papers = [str(freeze(BANK, seed=seed, shuffle=True)) for seed in range(30)]

    assert papers == [str(freeze(BANK, seed=seed, shuffle=True)) for seed in range(30)]
    assert len(set(papers)) > 20


@pytest.mark.parametrize("shuffle", [True, False])
def test_the_key_follows_what_is_shown(shuffle):
    for seed in range(40):
        paper = {each["id"]: each for each in freeze(BANK, seed=seed, shuffle=shuffle)}
        single, order, pairs = paper["q1"], paper["q2"], paper["q3"]
        assert [single["shown"][at] for at in single["key"]] == ["b"]
        ranked = sorted(zip(order["key"], order["shown"], strict=True))
        assert [text for _rank, text in ranked] == ["eerst", "dan", "laatst"]
        told = {
            text: pairs["pairs"][at] for text, at in zip(pairs["shown"], pairs["key"], strict=True)
        }
        assert told == {"hond": "blaft", "kat": "miauwt"}
        assert [paper["q4"]["shown"], paper["q4"]["key"]] == [["Juist", "Fout"], [1]]
        assert [paper["q5"]["shown"], paper["q5"]["key"]] == [[], ["Safeonweb"]]


def test_a_sequence_or_its_pairs_never_stand_in_the_right_order():
    for seed in range(60):
        paper = {each["id"]: each for each in freeze(BANK, seed=seed, shuffle=False)}
        assert paper["q2"]["shown"] != ["eerst", "dan", "laatst"]
        assert paper["q3"]["key"] != [0, 1]


def test_without_shuffling_questions_and_answers_keep_their_order():
    paper = freeze(BANK, seed=3, shuffle=False)

    assert [each["id"] for each in paper] == ["q1", "q2", "q3", "q4", "q5"]
    assert paper[0]["shown"] == ["a", "b", "c"]
