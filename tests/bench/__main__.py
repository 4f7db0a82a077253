"""`make bench`: JSON lines on standard output; exit code 1 when a bound is missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.bench.room import room

NAMES = ("mail", "sms", "polling", "waiting", "overtaking", "matching", "searching", "library",
         "pages", "forum", "readers")  # fmt: skip


def main() -> int:
    options = read(sys.argv[1:])
    with room() as folder:
        missed = run(options, folder)
    for each in missed:
        print(f"MISSED {each}", file=sys.stderr)
    return 1 if missed else 0


def read(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)}; default all")
    parser.add_argument("--subscribers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sources", type=int, default=100)
    parser.add_argument("--slow", type=float, default=10, help="seconds the slow source takes")
    parser.add_argument("--governments", type=int, default=300)
    parser.add_argument("--items", type=int, default=60, help="in each portfolio")
    parser.add_argument("--entries", type=int, default=1404, help="of the KEV catalogue")
    parser.add_argument("--people", type=int, default=1800, help="of the national alert")
    parser.add_argument("--digests", type=int, default=50_000, help="queued before a warning")
    parser.add_argument(
        "--documents", type=int, default=100_000, help="to search, and in the library"
    )
    parser.add_argument("--posts", type=int, default=500_000, help="of the forum")
    parser.add_argument("--readers", type=int, default=200, help="of one live topic")
    parser.add_argument("--minutes", type=float, default=5, help="that they stay")
    options = parser.parse_args(given)
    unknown = set(options.names) - set(NAMES)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


def run(options: argparse.Namespace, folder: Path) -> list[str]:
    """Every benchmark asked for; returns the bounds that were missed, in words."""
    # Django's models can only be loaded once the room is there.
    from tests.bench import (
        fan_out,
        library,
        overtaking,
        pages,
        polling,
        portfolios,
        searching,
        waiting,
    )
    from tests.bench.figures import Sheet
    from tests.bench.mail import Mail
    from tests.bench.sms import Sms

    sheet = Sheet()
    names = options.names or NAMES
    size, rounds = options.subscribers, options.rounds
    for line in (Mail(), Sms()):
        if line.name in names:
            fan_out.measure(line, folder=folder, size=size, rounds=rounds, sheet=sheet)
    if "polling" in names:
        polling.measure(sources=options.sources, slow=options.slow, rounds=rounds, sheet=sheet)
    if "waiting" in names:
        waiting.measure(folder=folder, people=options.people, rounds=rounds, sheet=sheet)
    if "overtaking" in names:
        overtaking.measure(digests=options.digests, sheet=sheet)
    if "matching" in names:
        portfolios.measure(
            governments=options.governments, items=options.items, entries=options.entries,
            rounds=rounds, sheet=sheet,
        )  # fmt: skip
    if "searching" in names:
        searching.measure(documents=options.documents, sheet=sheet)
    if "library" in names:
        library.measure(documents=options.documents, rounds=rounds, sheet=sheet)
    if "pages" in names:
        pages.measure(rounds=rounds, sheet=sheet)
    _talk(names, options, folder, sheet)
    return sheet.missed


def _talk(names: Sequence[str], options: argparse.Namespace, folder: Path, sheet: Any) -> None:
    from tests.bench import forum, readers

    if "forum" in names:
        forum.measure(posts=options.posts, rounds=options.rounds, sheet=sheet)
    if "readers" in names:
        readers.measure(
            folder=folder, readers=options.readers, minutes=options.minutes, sheet=sheet
        )


if __name__ == "__main__":
    sys.exit(main())
