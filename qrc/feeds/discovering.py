"""From a web page to its feeds: what its head names, and where CSAF providers must be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlsplit

from community.kit.http import FetchError, Reply
from qrc.feeds.asking import get
from qrc.feeds.kinds import Problem
from qrc.feeds.kinds.addresses import joined
from qrc.feeds.kinds.json_body import loaded

KINDS = {
    "application/rss+xml": "rss", "application/atom+xml": "rss", "application/feed+json": "json",
}  # fmt: skip
METADATA, SECURITY = "/.well-known/csaf/provider-metadata.json", "/.well-known/security.txt"
CSAF = re.compile(r"^CSAF:\s*(https?://\S+)\s*$", re.IGNORECASE | re.MULTILINE)
MOST = 10
PAGE_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b",
                        re.IGNORECASE | re.DOTALL)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page leads to."""

    url: str
    kind: str
    title: str = ""


def is_page(reply: Reply) -> bool:
    """Whether a reply is a web page for people, whatever its code."""
    return bool(PAGE_START.match(reply.body[:4000]))


def discover(reply: Reply) -> list[Found]:
    """The feeds of a page, each once; what cannot be asked for is left out."""
    found: dict[str, Found] = {}
    for each in [*_alternates(reply), *_csaf(reply.url)]:
        if _host(each.url) and len(each.url) <= 1000:
            found.setdefault(each.url, each)
    return list(found.values())[:MOST]


def _host(url: str) -> str:
    """The host of a web address; "" of anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc if parts.scheme in ("http", "https") else ""


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.base = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.links.append(said)
        if tag == "base" and not self.base:
            self.base = said.get("href", "")


def _alternates(reply: Reply) -> Iterator[Found]:
    head = _Head()
    head.feed(reply.body[:1_000_000].decode("utf-8", "replace"))
    base = joined(reply.url, head.base)
    for link in head.links:
        kind = KINDS.get(link.get("type", "").split(";")[0].strip().lower())
        if kind and link.get("href") and "alternate" in link.get("rel", "").lower().split():
            yield Found(joined(base, link["href"].strip()), kind, link.get("title", "")[:100])


def _csaf(url: str) -> Iterator[Found]:
    for each in CSAF.findall(_text(joined(url, SECURITY))):
        yield Found(each, "csaf", "security.txt")
    address = joined(url, METADATA)
    try:
        data = loaded(_text(address).encode())
    except Problem:
        return
    if isinstance(data, dict) and isinstance(data.get("distributions"), list):
        yield Found(address, "csaf", str((data.get("publisher") or {}).get("name") or "")[:100])


def _text(url: str) -> str:
    try:
        reply = get(url)
    except FetchError:
        return ""
    return reply.body.decode("utf-8", "replace") if reply.status == 200 else ""
