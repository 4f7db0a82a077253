"""Finding: what a reader may know of, the best of it first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils.safestring import SafeString

from community.search.asking import Question, ask
from community.search.audience import keys_of
from community.search.kinds import SearchKind, kinds
from community.search.models import SearchEntry
from community.search.snippets import READ, lit, snippet

MOST = 1000
"""Hits that are ranked and counted: the newest of them when there are more ("1000+")."""
PER_PAGE = 20

# Weights D to A: a word in the body counts little beside one in the title. What is a year old counts
# three quarters of what is new; an identifier that was asked for comes before everything.
RANK = """
SELECT id, kind, count(*) OVER () AS total FROM (
  SELECT e.id, e.kind, e.vector, e.changed_at, e.identifiers && %(identifiers)s::varchar[] AS named
  FROM community_searchentry AS e
  WHERE e.audience && %(audience)s::varchar[]
    AND (%(kind)s = '' OR e.kind = %(kind)s)
    AND {matches}
  ORDER BY e.changed_at DESC NULLS LAST LIMIT %(most)s) AS hit
ORDER BY named DESC,
  ts_rank('{{0.05, 0.2, 0.5, 1}}', vector, %(query)s::tsquery, 1)
    / (1 + extract(epoch FROM now() - coalesce(changed_at, now())) / 31536000 / 3) DESC,
  changed_at DESC NULLS LAST, id
LIMIT %(limit)s OFFSET %(offset)s
"""
COUNT = """
SELECT kind, count(*) FROM (
  SELECT e.kind FROM community_searchentry AS e
  WHERE e.audience && %(audience)s::varchar[] AND {matches}
  ORDER BY e.changed_at DESC NULLS LAST LIMIT %(most)s) AS hit
GROUP BY kind
"""
WORDS = "e.vector @@ %(query)s::tsquery"
NAMED = "e.identifiers && %(identifiers)s::varchar[]"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, its words lit up; `url` is where this reader may read it."""

    kind: SearchKind
    entry: SearchEntry
    title: SafeString
    text: SafeString
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of hits. `total` stops at MOST; `by_kind` counts among the newest MOST of every kind."""

    hits: list[Hit]
    total: int
    by_kind: dict[str, int]
    is_loose: bool
    """Nothing had all the words: these have some of them."""


NOTHING = Found([], 0, {}, is_loose=False)


def find(request: HttpRequest, text: str, *, kind: str = "", page: int = 1) -> Found:
    """What this reader may find by these words, PER_PAGE a page, in a constant number of queries."""
    question = ask(text)
    if question.is_empty:
        return NOTHING
    found = _found(request, question, question.every, kind, page)
    if found.total or not question.any:
        return found
    loose = _found(request, question, question.any, kind, page)
    return Found(loose.hits, loose.total, loose.by_kind, is_loose=loose.total > 0)


def suggest(request: HttpRequest, text: str, most: int = 8) -> list[Hit]:
    """What comes up while one types: the last word may be the beginning of one."""
    question = ask(text, is_typing=True)
    if question.is_empty:
        return []
    rows = _rows(_asked(request, question, question.every, "", most, 0), RANK, question)
    return _hits(request, question, [row[0] for row in rows])


def _found(request: HttpRequest, question: Question, query: str, kind: str, page: int) -> Found:
    asked = _asked(request, question, query, kind, PER_PAGE, (page - 1) * PER_PAGE)
    by_kind = Counter(dict(_rows(asked, COUNT, question)))
    rows = _rows(asked, RANK, question)
    total = rows[0][2] if rows else min(by_kind[kind] if kind else by_kind.total(), MOST)
    return Found(_hits(request, question, [row[0] for row in rows]), total, by_kind, is_loose=False)


def _asked(
    request: HttpRequest, question: Question, query: str, kind: str, limit: int, offset: int
) -> dict[str, Any]:
    return {
        "audience": keys_of(request), "identifiers": list(question.identifiers), "query": query,
        "kind": kind, "most": MOST, "limit": limit, "offset": offset,
    }  # fmt: skip


def _rows(asked: dict[str, Any], sql: str, question: Question) -> list[tuple[Any, ...]]:
    # Words and numbers each have an index; where one is not asked for, the other is used alone.
    matches = f"({WORDS} OR {NAMED})" if question.identifiers else WORDS
    with connection.cursor() as cursor:
        cursor.execute(sql.format(matches=matches), asked)
        return list(cursor.fetchall())


def _hits(request: HttpRequest, question: Question, ids: Sequence[int]) -> list[Hit]:
    """These entries in this order, without any that its own app would not show this reader."""
    rows = SearchEntry.objects.defer("vector").in_bulk(ids)
    by_kind: dict[str, list[str]] = {}
    for row in rows.values():
        by_kind.setdefault(row.kind, []).append(row.object_id)
    seen = {
        (key, str(each))
        for key, keys in by_kind.items()
        if key in kinds
        for each in kinds.get(key).visible(request, keys)
    }
    shown = [rows[pk] for pk in ids if pk in rows]
    return [_hit(request, question, row) for row in shown if (row.kind, row.object_id) in seen]


def _hit(request: HttpRequest, question: Question, row: SearchEntry) -> Hit:
    is_guest = not request.user.is_authenticated
    return Hit(
        kind=kinds.get(row.kind),
        entry=row,
        title=lit(row.title, question),
        text=snippet(row.summary, row.body[:READ], question),
        url=row.public_url if is_guest else row.url,
    )
