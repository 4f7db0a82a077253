"""A post as it is read: markdown, with people, quotes and pictures that are looked up here.

What somebody writes names things by their key: `@[Kim Peeters](lid:12)`, a quote that begins with
`[Kim Peeters](bericht:345)`, a picture `![Schema](bestand:<key>)`. Names and words that the readers
of the category may not see never reach the page, whatever the source says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any
from uuid import UUID

import nh3
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from community.files.models import StoredFile
from community.forum.audience import is_as_wide, readers_among
from community.forum.enums import PostState
from community.forum.models import Category, Post
from community.kit.markdown import ATTRIBUTES, LINK_REL, SCHEMES, TAGS, deepen_headings

RENDERING = 1
"""Rises when this file makes other HTML of the same source: older posts are then made anew."""
MOST_NAMED = 10
"""People of one post who are told that it names them; further names are only shown."""
MOST_LOOKED_UP = 50
"""Names, and as many quotes, that are looked up for one post; what comes after stays plain."""
EXCERPT = 280

MEMBER, POST, FILE = "lid:", "bericht:", "bestand:"
BARE_LINK = re.compile(r"https?://[^\s<>\"'`]*[^\s<>\"'`.,;:!?)\]}]", re.IGNORECASE)
CLASSES = {
    "a": {"mention", "quote-link"}, "span": {"mention"}, "blockquote": {"quote"}, "p": {"quote-from"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Readers:
    """For whom a post is made: the readers of `category` (its `group` at hand). `files` are the
    addresses of its own pictures, by key."""

    category: Category
    files: Mapping[UUID, str] = field(default_factory=dict)


NOWHERE = Category()
"""For who only counts what a source has in it: nothing is looked up."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """`mentions` are people who may read it, the first MOST_NAMED; `quotes` posts it repeats.

    `lost` are quotes of what may not be repeated here, `nameless` is whether a picture has no words
    beside it, and `strange` whether it shows a file that is not its own: a service refuses these.
    """

    html: str
    mentions: tuple[int, ...] = ()
    quotes: tuple[int, ...] = ()
    lost: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    nameless: bool = False
    strange: bool = False


def render_post(source: str, readers: Readers) -> Rendered:
    """Safe HTML of a source, with two queries at most: one for names, one for quotes."""
    tokens = _parser().parse(source)
    work = _Work(readers, tokens)
    html = nh3.clean(
        _parser().renderer.render(work.walked(), _parser().options, {}),
        tags=set(TAGS | {"img", "span"}),
        attributes={**ATTRIBUTES, "img": {"src", "alt", "loading"}},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=SCHEMES,
        link_rel=LINK_REL,
    )
    return Rendered(
        html, tuple(work.named)[:MOST_NAMED], tuple(work.quoted), tuple(work.lost),
        tuple(work.links), nameless=work.nameless, strange=work.strange,
    )  # fmt: skip


def addresses_of(files: Iterable[StoredFile]) -> Mapping[UUID, str]:
    """Where the pictures among these files are shown."""
    shown = (each for each in files if each.media_type.startswith("image/"))
    return {each.key: reverse("community:file", args=(each.key,)) + "?toon=1" for each in shown}


def linked_from(source: str) -> tuple[str, ...]:
    """The addresses of elsewhere that a source links to, each once."""
    work = _Work(Readers(NOWHERE), _parser().parse(source), looks_up=False)
    list(work.walked())
    return tuple(work.links)


def excerpt_of(html: str) -> str:
    """The first words of a post, as plain text."""
    spaced = re.sub(r"<(?:p|li|br|h\d|tr|td|th|pre|blockquote)\b", r" \g<0>", html)
    return Truncator(" ".join(unescape(strip_tags(spaced)).split())).chars(EXCERPT)


def repeatable(posts: Collection[int], here: Category) -> dict[int, Post]:
    """Those of these posts that may be repeated here: they are shown, and who reads here reads them."""
    if not posts:
        return {}
    rows = Post.objects.filter(pk__in=posts, state=PostState.SHOWN, topic__hidden_at=None)
    rows = rows.select_related("topic__category__group", "author", "organisation")
    return {each.pk: each for each in rows if is_as_wide(each.topic.category, here)}


def quotes_in(source: str) -> list[tuple[int | None, int, int]]:
    """Each quote of a source: whose words it says these are (None: nobody's), its first line, and the
    line after it. One within another comes after that."""
    tokens = _parser().parse(source)
    return [
        (_quoted_by(tokens[n + 1 : n + 3]), token.map[0], token.map[1])
        for n, token in enumerate(tokens)
        if token.type == "blockquote_open" and token.map
    ]


class _Work:
    """One walk over the tokens of one post."""

    def __init__(self, readers: Readers, tokens: list[Token], *, looks_up: bool = True) -> None:
        self.readers, self.tokens = readers, tokens
        self.named: dict[int, None] = {}
        self.quoted: dict[int, None] = {}
        self.lost: dict[str, None] = {}
        self.links: dict[str, None] = {}
        self.nameless = self.strange = False
        self.people = self._people() if looks_up else {}
        self.posts = self._posts() if looks_up else {}

    def walked(self) -> list[Token]:
        return list(self._blocks(iter(self.tokens)))

    def _keys(self, scheme: str) -> list[int]:
        """Keys that links of this scheme name, in their order."""
        hrefs = (each.attrGet("href") for each in _links(self.tokens))
        keys = (_key(str(href), scheme) for href in hrefs)
        return list(dict.fromkeys(key for key in keys if key is not None))[:MOST_LOOKED_UP]

    def _people(self) -> dict[int, str]:
        asked = self._keys(MEMBER)
        return readers_among(asked, self.readers.category) if asked else {}

    def _posts(self) -> dict[int, Post]:
        return repeatable(self._keys(POST), self.readers.category)

    def _blocks(self, tokens: Iterator[Token]) -> Iterator[Token]:
        for token in tokens:
            if token.type == "blockquote_open":
                yield from self._quote(token, tokens)
            elif token.type == "inline":
                token.children = list(self._inline(token.children or []))
                yield token
            else:
                yield token

    def _quote(self, opening: Token, tokens: Iterator[Token]) -> Iterator[Token]:
        inner = list(_until_closed(tokens))
        closing = inner.pop()
        key = _quoted_by(inner)
        if key is None:
            yield from (opening, *self._blocks(iter(inner)), closing)
            return
        opening.attrSet("class", "quote")
        post = self.posts.get(key)
        if post is None:
            self.lost[str(key)] = None
            yield from (opening, *_paragraph(_("Dit bericht is er niet meer.")), closing)
            return
        self.quoted[key] = None
        heading = _paragraph(_said_by(post), href=_address(post))
        yield from (opening, *heading, *self._blocks(iter(_without_heading(inner))), closing)

    def _inline(self, tokens: list[Token]) -> Iterator[Token]:
        rest = iter(tokens)
        for token in rest:
            if token.type == "link_open":
                yield from self._link(token, rest)
            elif token.type == "image":
                yield from self._picture(token)
            elif token.type == "text":
                yield from self._bare_links(token)
            else:
                yield token

    def _link(self, opening: Token, rest: Iterator[Token]) -> Iterator[Token]:
        inner: list[Token] = []
        for token in rest:
            if token.type == "link_close":
                break
            inner.append(token)
        href = str(opening.attrGet("href") or "")
        text = "".join(each.content for each in inner)
        if href.startswith(MEMBER):
            yield from self._mention(_key(href, MEMBER), text)
        elif href.startswith(POST):
            yield from self._reference(_key(href, POST), text)
        elif href.startswith(FILE):
            yield _text(text)
        else:
            self.links[href] = None
            yield from (opening, *self._pictures_only(inner), Token("link_close", "a", -1))

    def _pictures_only(self, inner: list[Token]) -> Iterator[Token]:
        for token in inner:
            yield from self._picture(token) if token.type == "image" else (token,)

    def _mention(self, key: int | None, text: str) -> Iterator[Token]:
        name = self.people.get(key or 0)
        if key is None or name is None:
            yield _text(text)
            return
        self.named[key] = None
        yield _open("span", {"class": "mention"})
        yield _text(name)
        yield Token("span_close", "span", -1)

    def _reference(self, key: int | None, text: str) -> Iterator[Token]:
        post = self.posts.get(key or 0)
        if post is None:
            yield _text(text)
            return
        yield _open("a", {"href": _address(post), "class": "quote-link"})
        yield _text(text or _said_by(post))
        yield Token("a_close", "a", -1)

    def _picture(self, token: Token) -> Iterator[Token]:
        source, words = str(token.attrGet("src") or ""), token.content.strip()
        if not source.startswith(FILE):
            # A picture from elsewhere would tell that elsewhere who reads: it becomes a link.
            self.links[source] = None
            yield from (_open("a", {"href": source}), _text(words or source))
            yield Token("a_close", "a", -1)
            return
        file = self.readers.files.get(_uuid(source.removeprefix(FILE)))
        self.nameless = self.nameless or not words
        self.strange = self.strange or file is None
        if file is None:
            yield _text(words)
            return
        shown = Token("image", "img", 0)
        shown.attrs = {"src": file, "alt": "", "loading": "lazy"}
        shown.children = [_text(words)]
        yield shown

    def _bare_links(self, token: Token) -> Iterator[Token]:
        at = 0
        for found in BARE_LINK.finditer(token.content):
            self.links[found[0]] = None
            yield _text(token.content[at : found.start()])
            yield from (_open("a", {"href": found[0]}), _text(found[0]), Token("a_close", "a", -1))
            at = found.end()
        yield _text(token.content[at:]) if at else token


def _links(tokens: Collection[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "link_open":
            yield token
        elif token.children:
            yield from _links(token.children)


def _until_closed(tokens: Iterator[Token]) -> Iterator[Token]:
    depth = 1
    for token in tokens:
        depth += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        yield token
        if not depth:
            return


def _quoted_by(inner: list[Token]) -> int | None:
    """The post whose words these are: a link to it stands first in the quote."""
    if len(inner) < 2 or inner[1].type != "inline" or not inner[1].children:
        return None
    first = inner[1].children[0]
    return _key(str(first.attrGet("href") or ""), POST) if first.type == "link_open" else None


def _without_heading(inner: list[Token]) -> list[Token]:
    """The quote without the line that says whose it is."""
    children = inner[1].children or []
    after = next(n for n, each in enumerate(children) if each.type == "link_close") + 1
    line = next((n for n, each in enumerate(children) if each.type == "softbreak"), len(children))
    inner[1].children = children[max(after, line + 1) :]
    return inner if inner[1].children else inner[3:]


def _said_by(post: Post) -> str:
    if post.author is None:
        return _("Bericht van het platform")
    said = {"name": post.author.get_full_name(), "organisation": post.organisation or ""}
    return (_("%(name)s — %(organisation)s") if post.organisation else "%(name)s") % said


def _address(post: Post) -> str:
    return reverse("community:forum-post", args=(post.topic_id, post.number))


def _paragraph(text: str, href: str = "") -> list[Token]:
    said = [_text(text)]
    if href:
        said = [_open("a", {"href": href, "class": "quote-link"}), *said, Token("a_close", "a", -1)]
    inline = Token("inline", "", 0, children=said)
    return [_open("p", {"class": "quote-from"}), inline, Token("p_close", "p", -1)]


def _open(tag: str, attrs: dict[str, Any]) -> Token:
    return Token(f"{tag}_open", tag, 1, attrs=attrs)


def _text(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _key(href: str, scheme: str) -> int | None:
    number = href.removeprefix(scheme)
    if not href.startswith(scheme) or not number.isascii() or not number.isdigit():
        return None
    return int(number) if len(number) < 16 else None


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("js-default", {"maxNesting": 20})
    parser.core.ruler.push("deeper_headings", deepen_headings)
    return parser
