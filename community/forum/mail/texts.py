"""A page's HTML as a mail shows it, and as plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3
from django.conf import settings

from community.kit import markdown

PICTURE = re.compile(r"<img\b[^>]*?>", re.IGNORECASE)
ALT = re.compile(r"\balt=\"([^\"]*)\"", re.IGNORECASE)
INSIDE = re.compile(r"(<a\b[^>]*\bhref=\")(/(?!/))", re.IGNORECASE)
BLANKS = re.compile(r"[ \t\r\n\f]+")
MANY = re.compile(r"\n{3,}")
BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "pre", "hr", "section"}
    | {"article", "header", "footer", "blockquote", "figure", "dl", "address"}
)
LINES = frozenset({"li", "tr", "dt", "dd", "figcaption", "summary"})
SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg"})
DEEPEST = 50


def for_mail(html: str) -> str:
    """What a post shows, without pictures (their words stay) and with whole addresses."""
    worded = PICTURE.sub(lambda found: _words_of(found[0]), html)
    clean = nh3.clean(
        worded, tags=set(markdown.TAGS), attributes=markdown.ATTRIBUTES,
        url_schemes=markdown.SCHEMES, link_rel=markdown.LINK_REL,
    )  # fmt: skip
    return INSIDE.sub(lambda found: f"{found[1]}{settings.SITE_URL}{found[2]}", clean)


def _words_of(picture: str) -> str:
    alt = ALT.search(picture)
    return f"<em>[{alt[1]}]</em>" if alt and alt[1].strip() else ""


def as_text(html: str) -> str:
    """The words of a page: a paragraph each, quotes behind ">", the address of a link behind it."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.text()


def own_words(text: str) -> str:
    """Of what `as_text` gave, what its writer says himself: without what it repeats of others."""
    own = [line for line in text.split("\n") if not line.startswith(">")]
    return MANY.sub("\n\n", "\n".join(own)).strip()


class Reader(HTMLParser):
    """Collects lines; whatever is wrong with the page, its words come out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.line = ""
        self.quotes = self.silent = self.pre = 0
        self.links: list[tuple[str, int]] = []
        self.numbers: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag == "br":
            self._end()
        elif tag == "hr":
            self._gap()
            self._say("_" * 20)
            self._gap()
        elif tag in BLOCKS:
            self._open_block(tag, dict(attrs))
        elif tag in LINES:
            self._begin_line(tag)
        elif tag in ("td", "th") and self.line.strip():
            self._say("  ")
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", len(self.line)))

    def _open_block(self, tag: str, attrs: dict[str, str | None]) -> None:
        self._gap() if tag != "div" else self._end_used()
        if tag == "blockquote":
            self.quotes = min(self.quotes + 1, DEEPEST)
        elif tag == "pre":
            self.pre += 1
        elif tag in ("ul", "ol"):
            start = attrs.get("start") or "1"
            self.numbers.append(int(start) if tag == "ol" and start.isdecimal() else None)

    def _begin_line(self, tag: str) -> None:
        self._end_used()
        if tag == "li" and self.numbers:
            number = self.numbers[-1]
            self._say(f"{number}. " if number is not None else "- ")
            if number is not None:
                self.numbers[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a" and self.links:
            self._end_link(*self.links.pop())
        elif tag in BLOCKS:
            self._close_block(tag)
        elif tag in LINES:
            self._end_used()

    def _close_block(self, tag: str) -> None:
        if tag == "blockquote":
            self._end_used()
            while self.lines and self.lines[-1].startswith(">") and not self.lines[-1].strip("> "):
                self.lines.pop()
            self.quotes = max(0, self.quotes - 1)
        self._gap() if tag != "div" else self._end_used()
        if tag == "pre":
            self.pre = max(0, self.pre - 1)
        elif tag in ("ul", "ol") and self.numbers:
            self.numbers.pop()

    def _end_link(self, url: str, since: int) -> None:
        shown = self.line[since:].strip()
        known = url.removeprefix("mailto:").removeprefix("tel:")
        if known and known != shown and url.startswith(("http:", "https:", "mailto:")):
            self._say(f" ({known})")

    def handle_data(self, data: str) -> None:
        if self.pre and not self.silent:
            first, *more = data.split("\n")
            self.line += first
            for each in more:
                self._end()
                self.line = each
            return
        self._say(BLANKS.sub(" ", data))

    def _say(self, words: str) -> None:
        if not self.silent:
            self.line += words if self.line else words.lstrip(" ")

    def _end(self) -> None:
        self.lines.append(f"{'> ' * self.quotes}{self.line.rstrip()}".rstrip())
        self.line = ""

    def _end_used(self) -> None:
        if self.line.strip():
            self._end()

    def _gap(self) -> None:
        self._end_used()
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append("> " * self.quotes if self.quotes else "")

    def text(self) -> str:
        self._end_used()
        return MANY.sub("\n\n", "\n".join(line.rstrip() for line in self.lines)).strip("\n")
