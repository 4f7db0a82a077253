"""Who uses what, found by going through everything: what the joined statement is held against."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from catalogue.portfolio.models import Component, PortfolioItem
from catalogue.solutions.models import PURL, Identifier

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Use:
    """That an organisation uses something that answers to one of the asked pairs.

    `component` is the part of its SBOM that was hit, "" for the item itself; `said` the name by
    which it was recognised.
    """

    item: int
    organisation: int
    version: str
    component: str
    component_version: str
    pair: Pair
    said: str


def uses_of(pairs: Collection[Pair]) -> list[Use]:
    """The item itself before its parts, and both in the order of the names."""
    return [
        use
        for item in PortfolioItem.objects.in_use().order_by("organisation_id", "pk")
        for use in (*_of_itself(item), *_of_its_parts(item))
        if use.pair in pairs
    ]


def _of_itself(item: PortfolioItem) -> list[Use]:
    named = [((item.vendor_key, item.product_key), item.name)]
    if item.solution_id:
        names = Identifier.objects.filter(solution=item.solution_id)
        named = [((each.vendor_key, each.product_key), each.value) for each in names]
    return [
        Use(item.pk, item.organisation_id, item.version, "", "", pair, said)
        for pair, said in sorted(named)
    ]


def _of_its_parts(item: PortfolioItem) -> Iterator[Use]:
    for part in Component.objects.filter(sbom__item=item).order_by("pk"):
        named = [((part.vendor_key, part.product_key), part.name)] if part.product_key else []
        if part.purl_key:
            named.append(((PURL, part.purl_key), part.purl))
        for pair, said in sorted(named):
            yield Use(
                item.pk, item.organisation_id, item.version, part.name, part.version, pair, said
            )
