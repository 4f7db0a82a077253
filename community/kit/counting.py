"""Several figures by one question."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, Func, Max, QuerySet, Value

EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


class Latest(Func):
    """The last of these moments in microseconds since 1970, so that it stands between counts."""

    template = "(extract(epoch FROM %(expressions)s) * 1000000)::bigint"
    output_field = BigIntegerField()

    def __init__(self, field: str, **extra: Any) -> None:
        super().__init__(Max(field), **extra)


def moment_of(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else EPOCH + microseconds * MICROSECOND


def counted(rows: Mapping[str, QuerySet[Any] | tuple[QuerySet[Any], Any]]) -> dict[str, Any]:
    """How many rows each of these has, by name; what has none may be absent. Beside rows may stand
    what is wanted of them instead. Rows are of any model, and none may be sliced."""
    return dict(counts(rows)) if rows else {}


def counts(rows: Mapping[str, QuerySet[Any] | tuple[QuerySet[Any], Any]]) -> QuerySet[Any, Any]:
    """The question of `counted`: pairs of a name and its figure."""
    pairs = {
        name: each if isinstance(each, tuple) else (each, Count("pk"))
        for name, each in rows.items()
    }
    asked: list[QuerySet[Any, Any]] = [
        each.order_by()
        .annotate(of=Value(name))
        .values("of")
        .annotate(n=what)
        .values_list("of", "n")
        for name, (each, what) in pairs.items()
    ]
    return asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
