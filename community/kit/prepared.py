"""Questions that every page asks: composed once in a process, so that only the database has work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import BigAutoField, Model, QuerySet

FIRST_STAND_IN = 2_000_000_011
MOST = BigAutoField.MAX_BIGINT
"""The highest key that a table has."""
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
        """The rows as the database gives them; none for a key that no table can have."""
        if max(keys) > MOST:
            return []
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


def columns_of(model: type[Model], path: str = "") -> list[str]:
    """The fields of a model for `values_list`, as seen along this path ("category__")."""
    return [f"{path}{field.attname}" for field in model._meta.concrete_fields]


def instances_of(models: Sequence[type[Model]], row: tuple[Any, ...]) -> list[Any]:
    """What `columns_of` these models found, one after the other; None for one without a key."""
    left = iter(row)
    found: list[Any] = []
    for model in models:
        names = [field.attname for field in model._meta.concrete_fields]
        values = list(islice(left, len(names)))
        key = values[names.index(model._meta.pk.attname)]
        found.append(None if key is None else model.from_db(DEFAULT_DB_ALIAS, names, values))
    return found
