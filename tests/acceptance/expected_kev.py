"""What must arrive, computed from the raw polls alone; nothing of ours is imported here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.acceptance.readers import RANKS, Expected, Reader

SHOWN = ("vendorProject", "product", "vulnerabilityName", "shortDescription", "requiredAction",
         "dueDate", "knownRansomwareCampaignUse")  # fmt: skip
Entries = dict[str, dict[str, Any]]


def entries(path: Path) -> Entries:
    data = json.loads(path.read_text(encoding="utf-8"))
    return {each["cveID"]: each for each in data["vulnerabilities"]}


def step(expected: Expected, before: Entries, after: Entries) -> dict[str, int]:
    """Tell the readers what differs between two polls; returns how many of each kind."""
    same = sorted(set(after) & set(before))
    worse = [cve for cve in same if is_ransom(after[cve]) and not is_ransom(before[cve])]
    kinds = {
        "new": sorted(set(after) - set(before)),
        "escalated": worse,
        "changed": [
            cve for cve in same if shown(after[cve]) != shown(before[cve]) and cve not in worse
        ],
        "withdrawn": sorted(set(before) - set(after)),
    }
    for kind, cves in kinds.items():
        # A small change stays on the screen.
        for cve in cves if kind != "changed" else ():
            expected.tell(cve, kind, lambda r, c=cve: wants(r, after[c]))
    return {kind: len(cves) for kind, cves in kinds.items()}


def shown(entry: dict[str, Any]) -> list[Any]:
    """What a reader sees of an entry; of its notes only the links."""
    links = re.findall(r"https?://[^\s;]+", entry.get("notes") or "")
    return [*(entry.get(name) for name in SHOWN), *dict.fromkeys(links)]


def is_ransom(entry: dict[str, Any]) -> bool:
    return bool(entry.get("knownRansomwareCampaignUse") == "Known")


def wants(reader: Reader, entry: dict[str, Any]) -> bool:
    severity = "critical" if is_ransom(entry) else "high"
    if RANKS[severity] < RANKS[reader.minimum]:
        return False
    names = f"{entry['vendorProject']}\n{entry['product']}"
    return not reader.word or bool(
        re.search(rf"(?<!\w){re.escape(reader.word)}(?!\w)", names, re.IGNORECASE)
    )
