"""Finding a solution while one types."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue.solutions.queries import find_solutions
from tests.factories import catalogue as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf() -> None:
    make.solution("Poortmail Server", "Qwelk", aliases=("Zzmail",))
    make.solution("Poortmail Online", "Qwelk")
    make.solution("Poortmail", "Qwelk")
    make.solution("Balie & Loket", "Straatsoft", aliases=("B&L",))
    make.solution("Losse Poortplaat")


def names(words: str, limit: int = 10) -> list[str]:
    return [each.full_name for each in find_solutions(words, limit)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("poortm", ["Qwelk Poortmail", "Qwelk Poortmail Online", "Qwelk Poortmail Server"]),
        ("qwelk serv", ["Qwelk Poortmail Server"]),
        ("Serv POORT", ["Qwelk Poortmail Server"]),
        ("zzm", ["Qwelk Poortmail Server"]),
        ("poortplaat", ["Losse Poortplaat"]),
        ("oortmail", ["Qwelk Poortmail", "Qwelk Poortmail Online", "Qwelk Poortmail Server"]),
        ("straatsoft balie", ["Straatsoft Balie & Loket"]),
        ("%_xyw", []),
        ("", []),
        (" ?! ", []),
    ],
)
def test_words_are_found_by_their_beginning_best_first(words, found, shelf):
    assert names(words) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("poortmial server", ["Qwelk Poortmail Server"]),
        ("straatsfot", ["Straatsoft Balie & Loket"]),
        ("qwekl poortmai onl", ["Qwelk Poortmail Online"]),
        ("xylofoon", []),
    ],
)
def test_a_typing_error_is_forgiven_when_nothing_is_found(words, found, shelf):
    assert names(words) == found


def test_what_was_merged_is_not_offered(shelf):
    kept = make.solution("Poortmail Nieuw", "Qwelk")
    gone = make.solution("Poortmail Zeer Oud", "Qwelk", merged_into=kept)

    assert gone.full_name not in names("poortmail")
    assert names("zeer oud") == []


def test_the_number_of_queries_does_not_grow(shelf):
    def cost(words: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            find_solutions(words)
        return len(asked)

    before = cost("poortmail"), cost("poortmial")
    for number in range(20):
        make.solution(f"Poortmail {number}", "Qwelk", aliases=(f"Qwm {number}",))

    assert (cost("poortmail"), cost("poortmial")) == before == (1, 3)
    assert len(find_solutions("poortmail")) == 10
