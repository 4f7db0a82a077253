"""Warnings as an Atom feed (RFC 4287). Pure: values in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

from qrc.advisories.cleaning import clean

NAMESPACE = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without entries was last updated: an element that may not be missing."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`id` names it for ever; `updated` is its last significant change; `links`: (rel, type, href)."""

    id: str
    title: str
    updated: datetime
    published: datetime
    links: Sequence[tuple[str, str, str]]
    summary: str = ""
    author: str = ""
    rights: str = ""
    language: str = ""
    categories: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    id: str
    title: str
    subtitle: str
    author: str
    links: Sequence[tuple[str, str, str]]
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        return max((each.updated for each in self.entries), default=EPOCH)


def atom(feed: Feed) -> bytes:
    root = etree.Element(f"{{{NAMESPACE}}}feed", nsmap={None: NAMESPACE})
    _put(root, "id", feed.id)
    _put(root, "title", feed.title)
    _put(root, "subtitle", feed.subtitle)
    _put(root, "updated", moment(feed.updated))
    _put_author(root, feed.author)
    _put_links(root, feed.links)
    for each in feed.entries:
        _add_entry(root, each)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _add_entry(root: etree._Element, said: Entry) -> None:
    entry = etree.SubElement(root, f"{{{NAMESPACE}}}entry")
    if said.language:
        entry.set(XML_LANG, said.language)
    _put(entry, "id", said.id)
    # An entry without a title is none.
    _put(entry, "title", said.title.strip() or said.id)
    _put(entry, "updated", moment(said.updated))
    _put(entry, "published", moment(said.published))
    _put_author(entry, said.author)
    _put_links(entry, said.links)
    for scheme, term in said.categories:
        etree.SubElement(entry, f"{{{NAMESPACE}}}category", scheme=clean(scheme), term=clean(term))
    _put(entry, "summary", said.summary)
    _put(entry, "rights", said.rights)


def _put_author(parent: etree._Element, name: str) -> None:
    if name:
        author = etree.SubElement(parent, f"{{{NAMESPACE}}}author")
        _put(author, "name", name)


def _put_links(parent: etree._Element, links: Sequence[tuple[str, str, str]]) -> None:
    for rel, media, href in links:
        etree.SubElement(parent, f"{{{NAMESPACE}}}link", rel=rel, type=media, href=clean(href))


def _put(parent: etree._Element, name: str, text: str) -> None:
    """A text element; an empty one is left out."""
    if words := clean(text).strip():
        etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = words
