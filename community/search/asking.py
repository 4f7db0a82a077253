"""What somebody types, as PostgreSQL's tsquery over our own lexemes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from community.search.identifiers import asked_for
from community.search.models import SearchCompound
from community.search.synonyms import phrases
from community.search.vectors import lexemes, quoted, words_in
from community.search.words import STOP_WORDS, fold, forms, joined, parts, stem_of, tokens

LONGEST_QUESTION = 200
MOST_WORDS = 12
SHORTEST_END = 5
"""Letters of a word that is looked for at the end of longer ones: `plan` would find half of Dutch."""
MOST_ENDINGS = 40
SHORTEST_PREFIX = 2
LONGEST_WORDING = 5
PIECE = re.compile(r'(-?)"([^"]*)"|(-?)(\S+)')


@dataclass(frozen=True, slots=True)
class Question:
    """`every` asks for all the words, `any` for one of them; "" when there is nothing to look for."""

    text: str
    every: str
    any: str
    identifiers: tuple[str, ...]
    marked: frozenset[str]
    prefix: str

    @property
    def is_empty(self) -> bool:
        return not self.every and not self.identifiers


def ask(text: str, *, is_typing: bool = False) -> Question:
    """Read a question: words, "words that follow one another" and -words that may not be there.

    With `is_typing` the last word may be the beginning of one. One query, for what longer words
    end in.
    """
    text = text.replace("\0", " ").strip()[:LONGEST_QUESTION]
    wanted: list[tuple[str, ...]] = []
    refused: list[tuple[str, ...]] = []
    for minus, phrase, other_minus, word in PIECE.findall(text):
        found = tuple(words_in(phrase or word))
        if found and (minus or other_minus) and not asked_for(word):
            refused.append(found)
        elif phrase:
            wanted.append(found)
        else:
            wanted += [(each,) for each in found]
    wanted, refused = [each for each in wanted if each][:MOST_WORDS], refused[:MOST_WORDS]
    prefix = _last_word(text) if is_typing else ""
    if prefix and (not wanted or wanted[-1] != (prefix,)):
        wanted.append((prefix,))
    endings = _endings([each[0] for each in wanted if len(each) == 1])
    groups = [
        _group(each, endings, is_prefix=bool(prefix) and place == len(wanted) - 1)
        for place, each in enumerate(wanted)
    ]
    every = _with_meanings(wanted, groups)
    none = [f"!({_phrase(each)})" for each in refused]
    return Question(
        text=text,
        every=" & ".join([*every, *none]) if groups else "",
        any=" & ".join([f"({' | '.join({*groups, *every})})", *none]) if len(wanted) > 1 else "",
        identifiers=tuple(asked_for(text)),
        marked=frozenset(lexeme for each in wanted for word in each for lexeme in _marks(word, endings)),
        prefix=prefix,
    )  # fmt: skip


def _last_word(text: str) -> str:
    """The word under way; "" when it is too short to say anything."""
    if not text or text[-1].isspace() or text[-1] == '"':
        return ""
    found = list(tokens(fold(text)))
    return found[-1] if found and len(found[-1]) >= SHORTEST_PREFIX else ""


def _with_meanings(wanted: Sequence[tuple[str, ...]], groups: Sequence[str]) -> list[str]:
    """The groups, except that words which together have another word for what they mean may also be
    that word: who asks for a *functionaris voor gegevensbescherming* finds a *DPO*."""
    stems = [stem_of(each[0]) if len(each) == 1 else "" for each in wanted]
    found, at = [], 0
    while at < len(wanted):
        length, others = _meaning_at(stems, at)
        group = " & ".join(groups[at : at + length])
        found.append(f"(({group}) | {others})" if others else group)
        at += length
    return found


def _meaning_at(stems: Sequence[str], at: int) -> tuple[int, str]:
    """How many of these words together are one wording, and the others of its meaning as a query;
    one word and none where there is no such thing."""
    for length in range(min(LONGEST_WORDING, len(stems) - at), 1, -1):
        others = _wordings().get(tuple(stems[at : at + length]))
        if others:
            return length, " | ".join(f"({_phrase(each)})" for each in others)
    return 1, ""


def _group(words: tuple[str, ...], endings: dict[str, list[str]], *, is_prefix: bool) -> str:
    """One word in all its forms, or words that follow one another."""
    if len(words) > 1:
        return f"({_phrase(words)})"
    word = words[0]
    either = [quoted(each) for each in (*forms(word), *forms(joined(word)))]
    if is_prefix:
        either.append(f"{quoted(word)}:*")
    if parts(word):
        either.append(
            "(" + " & ".join(_forms(each) for each in parts(word) if each[0] != ".") + ")"
        )
    either += [quoted(each) for each in endings.get(stem_of(word), ())]
    either += [f"({_phrase(each)})" for each in _wordings().get((stem_of(word),), ())]
    return f"({' | '.join(either)})"


def _forms(word: str) -> str:
    return "(" + " | ".join(quoted(each) for each in forms(word)) + ")"


def _phrase(words: Sequence[str]) -> str:
    return " <-> ".join(_forms(each) for each in words)


@lru_cache(maxsize=1)
def _wordings() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """By the stems of a wording, the words of the others with its meaning."""
    return {
        tuple(map(stem_of, words_in(each))): tuple(tuple(words_in(other)) for other in others)
        for each, others in phrases()
    }


def _endings(words: Sequence[str]) -> dict[str, list[str]]:
    """By stem, the longer stems that end in it, from everything that is kept; one query."""
    stems = {stem_of(each) for each in words if each.isalpha()}
    stems = {each for each in stems if len(each) >= SHORTEST_END and each not in STOP_WORDS}
    if not stems:
        return {}
    asked = [
        SearchCompound.objects.filter(reversed__startswith=each[::-1])
        .exclude(reversed=each[::-1])
        .order_by("reversed")
        .values_list("reversed", flat=True)[:MOST_ENDINGS]
        for each in sorted(stems)
    ]
    rows = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    longer = [each[::-1] for each in rows]
    return {each: [one for one in longer if one.endswith(each) and one != each] for each in stems}


def _marks(word: str, endings: dict[str, list[str]]) -> set[str]:
    """The lexemes that are lit up in what is found."""
    found = {*lexemes(word), *endings.get(stem_of(word), ())}
    for other in _wordings().get((stem_of(word),), ()):
        found |= {lexeme for each in other for lexeme in forms(each)}
    return found
