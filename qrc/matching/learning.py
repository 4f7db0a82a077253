"""What a source's own words teach the vocabulary: other names, and names nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from catalogue.solutions.enums import NameOrigin
from catalogue.solutions.models import Identifier, Solution
from catalogue.solutions.services import learn_name, note_unknown
from qrc.advisories.models import Advisory
from qrc.matching.enums import Confidence, SignalKind
from qrc.matching.names import Pair, is_broad
from qrc.matching.signals import Signal

EXACT = (SignalKind.CPE, SignalKind.PURL)
"""Names that are made to be unmistakable."""


def learn(advisory: Advisory, signals: Sequence[Signal]) -> None:
    """Keep what this advisory shows about names; again changes nothing but the counts.

    A product told by a name we do not know and by a CPE or purl that we do, teaches that name. A
    product that nothing in its row makes known waits at the editors' desk.
    """
    rows = [row for row in advisory.products if row.get("vendor") and row.get("product")]
    meant = _meant(signals)
    strange: list[tuple[str, str]] = []
    for row in rows:
        ours = [each for each in signals if _speaks_of(each, row)]
        solution = next((meant[each.pair] for each in ours if each.pair in meant), None)
        if solution is None:
            if not is_broad(row["product"]):
                strange.append((row["vendor"], row["product"]))
        elif not any(each.pair in meant for each in ours if each.kind not in EXACT):
            learn_name(
                solution=solution, vendor=row["vendor"], product=row["product"],
                learnt_from=advisory.source.name,
            )  # fmt: skip
    note_unknown(dict.fromkeys(strange), origin=NameOrigin.SOURCE, seen_in=advisory.source.name)


def _speaks_of(signal: Signal, row: Mapping[str, str]) -> bool:
    sure = signal.confidence != Confidence.POSSIBLE
    return sure and any(
        (each.get("vendor"), each.get("product")) == (row["vendor"], row["product"])
        for each in signal.products
    )


def _meant(signals: Sequence[Signal]) -> dict[Pair, Solution]:
    """The solutions that these pairs mean, those that mean any."""
    pairs = {each.pair for each in signals if each.confidence != Confidence.POSSIBLE}
    rows = Identifier.objects.filter(product_key__in={product for _vendor, product in pairs})
    found = rows.select_related("solution")
    return {
        (row.vendor_key, row.product_key): row.solution
        for row in found
        if (row.vendor_key, row.product_key) in pairs
    }
