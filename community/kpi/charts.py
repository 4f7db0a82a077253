"""Bars as numbers for an SVG template: no script, prints well, coloured by the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from community.kpi.queries import Point

SLOT = 30
BAR = 20
CEILING = 18
FLOOR = 108
"""In units of the drawing: width per month, width of a bar, where the tallest bar begins and all end."""


@dataclass(frozen=True, slots=True)
class Bar:
    """`label` is set where the figure stands above its bar: at the first, the last and the tallest."""

    month: date
    value: Decimal | None
    x: int
    y: int
    height: int
    middle: int
    label: bool


def bars(points: Sequence[Point]) -> list[Bar]:
    """One bar per month; a month that was not measured has no height."""
    measured = [n for n, point in enumerate(points) if point.value is not None]
    values = [point.value or Decimal(0) for point in points]
    top = max([*values, Decimal(1)])
    tallest = max(measured, key=lambda n: values[n], default=None)
    told = {*measured[:1], *measured[-1:], tallest}
    return [_bar(n, point, values[n] / top, label=n in told) for n, point in enumerate(points)]


def _bar(n: int, point: Point, share: Decimal, *, label: bool) -> Bar:
    # Two units at least: a measured nought is not the same as a month that was not measured.
    height = max(2, round(share * (FLOOR - CEILING))) if point.value is not None else 0
    left = n * SLOT + (SLOT - BAR) // 2
    return Bar(
        point.month, point.value, left, FLOOR - height, height, n * SLOT + SLOT // 2,
        label=label and point.value is not None,
    )  # fmt: skip
