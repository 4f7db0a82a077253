"""The parts of the screen: each is a table, often with its drawing; the export has the same rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.formats import number_format

from community.kit.charts import Chart
from community.kit.durations import how_long
from qrc.cases.counting import shown_count

UNTOLD = "–"
"""On the screen: of fewer besturen than may be told, or nothing to tell."""
Value = int | timedelta | None


@dataclass(frozen=True, slots=True)
class Column:
    """A head; in a file, where a duration is a number, it says of what."""

    label: str
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.label} ({self.unit})" if self.unit else self.label


@dataclass(frozen=True, slots=True)
class Row:
    """What a row is about, and its figures; `plain` is how a file names it."""

    label: str
    values: Sequence[Value]
    plain: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """`finding` is the sentence one came for; `notes` say what counts. A long table folds away, a
    wide one stands under its drawing."""

    key: str
    title: str
    head: Sequence[Column]
    rows: Sequence[Row]
    finding: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    chart: Chart | None = None
    folds: bool = False
    is_wide: bool = False

    @property
    def lines(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """For the screen: what a row is about, and (head, words) of each other cell."""
        heads = [column.label for column in self.head[1:]]
        for row in self.rows:
            yield row.label, list(zip(heads, map(words, row.values), strict=True))

    def for_file(self) -> Iterator[list[Any]]:
        for row in self.rows:
            yield [row.plain or row.label, *map(_plain, row.values)]


def words(value: Value) -> str:
    if value is None:
        return UNTOLD
    if isinstance(value, timedelta):
        return how_long(value)
    return number_format(value, 0, force_grouping=True)


def _plain(value: Value) -> float | int | None:
    return round(value.total_seconds(), 1) if isinstance(value, timedelta) else value


def tell(n: int, *besturen: int, exact: bool) -> int | None:
    """A figure, unless so few besturen stand behind it, or behind what it is a part of without it,
    that one could guess which."""
    few = any(shown_count(each).total is None for each in besturen)
    return None if few and not exact else n
