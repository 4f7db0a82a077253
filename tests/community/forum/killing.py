"""A process that ends at its n-th statement: what it began in a transaction is undone by the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection


class Killed(BaseException):
    """No code of ours catches it, as none catches the end of its process."""


@contextmanager
def dies_at(statement: int) -> Iterator[None]:
    left = [statement]

    def one_less(execute: Any, sql: str, *about: Any) -> Any:
        if not left[0] and not sql.startswith("ROLLBACK"):
            raise Killed
        left[0] -= 1
        return execute(sql, *about)

    with connection.execute_wrapper(one_less):
        yield


@contextmanager
def fails_at(words: str, key: int) -> Iterator[None]:
    """Any statement that has these words and is about this key goes wrong; all others go on."""

    def wrong(execute: Any, sql: str, params: Any, *about: Any) -> Any:
        if words in sql and key in (params or ()):
            raise RuntimeError(words)
        return execute(sql, params, *about)

    with connection.execute_wrapper(wrong):
        yield
