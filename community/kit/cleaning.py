"""Taking the tricks out of what somebody typed, before it is kept."""

from __future__ import annotations

import re
import unicodedata

MOST_MARKS = 2
"""Accents on one letter: the languages written here need no third."""
# What turns the direction of writing, what has no width, and what only programs read. The joiner
# (200D) stays: it makes one emoji of several.
UNSEEN = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]"
)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
NEWLINES = re.compile("\r\n?|[\u0085\u2028\u2029]")
LONELY_JOINER = re.compile(r"(?<=[\w\s])\u200d|^\u200d|\u200d(?=[\w\s]|$)")


def clean_text(text: str) -> str:
    """The same words without signs that are not seen, and no more accents than a letter carries."""
    text = NEWLINES.sub("\n", text)
    text = UNSEEN.sub("", CONTROLS.sub("", text))
    text = LONELY_JOINER.sub("", text)
    return _fewer_marks(unicodedata.normalize("NFC", text))


def clean_line(text: str) -> str:
    """The same for what stands on one line, such as a title."""
    return " ".join(clean_text(text).split())


def _fewer_marks(text: str) -> str:
    if text.isascii():
        return text
    kept, marks = [], 0
    for sign in text:
        marks = marks + 1 if unicodedata.category(sign) in ("Mn", "Me") else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)
