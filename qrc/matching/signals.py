"""From an advisory to the keys under which the catalogue may know its products. No queries.

What a source lists as products is sure; what its title says in a known pattern is likely; any
other run of words in the title is possible. A title is read when no product is listed by name, and
always for KEV, whose lists name a part ("Windows CNG Key Isolation Service") where the title
begins with the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from catalogue.solutions.models import PURL
from catalogue.suppliers import cpe
from catalogue.suppliers.names import product_key, vendor_key
from qrc.matching.enums import SURENESS, Confidence, SignalKind
from qrc.matching.names import Pair, is_broad, pair_keys, plain_product, purl_key, purl_version
from qrc.matching.titles import pairs_of_phrase, phrases, runs

Row = Mapping[str, str]


class Told(Protocol):
    """What of an advisory is read: a Report or an Advisory."""

    @property
    def title(self) -> str: ...
    @property
    def products(self) -> Sequence[Mapping[str, Any]]: ...


@dataclass(frozen=True, slots=True)
class Signal:
    """One pair of keys to look up, why, how sure, and the rows that tell its versions.

    `text` is the name as the source writes it; `cpe` the CPE it came from, else "".
    """

    kind: SignalKind
    vendor_key: str
    product_key: str
    text: str
    confidence: Confidence
    products: tuple[Row, ...] = ()
    cpe: str = ""
    purl_key: str = ""

    @property
    def pair(self) -> Pair:
        """As in `Identifier` and `organisations_using`: a purl has `PURL` for its vendor key."""
        return (PURL, self.purl_key) if self.purl_key else (self.vendor_key, self.product_key)


@dataclass(slots=True)
class _Found:
    """The surest signal of each pair, with the rows of all that gave it."""

    best: dict[Pair, Signal] = field(default_factory=dict)
    rows: dict[Pair, list[Row]] = field(default_factory=dict)

    def add(self, signal: Signal, row: Row | None = None) -> None:
        pair = signal.pair
        known = self.best.get(pair)
        if not known or SURENESS[known.confidence] < SURENESS[signal.confidence]:
            self.best[pair] = signal
        if row is not None:
            rows = self.rows.setdefault(pair, [])
            if row not in rows:
                rows.append(row)

    def all(self) -> list[Signal]:
        signals = [
            replace(each, products=tuple(self.rows[pair])) if pair in self.rows else each
            for pair, each in self.best.items()
        ]
        return sorted(signals, key=lambda each: -SURENESS[each.confidence])


def signals_of(advisory: Told, kind: SignalKind = SignalKind.CSAF) -> list[Signal]:
    """All signals of an advisory, the surest first, one for each pair of keys.

    `kind` says what its product list is: CSAF, CVE or KEV (`kind_of_list`).
    """
    found = _Found()
    rows = [_worded(row) for row in advisory.products]
    for row in rows:
        _add_row(found, row, kind)
    if kind == SignalKind.KEV or not any(_is_named(row) for row in rows):
        _add_title(found, advisory.title)
    return found.all()


def kind_of_list(source_kind: str) -> SignalKind:
    """What the product list of a kind of feed is: "kev", "csaf", else names beside a CVE."""
    known = {"kev": SignalKind.KEV, "csaf": SignalKind.CSAF}
    return known.get(source_kind, SignalKind.CVE)


def _worded(row: Mapping[str, Any]) -> Row:
    return {str(key): str(value or "").strip() for key, value in row.items()}


def _is_named(row: Row) -> bool:
    return bool(
        row.get("cpe") or row.get("purl") or (row.get("product") and not is_broad(row["product"]))
    )


def _add_row(found: _Found, row: Row, kind: SignalKind) -> None:
    vendor, product = row.get("vendor", ""), row.get("product", "")
    text = product if vendor.lower() in product.lower() else f"{vendor} {product}"
    keys = {
        (vendor_key(vendor), product_key(name, vendor))
        for name in (product, plain_product(product))
    }
    for pair in pair_keys(vendor, product) if product else ():
        sure = Confidence.CERTAIN if vendor and pair in keys else Confidence.LIKELY
        found.add(Signal(kind, pair[0], pair[1], text, sure), row)
    if row.get("cpe"):
        _add_cpe(found, row)
    if key := purl_key(row.get("purl", "")):
        version, scheme = purl_version(row["purl"]), key.removeprefix("pkg:").partition("/")[0]
        signal = Signal(SignalKind.PURL, "", "", row["purl"], Confidence.CERTAIN, purl_key=key)
        found.add(signal, _with_version(row, version) | {"scheme": row.get("scheme") or scheme})


def _add_cpe(found: _Found, row: Row) -> None:
    try:
        name = cpe.parse(row["cpe"])
    except cpe.InvalidCpe:
        # The names beside it still speak.
        return
    vendor, product = cpe.words(name.vendor), cpe.words(name.product)
    if not vendor or not product or cpe.is_wild(name.vendor) or cpe.is_wild(name.product):
        return
    version = "" if cpe.is_wild(name.version) else cpe.plain(name.version)
    update = "" if cpe.is_wild(name.update) else cpe.words(name.update)
    signal = Signal(
        SignalKind.CPE, vendor_key(vendor), product_key(product, vendor), f"{vendor} {product}",
        Confidence.CERTAIN, cpe=str(name),
    )  # fmt: skip
    found.add(signal, _with_version(row, f"{version} {update}".strip() if version else ""))


def _with_version(row: Row, version: str) -> dict[str, str]:
    """The row with the version its CPE or purl names, when it tells none itself."""
    told = row.get("versions", "")
    return {**row, "versions": told or version}


def _add_title(found: _Found, title: str) -> None:
    parts = phrases(title)
    for vendor, product, part in pairs_of_phrase(parts):
        found.add(Signal(SignalKind.TITLE, vendor, product, part, Confidence.LIKELY))
    for vendor, product in runs(title):
        text = f"{vendor} {product}".strip()
        found.add(Signal(SignalKind.TITLE, vendor, product, text, Confidence.POSSIBLE))
