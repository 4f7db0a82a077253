"""Questions that every page asks: composed once in a process, so that only the database has work."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet

FIRST_STAND_IN = 2_000_000_011
PLAIN = (bool, int, str, type(None))


class Prepared:
    """The rows that `build` finds for these keys, without Django composing the SQL each time.

    `build` takes primary keys and returns rows of values. It is called once, with keys of nobody,
    so it may hand them on and not look at them. Nor may it read the clock, which would stand still
    from then on: TypeError.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self._build = build
        self._composed: tuple[str, tuple[Any, ...], range] | None = None

    def __call__(self, *keys: int) -> list[tuple[Any, ...]]:
        if self._composed is None:
            self._composed = self._compose(len(keys))
        sql, values, stand_ins = self._composed
        given = dict(zip(stand_ins, keys, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(sql, [given.get(each, each) for each in values])
            return list(cursor.fetchall())

    def _compose(self, number: int) -> tuple[str, tuple[Any, ...], range]:
        stand_ins = range(FIRST_STAND_IN, FIRST_STAND_IN + number)
        sql, values = self._build(*stand_ins).query.sql_with_params()
        for each in values:
            if not isinstance(each, PLAIN):
                raise TypeError(f"{each!r} would stand still in a prepared question")
        return sql, tuple(values), stand_ins
