"""What must arrive, computed from the served documents alone; nothing of ours is imported here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from tests.acceptance.readers import RANKS, Expected, Reader

AFFECTED = ("known_affected", "first_affected", "last_affected", "under_investigation")
BOUNDS = ((9.0, "critical"), (7.0, "high"), (4.0, "medium"), (0.0, "low"))
SHOWN = ("title", "notes", "references", "distribution")
Documents = Mapping[str, dict[str, Any]]


def number(document: dict[str, Any]) -> str:
    return str(document["document"]["tracking"]["id"])


def severity(document: dict[str, Any]) -> str:
    """The highest rating of any score; these documents have none but version 3."""
    scores = [
        score["cvss_v3"]["baseScore"]
        for threat in document.get("vulnerabilities", [])
        for score in threat.get("scores", [])
    ]
    return next((word for bound, word in BOUNDS if scores and max(scores) >= bound), "unknown")


def affected(document: dict[str, Any]) -> set[str]:
    return {
        product
        for threat in document.get("vulnerabilities", [])
        for status in AFFECTED
        for product in threat.get("product_status", {}).get(status, [])
    }


def names(document: dict[str, Any]) -> str:
    """Supplier and product names of what is affected, a line each."""
    wanted = affected(document)
    paths = list(_leaves(document["product_tree"]["branches"], ()))
    # Some products of these documents are only named as parts of others.
    for relation in document["product_tree"].get("relationships", []):
        if relation["full_product_name"]["product_id"] in wanted:
            wanted.add(relation["product_reference"])
    return "\n".join(name for product, path in paths if product in wanted for name in path)


def _leaves(
    branches: list[dict[str, Any]], above: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for branch in branches:
        here = above
        if branch["category"] in ("vendor", "product_name"):
            here = (*above, branch["name"])
        if "product" in branch:
            yield branch["product"]["product_id"], here
        yield from _leaves(branch.get("branches", []), here)


def is_withdrawn(document: dict[str, Any]) -> bool:
    history = document["document"]["tracking"]["revision_history"]
    return bool(history[-1]["summary"].startswith("Withdrawn"))


def wants(reader: Reader, document: dict[str, Any]) -> bool:
    word = severity(document)
    if word != "unknown" and RANKS[word] < RANKS[reader.minimum]:
        return False
    return not reader.word or bool(
        re.search(rf"(?<!\w){re.escape(reader.word)}(?!\w)", names(document), re.IGNORECASE)
    )


def step(expected: Expected, before: Documents, after: Documents) -> Counter[str]:
    """Tell the readers what differs between two states of the provider; returns the kinds."""
    kinds: Counter[str] = Counter()
    for path, document in after.items():
        old = before.get(path)
        if old == document:
            continue
        if old is None:
            kind = "new"
        elif is_withdrawn(document):
            kind = "withdrawn"
        else:
            kind = "escalated" if RANKS[severity(document)] > RANKS[severity(old)] else "changed"
        kinds[kind] += 1
        if kind != "changed":
            expected.tell(number(document), kind, lambda r, d=document: wants(r, d))
    return kinds
