"""The words of a post, ready to be repeated in another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.forum.models import Category, Post
from community.forum.rendering import MOST_LOOKED_UP, quotes_in, repeatable

LONGEST_QUOTE = 1500
NAMED = re.compile(r"@\[([^\]\n]*)\]\(lid:\d+\)")
PICTURED = re.compile(r"!\[([^\]\n]*)\]\(bestand:[0-9a-f-]+\)")
QUOTED = re.compile(r"^ {0,3}> ?\[[^\]\n]*\]\(bericht:(\d{1,15})\)", re.MULTILINE)
BRACKETS = str.maketrans({"[": "(", "]": ")"})


def quoted_first(source: str) -> int | None:
    """The key of the post whose words a text repeats first."""
    found = QUOTED.search(source)
    return int(found[1]) if found else None


def quote_of(post: Post) -> str:
    """Markdown that repeats a post and says whose it is; what it repeated itself is left out.

    Its pictures stay behind, and whom it named is not named again.
    """
    source = PICTURED.sub(r"\1", NAMED.sub(r"@\1", post.source))
    lines: list[str | None] = list(source.split("\n"))
    # By the quotes themselves: not each of their lines begins with a mark.
    for _key, first, end in quotes_in(source):
        lines[first:end] = [None] * (end - first)
    own = [line for line in lines if line is not None]
    words = re.sub(r"\n{3,}", "\n\n", "\n".join(own)).strip("\n")
    if len(words) > LONGEST_QUOTE:
        words = Truncator(words).chars(LONGEST_QUOTE)
    quoted = "\n".join(f"> {line}".rstrip() for line in words.splitlines())
    return f"> [{name_of(post)}](bericht:{post.pk}):\n{quoted}\n\n"


def readable(sources: Sequence[str], here: Category) -> list[str]:
    """These sources as readers of this category may see them: the words of what is hidden, taken back
    or told to fewer people are gone from them. One query."""
    quotes = [quotes_in(each) for each in sources]
    keys = list(dict.fromkeys(key for each in quotes for key, _first, _end in each if key))
    known = repeatable(keys[: MOST_LOOKED_UP * max(1, len(sources))], here)
    return [_without(each, found, known) for each, found in zip(sources, quotes, strict=True)]


def _without(source: str, quotes: list[tuple[int | None, int, int]], known: dict[int, Post]) -> str:
    lost: list[tuple[int, int]] = []
    for key, first, end in quotes:
        is_within = bool(lost) and first < lost[-1][1]
        if key is not None and key not in known and not is_within:
            lost.append((first, end))
    lines = source.split("\n")
    for first, end in reversed(lost):
        lines[first:end] = [
            lines[first].partition(">")[0] + "> " + _("Dit bericht is er niet meer.")
        ]
    return "\n".join(lines)


def name_of(post: Post) -> str:
    if post.author is None:
        return _("Het platform")
    return post.author.get_full_name().translate(BRACKETS) or _("Een lid")
