"""Brings a database back to what was migrated after a test that committed.

Django empties every table and fills the vocabulary anew, which takes seconds a test. Here only what
such a test wrote is undone: what was empty is emptied, and what held rows gets those rows again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name = %s AND is_generated = 'NEVER'
"""
HOLDS = """SELECT '{0}' WHERE EXISTS (SELECT 1 FROM public."{0}")"""
PRINT = """SELECT '{0}', md5(string_agg(t::text, '|' ORDER BY t::text)) FROM public."{0}" t"""

_empty: list[str] = []
_kept: dict[str, str] = {}
"""By table that held rows at first, the fingerprint of them."""


def leave_alone() -> None:
    """No autovacuum: what it counts between two tests, nothing, makes plans for nothing, by which the
    next test, with thousands of rows, takes minutes. Never counted, a table is taken to be of some size."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE public."{name}" SET (autovacuum_enabled = off)')


def keep() -> None:
    """Remember what was migrated, in a schema beside it; once, before the first test."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        full = _filled(cursor, tables)
        _empty[:] = sorted(set(tables) - full)
        cursor.execute("CREATE SCHEMA kept")
        for name in sorted(full):
            cursor.execute(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"')
        _kept.update(_fingerprints(cursor, sorted(full)))


def restore(*_test: Any) -> None:
    """In the place of a test case's flush."""
    with connection.cursor() as cursor:
        filled = sorted(_filled(cursor, _empty))
        now = _fingerprints(cursor, _kept)
        changed = sorted(name for name, said in _kept.items() if now.get(name) != said)
    if not filled and not changed:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        # No foreign key is looked at on the way: all hold again at the end.
        cursor.execute("SET LOCAL session_replication_role = replica")
        for name in [*filled, *changed]:
            cursor.execute(f'DELETE FROM public."{name}"')
        for name in changed:
            cursor.execute(COLUMNS, [name])
            columns = cursor.fetchone()[0]
            cursor.execute(
                f'INSERT INTO public."{name}" ({columns}) SELECT {columns} FROM kept."{name}"'
            )


def _filled(cursor: Any, tables: Iterable[str]) -> set[str]:
    cursor.execute(" UNION ALL ".join(map(HOLDS.format, tables)))
    return {name for (name,) in cursor.fetchall()}


def _fingerprints(cursor: Any, tables: Iterable[str]) -> dict[str, str]:
    cursor.execute(" UNION ALL ".join(map(PRINT.format, tables)))
    return dict(cursor.fetchall())
