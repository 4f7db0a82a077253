"""What must arrive, computed from the served XML alone; nothing of ours is imported here.

In these feeds a message is known by the CVE in its title, whatever its guid, date or place.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from xml.etree import ElementTree as ET

from tests.acceptance.readers import RANKS, Expected, Reader

ATOM = "{http://www.w3.org/2005/Atom}"
CVE = re.compile(r"CVE-\d{4}-\d{5}")
# Base scores 9.8, 7.5, 5.4 and 3.3 by FIRST's calculator.
SEVERITIES = {
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H": "critical",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N": "high",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N": "medium",
    "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:L/I:N/A:N": "low",
}


@dataclass(frozen=True)
class Message:
    cve: str
    title: str
    text: str
    names: tuple[str, ...]

    @property
    def severity(self) -> str:
        return next((word for vector, word in SEVERITIES.items() if vector in self.text), "unknown")

    @property
    def is_withdrawn(self) -> bool:
        return self.title.startswith("WITHDRAWN: ")


@dataclass
class Feed:
    """What a reader of the feed knows by now: the texts each message had, and how it stands."""

    texts: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    severity: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def kind_of(self, message: Message) -> str:
        """new, escalated, changed or withdrawn; "" for what is no news."""
        known = self.texts.get(message.cve)
        if message.is_withdrawn:
            return "withdrawn" if known is not None and message.cve not in self.gone else ""
        if known is None:
            return "new"
        if (message.title, message.text) in known:
            return ""
        rises = RANKS[message.severity] > RANKS[self.severity[message.cve]]
        return "escalated" if rises else "changed"

    def note(self, message: Message, kind: str) -> None:
        if kind == "withdrawn":
            self.gone.add(message.cve)
        elif kind:
            self.texts.setdefault(message.cve, set()).add((message.title, message.text))
            self.severity[message.cve] = message.severity


def messages(xml: str) -> list[Message]:
    root = ET.fromstring(xml)
    if root.tag == f"{ATOM}feed":
        rows = [
            (
                row.findtext(f"{ATOM}title"),
                row.findtext(f"{ATOM}summary"),
                row.findtext(f"{ATOM}id"),
            )
            for row in root.iter(f"{ATOM}entry")
        ]
    else:
        rows = [
            (row.findtext("title"), row.findtext("description"), row.findtext("guid"))
            for row in root.iter("item")
        ]
    found = []
    for title, text, name in rows:
        assert title
        cve = CVE.search(title)
        assert cve
        found.append(Message(cve[0], title, unescape(text or ""), (name or "",)))
    return found


def is_readable(body: str) -> bool:
    try:
        messages(body)
    except ET.ParseError:
        return False
    return "<html>" not in body


def names(bodies: list[str]) -> dict[str, str]:
    """Which CVE each guid or atom:id belongs to, over all polls."""
    return {
        name: each.cve
        for body in bodies
        if is_readable(body)
        for each in messages(body)
        for name in each.names
    }


def step(expected: Expected, feed: Feed, body: str, *, silent: bool = False) -> Counter[str]:
    """Tell the readers what this poll brings; returns how many of each kind."""
    kinds: Counter[str] = Counter()
    for message in messages(body):
        kind = feed.kind_of(message)
        feed.note(message, kind)
        if not kind:
            continue
        kinds[kind] += 1
        # A small change stays on the screen, and history is not news.
        if kind != "changed" and not silent:
            expected.tell(message.cve, kind, lambda r, m=message: wants(r, m))
    return kinds


def wants(reader: Reader, message: Message) -> bool:
    if message.severity != "unknown" and RANKS[message.severity] < RANKS[reader.minimum]:
        return False
    return not reader.word or bool(
        re.search(rf"(?<!\w){re.escape(reader.word)}(?!\w)", message.title, re.IGNORECASE)
    )
