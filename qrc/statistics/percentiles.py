"""How long something took for half, nine in ten and nineteen in twenty; the database counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, DurationField, QuerySet

SHARES = (0.5, 0.9, 0.95)


class PercentileCont(Aggregate):
    """`percentile_cont` at each of SHARES over durations: one sort for all of them."""

    function = "percentile_cont"
    template = f"%(function)s(ARRAY[{', '.join(map(str, SHARES))}]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = ArrayField(DurationField())


@dataclass(frozen=True, slots=True)
class Waits:
    """Of `n` things, how long half, 90 % and 95 % of them took at most."""

    n: int
    half: timedelta
    most: timedelta
    nearly_all: timedelta


def waits_by(rows: QuerySet[Any], name: str) -> Mapping[str, Waits]:
    """By the value of a field, the percentiles of the annotation `wait`; one query."""
    grouped = rows.order_by().values(name).annotate(n=Count("pk"), waits=PercentileCont("wait"))
    return {row[name]: Waits(row["n"], *row["waits"]) for row in grouped}
