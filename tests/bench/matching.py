"""How long the pure part of matching takes: `python -m tests.bench.matching [KEV.json]`.

Prints one JSON line: milliseconds for one advisory (middle and slowest of its kind) and seconds
for a whole catalogue. Without a file it invents 1,400 entries.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

ENTRIES = 1400


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from qrc.matching.enums import SignalKind
    from qrc.matching.signals import signals_of
    from tests.bench.figures import Sheet

    advisories = [advisory(each) for each in entries(sys.argv[1:])]
    times, pairs = [], 0
    for each in advisories:
        start = time.perf_counter()
        pairs += len(signals_of(each, SignalKind.KEV))
        times.append(time.perf_counter() - start)
    Sheet().line(
        "matching-signals", advisories=len(times), pairs=pairs, seconds=sum(times),
        median_ms=median(times) * 1000, slowest_ms=max(times) * 1000,
    )  # fmt: skip
    return 0


def entries(given: list[str]) -> list[dict[str, Any]]:
    if given:
        return list(json.loads(Path(given[0]).read_text())["vulnerabilities"])
    return [
        {
            "vendorProject": f"Maker {number % 90}",
            "product": f"Product{number} Server and Gateway {number % 7}.{number % 5}",
            "vulnerabilityName": f"Maker {number % 90} Product{number} Remote Code Execution Vulnerability",
        }
        for number in range(ENTRIES)
    ]


def advisory(raw: dict[str, Any]) -> SimpleNamespace:
    row = {"vendor": raw["vendorProject"], "product": raw["product"], "versions": "",
           "status": "known_affected"}  # fmt: skip
    return SimpleNamespace(title=raw["vulnerabilityName"], products=[row])


if __name__ == "__main__":
    sys.exit(main())
