"""The figures by which the house is measured; every app declares its own in `indicators.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from community.kit.registry import Registry

KINDS = ("stock", "flow", "score")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure measured every night.

    `kind` says how months are made of days: a stock or a score keeps its last value, a flow
    is added up. `measure(day)` gives the value at the end of that day, or so far today.
    """

    key: str
    label: str | Promise
    unit: str | Promise
    measure: Callable[[date], int | Decimal]
    kind: str = "stock"
    definition: str | Promise = ""
    order: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"{self.key}: {self.kind} is not one of {', '.join(KINDS)}")


indicators: Registry[Indicator] = Registry("indicators")


def register_indicator(indicator: Indicator) -> Indicator:
    return indicators.register(indicator)
