"""Figures as JSON lines, and the bounds they are held against."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any


@dataclass
class Sheet:
    """What was measured, and which bounds were missed."""

    missed: list[str] = field(default_factory=list)

    def line(self, benchmark: str, **values: Any) -> None:
        print(json.dumps({"benchmark": benchmark} | rounded(values)), flush=True)

    def at_least(self, what: str, value: float, bound: float) -> None:
        if value < bound:
            self.missed.append(f"{what} is {value:.3f}, and should be {bound} at least")

    def at_most(self, what: str, value: float, bound: float) -> None:
        if value > bound:
            self.missed.append(f"{what} is {value:.3f}, and should be {bound} at most")


def rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in values.items()
    }


def middle(rows: Sequence[dict[str, float]]) -> dict[str, float]:
    """The median of every figure over the rounds."""
    return {name: median(row[name] for row in rows) for name in rows[0]}


def load() -> float:
    """How many processes of this machine wanted a processor in the last minute."""
    return float(Path("/proc/loadavg").read_text(encoding="ascii").split()[0])
