"""The piece of a text in which most of what was asked stands, with those words lit up."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from community.search.asking import Question
from community.search.vectors import lexemes
from community.search.words import TOKEN, fold

AROUND = 24
"""Words in a piece."""
READ = 20_000
"""Characters of a text that are looked through for its best piece."""


def lit(text: str, question: Question) -> SafeString:
    """The whole text, its found words in `<mark>`."""
    return _joined(text, 0, len(text), _found(text, question))


def snippet(summary: str, body: str, question: Question) -> SafeString:
    """The best piece of the body, or of the summary when that has as much; "" of nothing."""
    best = max((_best(text[:READ], question) for text in (summary, body)), key=lambda each: each[0])
    return best[1]


def _best(text: str, question: Question) -> tuple[int, SafeString]:
    words = [(match.start(), match.end()) for match in TOKEN.finditer(text.casefold())]
    if not words or len(text.casefold()) != len(text):
        return (0, conditional_escape(text[:200])) if text.strip() else (-1, mark_safe(""))
    found = _found(text, question)
    hits = [any(start <= at < end for at, _to in found) for start, end in words]
    scores = [sum(hits[at : at + AROUND]) for at in range(max(len(words) - AROUND, 0) + 1)]
    score = max(scores)
    at = scores.index(score)
    # A little of what stands before the first found word reads better.
    first = next((n for n in range(at, min(at + AROUND, len(words))) if hits[n]), at)
    at = min(max(first - AROUND // 4, 0), max(len(words) - AROUND, 0))
    last = min(at + AROUND, len(words)) - 1
    start, end = words[at][0], words[last][1]
    shown = _joined(text, start, end, found)
    before, after = ("… " if at else ""), (" …" if last < len(words) - 1 else "")
    return score, format_html("{}{}{}", before, shown, after)


def _found(text: str, question: Question) -> list[tuple[int, int]]:
    folded = text.casefold()
    if len(folded) != len(text):
        return []
    return [
        (match.start(), match.end())
        for match in TOKEN.finditer(folded)
        if _is_asked(fold(match[0]), question)
    ]


def _is_asked(word: str, question: Question) -> bool:
    if question.prefix and word.startswith(question.prefix):
        return True
    return not question.marked.isdisjoint(lexemes(word))


def _joined(text: str, start: int, end: int, found: list[tuple[int, int]]) -> SafeString:
    return mark_safe("".join(_pieces(text, start, end, found)))  # noqa: S308 - each piece is escaped


def _pieces(text: str, start: int, end: int, found: list[tuple[int, int]]) -> Iterator[str]:
    at = start
    for begin, stop in found:
        if begin < at or stop > end:
            continue
        yield conditional_escape(text[at:begin])
        yield format_html("<mark>{}</mark>", text[begin:stop])
        at = stop
    yield conditional_escape(text[at:end])
