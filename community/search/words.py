"""How words are told apart and brought together, alike for what is kept and for what is asked.

PostgreSQL's own Dutch dictionary misses what its users type (`veiligheidsplannen` for
`veiligheidsplan`, `C#` for anything with a c in it), so the lexemes are ours and PostgreSQL keeps,
finds and ranks them. Stems are those of Kraaij and Pohlmann, as the Snowball project has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

VERSION = 1
"""Of this reading: what was kept by another one is read anew."""

LONGEST = 60
TOKEN = re.compile(r"\.net\b|(?<!\w)[a-z]\+\+|(?<!\w)[a-z]#|\w+(?:[-./:@+]\w+)*")
PART = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile("(?<=\\w)['’`´](?=\\w)")
DOUBLED = re.compile(r"([bcdfghjklmnpqrstvwxz])\1$")

STOP_WORDS = frozenset(
    [
        "aan",
        "al",
        "als",
        "bij",
        "dan",
        "dat",
        "de",
        "deze",
        "die",
        "dit",
        "door",
        "een",
        "en",
        "er",
        "had",
        "heb",
        "hebben",
        "heeft",
        "het",
        "hier",
        "hij",
        "hoe",
        "hun",
        "ik",
        "in",
        "is",
        "je",
        "kan",
        "kunnen",
        "maar",
        "me",
        "met",
        "mijn",
        "na",
        "naar",
        "niet",
        "nog",
        "nu",
        "of",
        "om",
        "onder",
        "ons",
        "onze",
        "ook",
        "op",
        "over",
        "te",
        "ten",
        "ter",
        "tot",
        "uit",
        "uw",
        "van",
        "voor",
        "waar",
        "was",
        "wat",
        "we",
        "wel",
        "werd",
        "wie",
        "wij",
        "worden",
        "wordt",
        "zal",
        "ze",
        "zich",
        "zijn",
        "zo",
        "zonder",
        "zou",
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "has",
        "in",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "was",
        "were",
        "which",
        "with",
    ]
)


def fold(text: str) -> str:
    """Lower case without accents: `Geüpdatet` and `geupdatet` are one word."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return APOSTROPHES.sub("", "".join(each for each in plain if not unicodedata.combining(each)))


def tokens(text: str) -> Iterator[str]:
    """The words of a folded text, with what belongs to them: `c#`, `.net`, `cve-2026-1`, `10.0.1`."""
    for match in TOKEN.finditer(text):
        token = match[0].strip("_")[:LONGEST]
        if token:
            yield token


@lru_cache(maxsize=200_000)
def forms(token: str) -> tuple[str, ...]:
    """The lexemes one word is found by: itself, and its stem where that differs."""
    if not token.isalpha():
        return (token,) if token else ()
    stem = stem_of(token)
    return (token,) if stem == token else (token, stem)


@lru_cache(maxsize=200_000)
def stem_of(token: str) -> str:
    stem: str = _stemmer().stemWord(token) if len(token) > 3 else token
    # firewalls, firewall and patches, patch: what the stemmer leaves uneven.
    shorter = stem[:-1] if stem.endswith("e") and len(stem) > 3 else stem
    return DOUBLED.sub(r"\1", shorter)


def parts(token: str) -> tuple[str, ...]:
    """What a word with a joint is made of, as words of their own: `e-mail` is `e` and `mail`."""
    if token.isalpha():
        return ()
    found = PART.findall(token)
    if len(found) < 2:
        return ()
    # ASP.NET is .NET.
    net = (".net",) if token.endswith(".net") else ()
    return (*found, *net)


def joined(token: str) -> str:
    """The same word written without its hyphens: `e-mail` is `email`; "" when that is no word."""
    if "-" not in token:
        return ""
    whole = token.replace("-", "")
    return whole if whole.isalpha() else ""


@lru_cache(maxsize=1)
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("dutch")
