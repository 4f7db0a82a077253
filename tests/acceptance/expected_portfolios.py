"""What the contacts of governments must hear of what they run, computed from the raw files alone;
nothing of ours is imported here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.acceptance import expected_csaf, expected_kev
from tests.acceptance.readers import Heard

Pair = tuple[str, str]
"""(supplier, product) as the source writes them."""


@dataclass(frozen=True)
class Bestuur:
    """One government: its one contact, and what it runs."""

    email: str
    phone: str
    runs: frozenset[Pair]


@dataclass
class ExpectedHits:
    """By mail whatever hits, by SMS from critical; a withdrawal where the original went."""

    besturen: list[Bestuur]
    # Which names the portfolios know as one product; any other name is itself.
    known_as: dict[Pair, int] = field(default_factory=dict)
    heard: Heard = field(default_factory=Counter)
    got: set[tuple[str, str]] = field(default_factory=set)
    # (mail address, identity): since when it hits him was told, or could have been.
    hit: set[tuple[str, str]] = field(default_factory=set)

    def tell(self, identity: str, kind: str, pairs: set[Pair], *, critical: bool) -> None:
        for each in self.besturen:
            hit = bool(self.called(pairs) & self.called(each.runs))
            # A small change rings whom it touches for the first time.
            if hit and kind == "changed":
                hit = (each.email, identity) not in self.hit
            if pairs and self.called(pairs) & self.called(each.runs):
                self.hit.add((each.email, identity))
            for address, wanted in ((each.email, hit), (each.phone, hit and critical)):
                had = (address, identity) in self.got
                if had if kind == "withdrawn" else wanted:
                    self.heard[address, identity, kind] += 1
                    self.got.add((address, identity))

    def called(self, pairs: Iterable[Pair]) -> set[int | Pair]:
        return {self.known_as.get(pair, pair) for pair in pairs}

    def on(self, channel: str) -> Heard:
        return Counter(
            {k: n for k, n in self.heard.items() if ("@" in k[0]) == (channel == "email")}
        )


def spread(pairs: set[Pair], among: int) -> list[frozenset[Pair]]:
    """Every pair to one government in turn; then one that runs all of them, and one that runs none."""
    shares: list[set[Pair]] = [set() for _one in range(among)]
    for n, pair in enumerate(sorted(pairs)):
        shares[n % among].add(pair)
    return [*map(frozenset, shares), frozenset(pairs), frozenset()]


def kev_pairs(entry: dict[str, Any]) -> set[Pair]:
    return {(entry["vendorProject"].strip(), entry["product"].strip())}


def kev_step(
    expected: ExpectedHits, before: expected_kev.Entries, after: expected_kev.Entries
) -> None:
    for cve in sorted(set(after) | set(before)):
        old, new = before.get(cve), after.get(cve)
        worse = bool(old and new and expected_kev.is_ransom(new) > expected_kev.is_ransom(old))
        if new is None:
            expected.tell(cve, "withdrawn", set(), critical=False)
        elif old is None or worse:
            kind = "escalated" if old else "new"
            expected.tell(cve, kind, kev_pairs(new), critical=expected_kev.is_ransom(new))
        elif expected_kev.shown(new) != expected_kev.shown(old):
            expected.tell(cve, "changed", kev_pairs(new), critical=expected_kev.is_ransom(new))


def csaf_pairs(document: dict[str, Any]) -> set[Pair]:
    """(supplier, product) of all that is affected, as the product tree names it."""
    wanted = expected_csaf.affected(document)
    tree = document["product_tree"]
    for relation in tree.get("relationships", []):
        if relation["full_product_name"]["product_id"] in wanted:
            wanted.add(relation["product_reference"])
    paths = [path for product, path in _leaves(tree["branches"]) if product in wanted]
    return {(path[0], without_codes(path[-1])) for path in paths}


def without_codes(name: str) -> str:
    """Siemens writes order numbers and countries behind a product, in brackets."""
    return re.sub(r"\s*\([^()]*\)", "", name).strip()


def _leaves(
    branches: list[dict[str, Any]], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for branch in branches:
        named = branch["category"] in ("vendor", "product_name")
        here = (*above, branch["name"]) if named else above
        if "product" in branch:
            yield branch["product"]["product_id"], here
        yield from _leaves(branch.get("branches", []), here)


def csaf_step(
    expected: ExpectedHits, before: expected_csaf.Documents, after: expected_csaf.Documents
) -> None:
    rank = {"unknown": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}
    for path, document in after.items():
        old, word = before.get(path), expected_csaf.severity(document)
        if old == document:
            continue
        pairs, name = csaf_pairs(document), expected_csaf.number(document)
        if old is None:
            expected.tell(name, "new", pairs, critical=word == "critical")
        elif expected_csaf.is_withdrawn(document):
            expected.tell(name, "withdrawn", set(), critical=False)
        elif rank[word] > rank[expected_csaf.severity(old)]:
            expected.tell(name, "escalated", pairs, critical=word == "critical")
        else:
            expected.tell(name, "changed", pairs, critical=word == "critical")
