"""Looking at XML before a parser does."""

from __future__ import annotations

import re

SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
# Encodings in which "<" is another byte: what stands there can't be judged unread.
ODD = re.compile(rb"""encoding\s*=\s*["'](utf-?7|cp037|cp500|cp1140|[^"']*ebcdic[^"']*)["']""")
EBCDIC_START = b"\x4c\x6f\xa7\x94"
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
END = re.compile(rb"</(?:[a-z0-9_-]+:)?(?:rss|feed|rdf)\s*>")
TAIL = 5000


def has_entities(body: bytes) -> bool:
    """Whether a document declares entities of its own, in whatever encoding: bombs are made of them.

    Without a DOCTYPE before its root element it can't, and may tell about such bombs as it likes.
    """
    text = _as_ascii(body)
    if body.startswith(EBCDIC_START) or ODD.search(text[:400]):
        return True
    place = 0
    while found := SKIPPED.match(text, place):
        place = found.end()
    return text.startswith(b"<!doctype", place) and b"<!entity" in text


def is_whole(body: bytes) -> bool:
    """Whether a feed has its end; a remark or some debris may follow it."""
    return bool(END.search(_as_ascii(body[-TAIL:])))


def _as_ascii(body: bytes) -> bytes:
    """In small letters, one byte for each ASCII sign: UTF-16 and UTF-32 lose their zeros."""
    for mark in MARKS:
        body = body.removeprefix(mark)
    return body.replace(b"\x00", b"").lower()
