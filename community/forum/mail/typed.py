"""A mail's plain text as Markdown that reads as it was typed. Pure."""

from __future__ import annotations

import re

QUOTE = re.compile(r"^\s{0,3}((?:>\s?)+)(.*)$")
URL = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]}]", re.IGNORECASE)
MARKS = re.compile(r"([\\`*_\[\]<>~|&$^])")
FIRST = re.compile(r"^([#+=-]|\d{1,9}(?=[.)]))")
HARD = "\\"
"""At the end of a line: the next one stays a line of its own."""
MOST_INDENT = 12
DEEPEST = 4


def as_typed(text: str) -> str:
    """Nothing in it is a sign of Markdown but quotes ("> ") and addresses of pages."""
    lines = [_line(line.rstrip()) for line in text.split("\n")]
    return "\n".join(_broken(lines))


def _line(line: str) -> tuple[int, str]:
    """(depth of the quote, what it says)"""
    found = QUOTE.match(line)
    depth = min(found[1].count(">"), DEEPEST) if found else 0
    said = found[2] if found else line
    indent = len(said) - len(said.lstrip(" \t"))
    return depth, "\u00a0" * min(indent, MOST_INDENT) + _escaped(said.strip())


def _escaped(line: str) -> str:
    parts, at = [], 0
    for url in URL.finditer(line):
        parts += [MARKS.sub(r"\\\1", line[at : url.start()]), f"<{url[0]}>"]
        at = url.end()
    parts.append(MARKS.sub(r"\\\1", line[at:]))
    whole = "".join(parts)
    # "1." would begin a list, so its point is escaped and not its figure.
    return FIRST.sub(lambda mark: f"{mark[1]}\\" if mark[1].isdigit() else f"\\{mark[1]}", whole)


def _broken(lines: list[tuple[int, str]]) -> list[str]:
    """With hard ends within a paragraph, and an empty line where a quote begins or ends."""
    found: list[str] = []
    for n, (depth, said) in enumerate(lines):
        before = lines[n - 1][0] if n else depth
        if before != depth and said.strip() and found[-1].strip("> "):
            found.append("> " * min(before, depth))
        follows = n + 1 < len(lines) and lines[n + 1][0] == depth and lines[n + 1][1].strip()
        found.append("> " * depth + said + (HARD if said.strip() and follows else ""))
    return found
