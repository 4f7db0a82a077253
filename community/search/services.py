"""Keeping the search table in step with what it is a copy of.

A refresh reads what a thing says now, so it may come twice, late or out of order; one kind is
refreshed by one process at a time, so that an older reading never lands after a newer one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import connection, transaction

from community.search.identifiers import identifiers_in
from community.search.kinds import Entry, SearchKind, kinds
from community.search.models import SearchCompound, SearchEntry
from community.search.vectors import BODY, SUMMARY, TITLE, compounds, vector_of
from community.search.words import VERSION

BATCH = 200
LONGEST_TITLE = 300
LONGEST_BODY = 400_000
"""Characters: a book of two hundred pages."""
FIELDS = (
    "title", "summary", "body", "url", "public_url", "facts", "identifiers", "audience",
    "changed_at", "vector", "reading",
)  # fmt: skip
LOCK = "SELECT pg_advisory_xact_lock(hashtext(%s))"
# Hashed once, where NOT IN over rows that may not fit would be asked for each word.
FORGET = """
DELETE FROM community_searchcompound AS known WHERE NOT EXISTS (
  SELECT FROM ts_stat('SELECT vector FROM community_searchentry') AS standing
  WHERE standing.word = reverse(known.reversed))
"""


def refresh(kind: str, ids: Collection[str | int]) -> int:
    """Read these things anew; returns how many entries stand afterwards. LookupError for a kind
    nobody registered."""
    found = kinds.get(kind)
    return sum(_refresh(found, part) for part in _batches([str(each) for each in ids]))


def rebuild(kind: str) -> int:
    """Read everything of a kind anew and forget what is gone; may be stopped and done again."""
    found = kinds.get(kind)
    there = [str(each) for each in found.ids()]
    count = sum(_refresh(found, part) for part in _batches(there))
    kept = SearchEntry.objects.filter(kind=kind).exclude(object_id__in=there)
    # Read once more: what came while we read is no leftover.
    _refresh(found, list(kept.values_list("object_id", flat=True)))
    return count


def rebuild_all() -> dict[str, int]:
    """Everything, and nothing of a kind that no app registers any more; entries by kind."""
    SearchEntry.objects.exclude(kind__in=[each.key for each in kinds]).delete()
    counts = {each.key: rebuild(each.key) for each in kinds}
    forget_compounds()
    return counts


def forget_compounds() -> int:
    """Forget long words that stand in no entry any more; returns how many.

    They would take the place of words that do, and outlive what was erased.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # An entry that is being written counts on the words that are there.
        for key in sorted(each.key for each in kinds):
            cursor.execute(LOCK, [f"search.{key}"])
        cursor.execute(FORGET)
        return int(cursor.rowcount)


def catch_up() -> int:
    """Read what was never read, or by an older version of this house, and forget what is gone.

    What comes without telling (the history of a new source, an import) is found from here on.
    """
    return sum(_catch_up(each) for each in kinds)


def _catch_up(kind: SearchKind) -> int:
    there = {str(each) for each in kind.ids()}
    rows = SearchEntry.objects.filter(kind=kind.key)
    known = set(rows.values_list("object_id", flat=True))
    current = set(rows.filter(reading=VERSION).values_list("object_id", flat=True))
    odd = (there - current) | (known - there)
    return sum(_refresh(kind, part) for part in _batches(list(odd)))


def _refresh(kind: SearchKind, ids: Sequence[str]) -> int:
    if not ids:
        return 0
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LOCK, [f"search.{kind.key}"])
        rows = [_row(kind.key, each) for each in kind.entries(ids)]
        SearchEntry.objects.bulk_create(
            rows, update_conflicts=True, update_fields=FIELDS, unique_fields=("kind", "object_id")
        )
        gone = set(ids) - {row.object_id for row in rows}
        SearchEntry.objects.filter(kind=kind.key, object_id__in=gone).delete()
        _learn_compounds(rows)
    return len(rows)


def _row(kind: str, entry: Entry) -> SearchEntry:
    title, summary = _kept(entry.title)[:LONGEST_TITLE], _kept(entry.summary)
    body = _kept(entry.body)[:LONGEST_BODY]
    named = identifiers_in(f"{entry.title} {entry.summary} {body}")
    return SearchEntry(
        kind=kind, object_id=entry.object_id, title=title, summary=summary, body=body,
        url=entry.url, public_url=entry.public_url, facts=entry.facts,
        identifiers=list(dict.fromkeys([*entry.identifiers, *named])),
        audience=list(entry.audience), changed_at=entry.changed_at, reading=VERSION,
        vector=vector_of((title, TITLE), (summary, SUMMARY), (body, BODY)),
    )  # fmt: skip


def _kept(text: str) -> str:
    """PostgreSQL keeps no NUL."""
    return text.replace("\0", " ").strip()


def _learn_compounds(rows: Sequence[SearchEntry]) -> None:
    """In one order, so that two kinds that learn at once wait for each other and never in a ring."""
    words = compounds(text for row in rows for text in (row.title, row.summary, row.body))
    new = sorted(each[::-1] for each in words)
    SearchCompound.objects.bulk_create(
        [SearchCompound(reversed=each) for each in new], ignore_conflicts=True, batch_size=5000
    )


def _batches(ids: Sequence[str]) -> list[Sequence[str]]:
    unique = sorted(set(ids))
    return [unique[at : at + BATCH] for at in range(0, len(unique), BATCH)]
