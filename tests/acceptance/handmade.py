"""A small CERT's feed, poll after poll, written by hand as RSS 2.0 or as Atom (RFC 4287).

It is as careless as feeds in the wild: it edits dates, rotates its guids, repeats an item, swings
between two texts, drops items and brings them back, breaks, and takes one warning back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape

CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
HIGH = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"
MEDIUM = "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N"
LOW = "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N"


@dataclass(frozen=True)
class Item:
    n: int
    product: str
    vector: str = ""
    text: str = "Werk bij."
    guid: str = ""
    day: int = 4
    mark: str = ""

    @property
    def title(self) -> str:
        return f"{self.mark}Lek in {self.product} (CVE-2026-{self.n:05})"

    @property
    def body(self) -> str:
        return f"<p>{self.text}</p><p>{self.vector}</p>"

    @property
    def link(self) -> str:
        return f"https://cert.example/bericht/{self.n}"

    @property
    def name(self) -> str:
        return self.guid or f"urn:cert:{self.n}"


def as_rss(items: list[Item]) -> str:
    inner = "".join(
        f"<item><title>{escape(each.title)}</title><link>{each.link}</link>"
        f'<guid isPermaLink="false">{each.name}</guid>'
        f"<pubDate>Mon, {each.day:02} May 2026 08:00:00 GMT</pubDate>"
        f"<description>{escape(each.body)}</description></item>"
        for each in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>CERT</title>'
        f"<link>https://cert.example/</link><description>Berichten</description>{inner}</channel></rss>"
    )


def as_atom(items: list[Item]) -> str:
    inner = "".join(
        f"<entry><id>{each.name}</id><title>{escape(each.title)}</title>"
        f'<link rel="alternate" href="{each.link}"/>'
        f"<updated>2026-05-{each.day:02}T08:00:00Z</updated>"
        f'<summary type="html">{escape(each.body)}</summary></entry>'
        for each in items
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        "<title>CERT</title><id>urn:cert</id><updated>2026-05-04T08:00:00Z</updated>"
        f"{inner}</feed>"
    )


def rotated(items: list[Item], turn: str) -> list[Item]:
    return [replace(each, guid=f"urn:vers:{turn}:{each.n}") for each in items]


def polls(write: Callable[[list[Item]], str]) -> list[str]:
    """What the feed says at each poll, the newest item first."""
    one = Item(1, "Fortinet FortiOS", CRITICAL)
    two = Item(2, "Microsoft Exchange", HIGH)
    three = Item(3, "OpenSSL", LOW)
    four = Item(4, "Fortinet FortiOS", CRITICAL, "Aanvallers nemen het toestel over.")
    five = Item(5, "Zaakpad", "", "Er is nog geen score.")
    six = Item(6, "Microsoft Exchange", HIGH, "Werk bij naar CU15 & herstart.")
    seven = Item(7, "PoortWacht VPN", LOW)
    eight = Item(8, "OpenSSL", MEDIUM)
    old = [three, two, one]
    redated = replace(four, day=18)
    explained = replace(five, text="De leverancier maakt een update.")
    rewritten = replace(six, text="Werk bij naar CU16.")
    worse = replace(seven, vector=CRITICAL)
    scored = replace(explained, vector=HIGH, day=25)
    back = replace(redated, mark="WITHDRAWN: ")
    whole = write([worse, rewritten, explained, redated, *old])
    return [
        write(old),
        write([five, four, *old]),
        # Only a date edited; a text edited; a new item that stands there twice.
        write([six, six, explained, redated, *old]),
        # Every guid is another one, and one item is new.
        write(rotated([seven, six, explained, redated, *old], "a")),
        write(rotated([worse, rewritten, explained, redated, *old], "b")),
        # It swings back to what it said before, and forth; an item goes and comes back.
        write([seven, six, explained, redated, two, one]),
        whole,
        "<!doctype html><html><head><title>Storing</title></head><body>Even geduld</body></html>",
        whole[: len(whole) // 2],
        write([eight, worse, rewritten, explained, back, *old]),
        write([eight, worse, rewritten, explained, back, *old]),
        write(rotated([eight, worse, rewritten, scored, back], "c")),
    ]
