"""Everything the database holds, as text, to look for somebody in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import connection

from tests.restoring import TABLES


def rows() -> Iterator[tuple[str, str]]:
    """(table, row as text) of every row there is."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(f'SELECT t::text FROM public."{table}" t')
            for (row,) in cursor.fetchall():
                yield table, row


def places_of(words: Iterable[str]) -> dict[str, set[str]]:
    """By word the tables in which it stands, whatever its case."""
    found: dict[str, set[str]] = {}
    wanted = [each.lower() for each in words]
    for table, row in rows():
        plain = row.lower()
        for word in wanted:
            if word in plain:
                found.setdefault(word, set()).add(table)
    return found
