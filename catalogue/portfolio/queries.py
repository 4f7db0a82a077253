"""Who uses what: what other floors ask of the portfolios, as parts of their own statements."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from catalogue.portfolio.models import PortfolioItem
from catalogue.solutions.models import PURL

Pair = tuple[str, str]
"""(vendor key, product key), see `Identifier`."""

# Three ways in: a solution's names, an item's own words, a component of an item's SBOM. Each is
# an index look-up per pair, so the cost grows with what is hit and not with what is kept. They
# read a relation `asked` with the columns vendor and product, and hand on all else it has: who
# asks for many things at once composes them into a statement of his own.
BY_NAME = """
  SELECT a.*, name.solution_id AS solution, name.value AS said
  FROM asked a
  JOIN catalogue_identifier name ON name.vendor_key = a.vendor AND name.product_key = a.product
"""
BY_ITEM = """
  SELECT a.*, item.id AS item, item.name AS said, NULL::bigint AS component
  FROM asked a
  JOIN catalogue_portfolioitem item ON item.solution_id IS NULL AND item.ended_at IS NULL
   AND item.product_key = a.product AND item.vendor_key = a.vendor
 UNION ALL
  SELECT a.*, sbom.item_id, part.purl, part.id
  FROM asked a
  JOIN catalogue_component part ON part.purl_key = a.product AND part.purl_key <> ''
  JOIN catalogue_sbom sbom ON sbom.id = part.sbom_id
  WHERE a.vendor = %(purl)s
 UNION ALL
  SELECT a.*, sbom.item_id, part.name, part.id
  FROM asked a
  JOIN catalogue_component part ON part.product_key = a.product AND part.vendor_key = a.vendor
   AND part.product_key <> ''
  JOIN catalogue_sbom sbom ON sbom.id = part.sbom_id
"""

# By which pairs sources could speak of these items.
NAMED = """
SELECT name.vendor_key, name.product_key
FROM catalogue_portfolioitem item
JOIN catalogue_identifier name ON name.solution_id = item.solution_id
WHERE item.id = ANY(%(items)s::bigint[])
UNION
SELECT vendor_key, product_key FROM catalogue_portfolioitem
WHERE id = ANY(%(items)s::bigint[]) AND solution_id IS NULL
UNION
SELECT %(purl)s, part.purl_key
FROM catalogue_component part JOIN catalogue_sbom sbom ON sbom.id = part.sbom_id
WHERE sbom.item_id = ANY(%(items)s::bigint[]) AND part.purl_key <> ''
UNION
SELECT part.vendor_key, part.product_key
FROM catalogue_component part JOIN catalogue_sbom sbom ON sbom.id = part.sbom_id
WHERE sbom.item_id = ANY(%(items)s::bigint[]) AND part.product_key <> ''
"""


def pairs_of(items: Collection[int]) -> list[Pair]:
    """Every pair of keys that would hit one of these items."""
    with connection.cursor() as cursor:
        cursor.execute(NAMED, {"items": sorted(items), "purl": PURL})
        return [(vendor, product) for vendor, product in cursor.fetchall()]


def items_using(solutions: Collection[int]) -> list[int]:
    """The keys of what is in use of these solutions, in every portfolio."""
    rows = PortfolioItem.objects.in_use().filter(solution__in=solutions)
    return list(rows.order_by("pk").values_list("pk", flat=True))
