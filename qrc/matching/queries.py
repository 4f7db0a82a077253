"""Where advisories and portfolios meet: signals joined to names, items and parts of items."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection

from catalogue.portfolio.queries import BY_ITEM, BY_NAME
from catalogue.solutions.models import PURL

ASKED = """
WITH asked AS (
  SELECT advisory_id AS advisory, vendor_key AS vendor, product_key AS product, kind, confidence,
         rows
  FROM qrc_advisorysignal WHERE advisory_id = ANY(%(advisories)s)
)
"""
WANTED = "(%(items)s::bigint[] IS NULL OR item.id = ANY(%(items)s::bigint[]))"
SOLUTIONS = f"""
{ASKED}
SELECT n.advisory, n.solution, n.kind, n.confidence, n.said, n.rows
FROM ({BY_NAME}) n
ORDER BY n.advisory, n.solution, n.vendor, n.product
"""  # noqa: S608 - constants of our own
ITEMS = f"""
{ASKED}
SELECT o.advisory, item.id, item.solution_id, item.version, o.kind, o.confidence, o.said, o.rows,
       coalesce(part.name, ''), coalesce(part.version, '')
FROM ({BY_ITEM}) o
JOIN catalogue_portfolioitem item ON item.id = o.item AND item.ended_at IS NULL AND {WANTED}
LEFT JOIN catalogue_component part ON part.id = o.component
ORDER BY o.advisory, item.id, o.component NULLS FIRST, o.vendor, o.product
"""  # noqa: S608
VERSIONS = f"""
SELECT DISTINCT item.solution_id, item.version FROM catalogue_portfolioitem item
WHERE item.ended_at IS NULL AND item.solution_id = ANY(%(solutions)s) AND {WANTED}
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Meeting:
    """One name by which an advisory speaks of something in use.

    `rows`: places in the advisory's `Signature.rows`; `component`: the part of an item's SBOM
    that answers to the name, "" for the item itself.
    """

    kind: str
    confidence: str
    said: str
    rows: tuple[int, ...]
    component: str = ""
    component_version: str = ""


@dataclass(frozen=True, slots=True)
class ItemMeetings:
    """What speaks of an item by its own words or its parts; its solution may be named besides."""

    solution: int | None
    version: str
    meetings: list[Meeting]


Key = tuple[int, int]
"""(advisory, solution) or (advisory, item)"""


def by_solution(advisories: Collection[int]) -> dict[Key, list[Meeting]]:
    """What names a solution, by advisory and solution, whether anybody uses it or not."""
    found: dict[Key, list[Meeting]] = {}
    for advisory, solution, kind, sure, said, rows in _fetch(SOLUTIONS, advisories=advisories):
        meeting = Meeting(kind, sure, said, tuple(rows))
        found.setdefault((advisory, solution), []).append(meeting)
    return found


def by_item(advisories: Collection[int], items: Collection[int] | None) -> dict[Key, ItemMeetings]:
    """What names an item without solution or a part of an item, by advisory and item."""
    found: dict[Key, ItemMeetings] = {}
    rows = _fetch(ITEMS, advisories=advisories, items=items)
    for advisory, item, solution, version, kind, sure, said, places, *part in rows:
        here = found.setdefault((advisory, item), ItemMeetings(solution, version, []))
        here.meetings.append(Meeting(kind, sure, said, tuple(places), *part))
    return found


def versions_in_use(
    solutions: Collection[int], items: Collection[int] | None
) -> dict[int, list[str]]:
    """The versions of these solutions in use, "" among them where one is not known."""
    found: dict[int, list[str]] = {}
    for solution, version in _fetch(VERSIONS, solutions=solutions, items=items):
        found.setdefault(solution, []).append(version)
    return found


def _fetch(statement: str, **keys: Collection[int] | None) -> list[tuple[Any, ...]]:
    values = {name: None if some is None else sorted(some) for name, some in keys.items()}
    with connection.cursor() as cursor:
        cursor.execute(statement, {"purl": PURL, **values})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
