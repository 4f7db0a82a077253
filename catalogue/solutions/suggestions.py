"""Which solution an unknown name probably means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from catalogue.solutions.enums import IdentifierKind
from catalogue.solutions.models import Identifier, Solution, UnknownName

ENOUGH = 0.5
"""At least this share of all words must be common to both."""


def suggest(names: Sequence[UnknownName]) -> dict[int, Solution]:
    """By the key of the name, for those that share enough words with a known one; two queries."""
    if not names:
        return {}
    rows = Identifier.objects.exclude(kind=IdentifierKind.PURL)
    known = list(rows.values_list("solution_id", "vendor_key", "product_key"))
    by_word: dict[str, list[int]] = defaultdict(list)
    for place, (_solution, vendor, product) in enumerate(known):
        for word in _words(vendor, product):
            by_word[word].append(place)
    best = {name.pk: _best(_words(name.vendor_key, name.product_key), known, by_word)
            for name in names}  # fmt: skip
    wanted = {pk for pk in best.values() if pk}
    found = Solution.objects.select_related("supplier").in_bulk(wanted)
    return {name: found[pk] for name, pk in best.items() if pk in found}


def _words(vendor: str, product: str) -> frozenset[str]:
    return frozenset(f"{vendor} {product}".split())


def _best(
    words: frozenset[str], known: list[tuple[int, str, str]], by_word: dict[str, list[int]]
) -> int | None:
    shared = Counter(place for word in words for place in by_word.get(word, ()))
    scores = {
        place: n / len(words | _words(*known[place][1:])) for place, n in shared.items()
    }  # fmt: skip
    place = max(scores, key=lambda each: (scores[each], -each), default=None)
    return known[place][0] if place is not None and scores[place] >= ENOUGH else None
