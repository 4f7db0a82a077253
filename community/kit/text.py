"""Text for phones and for finding: GSM-7, folding and whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = "^{}\\[~]|€\f"
"""GSM 03.38: characters of the extension table cost an escape, so they count double."""

SINGLE, JOINED = 160, 153
SINGLE_UCS2, JOINED_UCS2 = 70, 67
SIGNS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "…": "...", "•": "-", "·": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "→": "->", "≥": ">=", "≤": "<=",
        "×": "x", "œ": "oe", "Œ": "OE", "™": "TM", "©": "(c)", "®": "(r)", "`": "'", "´": "'",
        "÷": "/", "⁄": "/", "½": "1/2", "¼": "1/4", "¾": "3/4", "°": "o", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "←": "<-",
        "\u2028": "\n", "\u2029": "\n", "\u0085": "\n", "\v": "\n",
    }
)  # fmt: skip
ALPHABET = frozenset(BASIC + EXTENDED)
SILENT = ("M", "Cf")
"""Unicode categories of signs that only colour their neighbour: they may go unheard."""
RUN = re.compile(r"\w+")


def is_gsm7(text: str) -> bool:
    return ALPHABET.issuperset(text)


def gsm7(text: str) -> str:
    """The same words in the GSM-7 alphabet: one foreign sign would halve the room of an SMS.

    Accents that the alphabet lacks fall away, typographic signs become plain ones, and what has
    no likeness at all becomes "?".
    """
    if is_gsm7(text):
        return text
    composed = unicodedata.normalize("NFC", text).translate(SIGNS)
    return "".join(map(_sign, composed))


def _sign(sign: str) -> str:
    if sign in ALPHABET:
        return sign
    if unicodedata.category(sign).startswith(SILENT):
        return ""
    plain = _bare(unicodedata.normalize("NFKD", sign).translate(SIGNS))
    return plain if plain and is_gsm7(plain) else "?"


def _bare(text: str) -> str:
    return "".join(sign for sign in text if not unicodedata.combining(sign))


def segments(text: str) -> int:
    """How many SMS parts a text costs: 160 or 153 each in GSM-7, 70 or 67 in UCS-2.

    An escape and its sign, or the two halves of an emoji, never fall in different parts.
    """
    if is_gsm7(text):
        return _parts([2 if sign in EXTENDED else 1 for sign in text], SINGLE, JOINED)
    sizes = [2 if ord(sign) > 0xFFFF else 1 for sign in text]
    return _parts(sizes, SINGLE_UCS2, JOINED_UCS2)


def _parts(sizes: list[int], single: int, joined: int) -> int:
    if sum(sizes) <= single:
        return 1
    parts, room = 1, joined
    for size in sizes:
        if size > room:
            parts, room = parts + 1, joined
        room -= size
    return parts


def normalise(text: str) -> str:
    """Folded for comparing and sorting: no case, no accents, single spaces."""
    if not text.isascii():
        # Folding can bring forth what must be taken apart again, and the other way round.
        text = unicodedata.normalize("NFKD", text).casefold()
        text = _bare(unicodedata.normalize("NFKD", text))
    return " ".join(text.casefold().split())


class WordMatcher:
    """Finds whole words or phrases in texts, whatever their case or accents.

    Built once for many texts. Each word hangs under the longest run of letters in it, so a text
    is compared only with words it shares a run with, however many thousands there are.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(words)
        self._keys = [normalise(word) for word in self.words]
        self._by_run: dict[str, list[int]] = {}
        for place, key in enumerate(self._keys):
            if key:
                run = max(RUN.findall(key), key=len, default="")
                self._by_run.setdefault(run, []).append(place)

    def matches(self, texts: Iterable[str]) -> list[str]:
        """The given words that occur in any of the texts, in the order they were given."""
        folded = "\n".join(normalise(text) for text in texts)
        places: list[int] = []
        # "" holds what has no letters at all, such as "++": always looked for.
        for run in {"", *RUN.findall(folded)}:
            places += self._by_run.get(run, ())
        return [self.words[place] for place in sorted(places) if _whole(self._keys[place], folded)]


def _whole(word: str, text: str) -> bool:
    # Nearly every candidate is a plain hit or a plain miss; no pattern is compiled for a miss.
    return word in text and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def matches_word(word: str, text: str) -> bool:
    """Whether a word stands whole in a text, whatever its case or accents."""
    return bool(WordMatcher([word]).matches([text]))
