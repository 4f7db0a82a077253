"""Which solution a name means, when it means exactly one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from catalogue.solutions.models import Identifier
from catalogue.suppliers.names import pair_of, product_key, vendor_key

Pair = tuple[str, str]
Named = tuple[str, str]
"""(vendor, name) as somebody wrote them; the vendor may be ""."""

VERSION = re.compile(
    r"(.*?[^\s,])[\s,]+(?:versie\s+|version\s+|v\.?\s?)?(\d[\w.-]{0,40})", re.IGNORECASE
)
AT_ONCE = 5000
MAKER_WORDS = 3


@dataclass(frozen=True, slots=True)
class Recognised:
    """The solution, and the version when it stood at the end of the name."""

    solution: int
    version: str


def recognise(named: Iterable[Named]) -> dict[Named, Recognised]:
    """What is known of these names; the whole name goes before the name without its version."""
    wanted = list(dict.fromkeys(named))
    bare = {each: split_version(each[1]) for each in wanted}
    whole_pairs = {each: pairs_for(*each) for each in wanted}
    bare_pairs = {each: pairs_for(each[0], bare[each][0]) for each in wanted if bare[each][1]}
    known = _known({p for pairs in (*whole_pairs.values(), *bare_pairs.values()) for p in pairs})
    found: dict[Named, Recognised] = {}
    for each in wanted:
        whole = next((known[pair] for pair in whole_pairs[each] if pair in known), None)
        part = next((known[pair] for pair in bare_pairs.get(each, ()) if pair in known), None)
        if whole is not None:
            found[each] = Recognised(whole, "")
        elif part is not None:
            found[each] = Recognised(part, bare[each][1])
    return found


def pairs_for(vendor: str, name: str) -> list[Pair]:
    """The pairs of keys under which it may stand (see `Identifier`), the surest first."""
    whole = product_key(name)
    if not whole:
        return []
    if vendor_key(vendor):
        maker, product = pair_of(vendor, name)
        return [(maker, product), ("", whole), ("", f"{maker} {product}")]
    words = whole.split()
    cuts = range(1, min(MAKER_WORDS, len(words) - 1) + 1)
    makers = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in cuts]
    return [("", whole), *makers]


def split_version(name: str) -> tuple[str, str]:
    """ "Loketbalie 12.2" → ("Loketbalie", "12.2"); ("…", "") when no version ends the name."""
    found = VERSION.fullmatch(name.strip())
    return (found[1], found[2]) if found else (name.strip(), "")


def _known(pairs: set[Pair]) -> dict[Pair, int]:
    products = sorted({product for _vendor, product in pairs})
    rows = Identifier.objects.filter(solution__merged_into=None).order_by()
    found: dict[Pair, int] = {}
    for start in range(0, len(products), AT_ONCE):
        some = rows.filter(product_key__in=products[start : start + AT_ONCE])
        for vendor, product, solution in some.values_list(
            "vendor_key", "product_key", "solution_id"
        ):
            found[vendor, product] = solution
    return found
