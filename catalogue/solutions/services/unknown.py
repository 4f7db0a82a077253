"""Names that nothing answers to yet: noting them, and what editors decide about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from catalogue.solutions.enums import IdentifierKind, NameState
from catalogue.solutions.keys import Pair, keys_of
from catalogue.solutions.models import Solution, UnknownName
from catalogue.solutions.services.identifiers import claim
from catalogue.verbs import NAME_IGNORED, VOCABULARY_CHANGED
from community.activity.services import record

if TYPE_CHECKING:
    from community.accounts.models import User

# One statement: what an identifier answers to is left out, the rest counted. Rows come in the
# order of their keys, so that two at once wait for each other and never in a circle.
NOTE = """
INSERT INTO catalogue_unknownname
  (origin, vendor, product, vendor_key, product_key, seen_in, times, state,
   first_seen_at, last_seen_at)
SELECT %(origin)s, n.vendor, n.product, n.vendor_key, n.product_key, %(seen_in)s, n.times,
       'open', %(now)s, %(now)s
FROM unnest(%(vendors)s::text[], %(products)s::text[], %(vendor_keys)s::text[],
            %(product_keys)s::text[], %(times)s::int[])
  AS n(vendor, product, vendor_key, product_key, times)
WHERE NOT EXISTS (SELECT 1 FROM catalogue_identifier known
  WHERE known.vendor_key = n.vendor_key AND known.product_key = n.product_key)
ORDER BY n.vendor_key, n.product_key
ON CONFLICT (origin, vendor_key, product_key) DO UPDATE SET
  times = catalogue_unknownname.times + excluded.times, last_seen_at = excluded.last_seen_at,
  seen_in = coalesce(nullif(excluded.seen_in, ''), catalogue_unknownname.seen_in)
"""


def note_unknown(names: Iterable[tuple[str, str]], *, origin: str, seen_in: str = "") -> int:
    """Count names (vendor or "", product) that no identifier answers to; how many those are.

    What was settled or ignored before is counted and stays so. From a portfolio, say nothing in
    `seen_in` that tells whose it is.
    """
    seen: Counter[Pair] = Counter()
    spelt: dict[Pair, tuple[str, str]] = {}
    for vendor, product in names:
        pair = _pair(vendor, product)
        if pair:
            seen[pair] += 1
            spelt.setdefault(pair, (_clean(vendor)[:200], _clean(product)[:300]))
    if not seen:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(NOTE, _columns(seen, spelt) | {
            "origin": origin, "seen_in": _clean(seen_in)[:200], "now": timezone.now(),
        })  # fmt: skip
        return cursor.rowcount


def _columns(seen: Counter[Pair], spelt: dict[Pair, tuple[str, str]]) -> dict[str, Any]:
    return {
        "vendors": [spelt[pair][0] for pair in seen],
        "products": [spelt[pair][1] for pair in seen],
        "vendor_keys": [vendor for vendor, _product in seen],
        "product_keys": [product for _vendor, product in seen],
        "times": list(seen.values()),
    }


def _pair(vendor: str, product: str) -> Pair | None:
    try:
        return keys_of(IdentifierKind.NAME, product, vendor.strip())
    except ValidationError:
        return None


def _clean(text: str) -> str:
    # PostgreSQL keeps no NUL.
    return text.replace("\0", "").strip()


@transaction.atomic
def settle_unknown(*, names: Collection[UnknownName], solution: Solution, by: User | None) -> None:
    """These names mean this solution from now on, whichever desk they came from.

    ValidationError, and nothing done, when one of them means another solution by now.
    """
    for name in names:
        kind = IdentifierKind.NAME if name.vendor_key else IdentifierKind.ALIAS
        claim(solution, kind, name.product, name.vendor)
    _same(names).update(state=NameState.KNOWN, solution=solution)
    record(VOCABULARY_CHANGED, actor=by, solutions=[solution.pk])


@transaction.atomic
def ignore_unknown(*, names: Collection[UnknownName], by: User | None) -> None:
    """They are no products anybody should be warned about."""
    _same(names).update(state=NameState.IGNORED)
    record(NAME_IGNORED, actor=by, names=sorted(name.pk for name in names))


def _same(names: Collection[UnknownName]) -> QuerySet[UnknownName]:
    """These and their twins of the other origin, as far as they wait."""
    found = Q(pk__in=[name.pk for name in names])
    for name in names:
        found |= Q(vendor_key=name.vendor_key, product_key=name.product_key)
    return UnknownName.objects.open().filter(found)
