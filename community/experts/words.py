"""How what somebody types is held against the words of a skill: `c#` is C#, and no C."""

from __future__ import annotations

from community.search.words import fold, tokens


def folded(text: str) -> str:
    """The words of a text as they are compared, one space between them; "" when there are none."""
    return " ".join(tokens(fold(text.replace("\0", " "))))[:100]
