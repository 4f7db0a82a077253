"""What is kept of a text: PostgreSQL's tsvector, written out with our own lexemes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from community.search.words import STOP_WORDS, fold, forms, joined, parts, stem_of, tokens

TITLE, SUMMARY, BODY = "A", "B", "D"
LAST_POSITION = 16_383
"""Of a tsvector; what stands further is found and has no place of its own."""
MOST_PLACES = 24
"""Of one lexeme: enough to rank by; PostgreSQL itself stops at 255."""
MOST_LEXEMES = 25_000
"""A tsvector is a megabyte at most."""
SHORTEST_COMPOUND = 8


def vector_of(*texts: tuple[str, str]) -> str:
    """A tsvector of these texts, each with its weight, as PostgreSQL reads one.

    >>> vector_of(("C# in Gent", TITLE))
    "'c#':1A 'gent':2A"
    """
    places: dict[str, list[str]] = defaultdict(list)
    at = 0
    for text, weight in texts:
        for token in words_in(text):
            at = min(at + 1, LAST_POSITION)
            for lexeme in lexemes(token):
                kept = places[lexeme] if len(places) < MOST_LEXEMES else places.get(lexeme, [])
                if len(kept) < MOST_PLACES:
                    kept.append(f"{at}{weight}")
    return " ".join(f"{quoted(each)}:{','.join(found)}" for each, found in places.items())


def words_in(text: str) -> list[str]:
    return [each for each in tokens(fold(text)) if each not in STOP_WORDS]


def lexemes(token: str) -> tuple[str, ...]:
    """All that one word is found by."""
    found = [*forms(token), *forms(joined(token))]
    for part in parts(token):
        found += forms(part)
    return tuple(dict.fromkeys(found))


def compounds(texts: Iterable[str]) -> set[str]:
    """Stems of long words, by whose ends shorter ones find them."""
    found: set[str] = set()
    for text in texts:
        long = {each for each in tokens(fold(text)) if len(each) >= SHORTEST_COMPOUND}
        found |= {stem_of(each) for each in long if each.isalpha()}
    return {each for each in found if len(each) >= SHORTEST_COMPOUND}


def quoted(lexeme: str) -> str:
    """As a tsvector or tsquery takes any lexeme."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
