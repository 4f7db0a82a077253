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
    """How many rows each of these has, by name; beside rows may stand what is wanted of them
    instead. Rows are of any model, and none may be sliced."""
    pairs = {
        name: each if isinstance(each, tuple) else (each, Count("pk"))
        for name, each in rows.items()
    }
    asked = [
        each.order_by()
        .annotate(of=Value(name))
        .values("of")
        .annotate(n=what)
        .values_list("of", "n")
        for name, (each, what) in pairs.items()
    ]
    if not asked:
        return {}
    found = asked[0].union(*asked[1:], all=True) if len(asked) > 1 else asked[0]
    return dict(found)
