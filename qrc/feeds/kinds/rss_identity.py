"""Which advisory a message in a feed is, also when its feed is careless with guids.

Atom ids and RSS guids should be unique and permanent. Feeds in the wild give one guid to two
messages, or a fresh one to the same message at every request, so link and title help to decide.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from community.kit.text import normalise
from qrc.advisories.models import Advisory
from qrc.advisories.values import Report, digest
from qrc.feeds.enums import IdentityPolicy
from qrc.feeds.models import Source

NUMBER = re.compile(
    r"\b(NCSC-\d{4}-\d+|CERTFR-\d{4}-[A-Z]+-\d+|WID-SEC-\d{4}-\d+|ICSM?A-\d{2}-\d{3}-\d{2}"
    r"|DSA-\d+(?:-\d+)?|CVE-\d{4}-\d{4,19})\b",
    re.IGNORECASE,
)
MOST_KNOWN = 5000


@dataclass(frozen=True, slots=True)
class Item:
    """A message: its report without identity, and what may serve as one.

    `number` is the advisory number its title states by a fixed pattern; `mark` a hash of link
    and title.
    """

    report: Report
    guid: str
    number: str
    mark: str


@dataclass(frozen=True, slots=True)
class Known:
    """An advisory of this source, as far as recognising goes."""

    identity: str
    mark: str
    published_at: datetime | None
    digest: str


def hashed(*parts: str) -> str:
    return hashlib.sha256("\n".join(normalise(part) for part in parts).encode()).hexdigest()[:40]


def identified(source: Source, items: Sequence[Item]) -> list[Report]:
    """The reports with their identities, by the policy of the source."""
    named = [(item, _name(source.identity_policy, item)) for item in items]
    if source.identity_policy != IdentityPolicy.GUID:
        return [replace(item.report, identity=name) for item, name in named]
    return _Recogniser(_known(source), named).reports()


def _name(policy: str, item: Item) -> str:
    report = item.report
    if policy == IdentityPolicy.LINK and report.link:
        return report.link
    if policy == IdentityPolicy.CONTENT:
        return hashed(report.title, report.summary)
    if policy == IdentityPolicy.ADVISORY_ID and (found := NUMBER.search(report.title)):
        return found[1].upper()
    if policy == IdentityPolicy.LINK_TITLE:
        return item.mark
    return item.number or item.guid or item.mark


def _known(source: Source) -> list[Known]:
    rows = Advisory.objects.filter(source=source).order_by("-changed_at")
    values = rows.values_list("identity", "link", "title", "published_at", "content_hash")
    return [
        Known(identity, hashed(link, title), published, shown)
        for identity, link, title, published, shown in values[:MOST_KNOWN]
    ]


class _Recogniser:
    def __init__(self, known: list[Known], named: list[tuple[Item, str]]) -> None:
        self.named = named
        self.known = {each.identity: each for each in known}
        self.by_mark: dict[str, list[Known]] = {}
        for each in known:
            self.by_mark.setdefault(each.mark, []).append(each)
        marks = {(name, item.mark) for item, name in named}
        self.messages = Counter(name for name, _mark in marks)
        """How many different messages of this payload carry one name."""

    def reports(self) -> list[Report]:
        return [
            replace(item.report, identity=self._identity(item, name)) for item, name in self.named
        ]

    def _identity(self, item: Item, name: str) -> str:
        own = self.known.get(name)
        if own is not None and own.mark == item.mark:
            return name
        for twin in self.by_mark.get(item.mark, []):
            if twin.identity.startswith(f"{name}#") or self._has_moved(item, name, twin):
                return twin.identity
        if self.messages[name] > 1:
            # Two different messages under one name: each that is new gets a name of its own.
            return f"{name}#{item.mark[:12]}"
        return name

    def _has_moved(self, item: Item, name: str, twin: Known) -> bool:
        """Whether a message under a name we do not know is one we do: its guid rotated.

        Link and title alone don't prove it (think of a weekly bulletin): its day or its words
        must be the same too, or its title name an advisory. A known name that is still in the
        feed belongs to another message.
        """
        if name in self.known or twin.identity in self.messages:
            return False
        report = item.report
        same_day = report.published_at is None or report.published_at == twin.published_at
        is_numbered = NUMBER.search(report.title) is not None
        return same_day or is_numbered or digest(report.shown()) == twin.digest
