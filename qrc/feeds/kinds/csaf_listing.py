"""Which documents a CSAF provider has, and when each last changed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from qrc.feeds.kinds.addresses import is_readable, joined, path_of
from qrc.feeds.kinds.json_body import loaded
from qrc.feeds.kinds.seam import Fetcher, Problem
from qrc.feeds.kinds.times import moment

MOST = 100_000
OPEN_LABELS = (None, "WHITE", "CLEAR", "GREEN", "UNLABELED")
LONGEST_ADDRESS = 500


class Listing(StrEnum):
    """How a provider tells what it has. Only the first two change when a document changes."""

    CHANGES = "changes"
    ROLIE = "rolie"
    INDEX = "index"
    METADATA = "metadata"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document: its address, its change time as the provider writes it ("" when it does not),
    and the addresses of its hash files where the provider names them."""

    url: str
    changed: str
    hashes: tuple[str, ...] = ()


def addresses_of(url: str) -> tuple[str, ...]:
    """What to ask for: a file as it is; of a folder its changes.csv, index.txt or metadata."""
    if path_of(url).endswith((".json", ".csv", ".txt")):
        return (url,)
    folder = url if url.endswith("/") else f"{url}/"
    names = ("changes.csv", "index.txt", "provider-metadata.json",
             ".well-known/csaf/provider-metadata.json")  # fmt: skip
    return tuple(joined(folder, name) for name in names)


def entries_of(url: str, body: bytes, fetch: Fetcher) -> tuple[Listing, list[Entry]]:
    """The documents behind an address, and by which listing; Problem when it is none we know."""
    path = path_of(url)
    if path.endswith(".json") or body.lstrip()[:1] == b"{":
        return _of_json(url, _loaded(body), fetch)
    if path.endswith("index.txt"):
        return Listing.INDEX, list(_index(url, body))
    return Listing.CHANGES, list(_changes(url, body))


def _loaded(body: bytes) -> dict[str, Any]:
    data = loaded(body)
    if not isinstance(data, dict):
        raise Problem("malformed", _("Dit is geen CSAF-bron."))
    return data


def _of_json(url: str, data: dict[str, Any], fetch: Fetcher) -> tuple[Listing, list[Entry]]:
    try:
        if isinstance(data.get("feed"), dict):
            return Listing.ROLIE, list(_rolie(url, data["feed"]))
        if isinstance(data.get("distributions"), list):
            return Listing.METADATA, _distributed(url, data["distributions"], fetch)
    except (AttributeError, TypeError) as error:
        raise Problem(
            "malformed", _("Deze CSAF-bron heeft niet de vorm van de standaard.")
        ) from error
    raise Problem("malformed", _("Dit is geen CSAF-bron: geen lijst, feed of map."))


def _distributed(url: str, distributions: list[Any], fetch: Fetcher) -> list[Entry]:
    """Everything in the provider's feeds; in its folders only when it has no feeds."""
    feeds = [
        joined(url, str(feed["url"]))
        for each in distributions
        for feed in (each.get("rolie") or {}).get("feeds", [])
        if feed.get("url") and feed.get("tlp_label") in OPEN_LABELS
    ]
    folders = [
        joined(url, str(each["directory_url"]))
        for each in distributions
        if each.get("directory_url")
    ]
    found: dict[str, Entry] = {}
    for address in feeds or folders:
        if not is_readable(address):
            # It fails as one document would, and the other lists are read.
            found[address] = _entry(address, "")
            continue
        for entry in _fetched(address, fetch):
            found[entry.url] = entry
    if not feeds and not folders:
        raise Problem("malformed", _("De provider-metadata noemt geen map en geen feed."))
    return list(found.values())


def _fetched(url: str, fetch: Fetcher) -> list[Entry]:
    for address in addresses_of(url)[:2]:
        reply = fetch(address)
        if reply.status != 404:
            break
    if reply.status != 200:
        text = _("%(url)s antwoordt met code %(n)s.") % {"url": address, "n": reply.status}
        raise Problem(f"http-{reply.status}", text)
    listing, entries = entries_of(reply.url, reply.body, _no_deeper)
    return entries if listing != Listing.METADATA else []


def _no_deeper(url: str, headers: object = None) -> Any:
    raise Problem("malformed", _("De provider-metadata verwijst naar andere metadata."))


def _rolie(url: str, feed: dict[str, Any]) -> Iterator[Entry]:
    rows = feed.get("entry")
    if not isinstance(rows, list):
        raise Problem("malformed", _("De ROLIE-feed heeft geen lijst van documenten."))
    for row in rows[:MOST]:
        # CISA writes "ref" where the standard says "rel".
        links = [
            (str(link.get("rel") or link.get("ref")), joined(url, str(link.get("href"))))
            for link in row.get("link") or []
        ]
        address = (row.get("content") or {}).get("src") or dict(links).get("self")
        if address:
            hashes = tuple(href for rel, href in links if rel == "hash")
            yield _entry(joined(url, str(address)), str(row.get("updated", "")), hashes)


def _changes(url: str, body: bytes) -> Iterator[Entry]:
    rows = [row for row in csv.reader(_text(body).splitlines()) if row]
    if not rows or not all(_is_change(row) for row in rows):
        raise Problem("malformed", _("Dit is geen changes.csv: elke regel is een pad en een tijd."))
    for path, changed in rows[:MOST]:
        yield _entry(address_of(url, path.strip()), changed.strip())


def _is_change(row: list[str]) -> bool:
    return len(row) == 2 and row[0].strip().endswith(".json") and moment(row[1]) is not None


def _index(url: str, body: bytes) -> Iterator[Entry]:
    paths = [line.strip() for line in _text(body).splitlines() if line.strip()]
    if not paths or any(not path.endswith(".json") for path in paths):
        raise Problem("malformed", _("Dit is geen index.txt: elke regel is een pad."))
    for path in paths[:MOST]:
        yield _entry(address_of(url, path), "")


def _entry(url: str, changed: str, hashes: tuple[str, ...] = ()) -> Entry:
    if len(url) > LONGEST_ADDRESS:
        raise Problem("malformed", _("Een adres in de lijst is langer dan 500 tekens."))
    return Entry(url, changed[:40], hashes)


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem("malformed", _("De lijst is geen UTF-8.")) from error


def address_of(listing: str, path: str) -> str:
    """A document's address. Some providers repeat the folder's own path in their list."""
    folder = [part for part in path_of(listing).split("/")[:-1] if part]
    parts = path.lstrip("/").split("/")
    for size in range(min(len(folder), len(parts) - 1), 0, -1):
        for start in range(len(parts) - size):
            if parts[start : start + size] == folder[-size:]:
                return joined(listing, "/".join(parts[start + size :]))
    return joined(listing, path.lstrip("/"))
