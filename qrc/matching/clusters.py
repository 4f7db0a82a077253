"""Do two sources speak of one event?

A reader wants one message about one threat, whoever tells it first; but a message wrongly taken
for a repetition is a warning lost. So the rule wants proof, and it is proof of two kinds.

* Both carry one advisory number (FG-IR-24-015, NCSC-2026-0289, ICSA-24-242-01): one quotes the other.
* Their CVEs are the same, or nearly so: equal sets; at least half of all CVEs named by both
  (Jaccard ≥ 0.5); or a few (at most three) that all stand in a list of at most eight, when a
  product is shared. When one of the two lists no products, time takes its place: a CVE from years
  ago may be told again, about something else, so they must lie within thirty days.

A Patch Tuesday list of sixty CVEs holds each single CVE of that month and is yet none of those
events: a list of more than eight never swallows a small one. Nor does one source repeat itself in
two advisories: what it tells apart is apart. And similarity does not travel: `belongs` compares
with the first of a cluster, lest A be B, B be C, and A and Z have nothing in common.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from qrc.matching.names import Pair

FEW, SHORT = 3, 8
ALIKE = 0.5
SOON = timedelta(days=30)
NUMBERS = re.compile(
    r"\b(?:NCSC-\d{4}-\d{4}|FG-IR-\d{2}-\d{3}|ICSM?A-\d{2}-\d{3}-\d{2}[A-Z]?|VA-\d{2}-\d{3}-\d{2}"
    r"|CERTFR-\d{4}-(?:AVI|ALE)-\d{3,4}|WID-SEC-(?:W-)?\d{4}-\d{4}|VMSA-\d{4}-\d{4}|PAN-SA-\d{4}-\d{4}"
    r"|CISCO-SA-[A-Z0-9-]{6,60}|GHSA(?:-[A-Z0-9]{4}){3}|SSA-\d{6}|APSB\d{2}-\d{2,3}|CTX\d{6,}"
    r"|MFSA\s?\d{4}-\d{2,3}|SA-CORE-\d{4}-\d{3}|RHSA-\d{4}:\d{4,6}|USN-\d{4,5}-\d|DSA-\d{4,5}(?:-\d)?"
    r"|EUVD-\d{4}-\d{3,6}|VU#\d{5,7}|ZDI-\d{2}-\d{3,4}|JVN(?:VU)?#\d{8})(?![\w])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What of an advisory tells its event. `source` is any key of its source; `pairs` the sure
    product pairs (empty when it lists none); `published` may be None."""

    source: int | str
    cves: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    pairs: frozenset[Pair] = frozenset()
    published: datetime | None = None


def numbers_in(*texts: str) -> frozenset[str]:
    """Advisory numbers in a title, an identity or a link, in capitals; CVEs are none of them."""
    found = [each for text in texts for each in NUMBERS.findall(text[:2000])]
    return frozenset(re.sub(r"\s", "-", each.upper()) for each in found)


def same_event(a: Facts, b: Facts) -> bool:
    """Whether two advisories of different sources are about one event. Symmetric."""
    if a.source == b.source:
        return False
    if a.numbers & b.numbers:
        return True
    if not a.cves or not b.cves:
        return False
    shared = len(a.cves & b.cves)
    if shared >= ALIKE * len(a.cves | b.cves):
        return True
    small, large = sorted((a.cves, b.cves), key=len)
    return len(small) <= FEW and len(large) <= SHORT and small <= large and _one_product(a, b)


def _one_product(a: Facts, b: Facts) -> bool:
    if a.pairs and b.pairs:
        return bool(a.pairs & b.pairs)
    if a.published is None or b.published is None:
        return True
    return abs(a.published - b.published) <= SOON


def belongs(facts: Facts, members: Sequence[Facts]) -> bool:
    """Whether an advisory joins a cluster, given with its first member first.

    Never beside another of its own source, and only when it speaks of the first one's event.
    """
    if not members or any(each.source == facts.source for each in members):
        return False
    return same_event(members[0], facts)
