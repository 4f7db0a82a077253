"""Is this version touched by that advisory? AFFECTED, NOT_AFFECTED or UNKNOWN.

An advisory names one product in several rows, each with versions and a CSAF status. A row that
nobody can read makes the answer UNKNOWN unless another row says AFFECTED or, by name, that the
version is safe. NOT_AFFECTED is never a guess: a wrong one is a warning that nobody gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from qrc.advisories.values import MORE
from qrc.matching.enums import VersionState
from qrc.matching.names import trailing_version
from qrc.matching.range_texts import read_range
from qrc.matching.ranges import Interval, Range, contains
from qrc.matching.version_order import compare, extends, is_year

Row = Mapping[str, str]
AFFECTED, NOT_AFFECTED, UNKNOWN = (
    VersionState.AFFECTED, VersionState.NOT_AFFECTED, VersionState.UNKNOWN,
)  # fmt: skip
SAFE = frozenset(("fixed", "known_not_affected", "recommended"))
EDGES = frozenset(("first_affected", "last_affected", "first_fixed"))
OPEN_QUESTION = frozenset(("under_investigation", "unknown"))
WRITTEN = re.compile(r"\d+(\.\d+)*")


def version_state(version: str, products: Sequence[Row]) -> VersionState:
    """What the rows of one solution say of `version` ("" when nobody knows it).

    Rows are an advisory's products: {"vendor", "product", "versions", "status"}, perhaps with
    "scheme" (of `vers:`). `versions` is any text: `vers:`, "< 7.4.3", "2019, 2022"; "" means that
    the source told none. Affected wins over not affected when both are said.
    """
    version = version.strip()[:200]
    affected = [_in_row(version, row) for row in products if _is_affected(row)]
    affected += _by_edges(version, products)
    if AFFECTED in affected:
        return AFFECTED
    if any(_is_safe(version, row, products) for row in products):
        return NOT_AFFECTED
    asked = [row for row in products if row.get("status") in OPEN_QUESTION]
    doubts = [_in_row(version, row) for row in asked]
    if not affected or UNKNOWN in affected or doubts.count(NOT_AFFECTED) < len(doubts):
        return UNKNOWN
    return NOT_AFFECTED


def _is_affected(row: Row) -> bool:
    """A status nobody knows counts as affected."""
    return row.get("status", "") not in SAFE | EDGES | OPEN_QUESTION


def _range(row: Row) -> Range | None:
    found = read_range(row.get("versions", ""))
    scheme = row.get("scheme", "")
    return replace(found, scheme=scheme) if found and scheme and not found.scheme else found


def _in_row(version: str, row: Row) -> VersionState:
    state = contains(_range(row), version)
    if state == NOT_AFFECTED:
        return UNKNOWN if MORE in row.get("versions", "") else NOT_AFFECTED
    return min(state, _in_generation(version, row), key=_doubt)


def _doubt(state: VersionState) -> int:
    return (NOT_AFFECTED, UNKNOWN, AFFECTED).index(state)


def _in_generation(version: str, row: Row) -> VersionState:
    """A product whose name ends in a version, such as "PCS 7 V8.1", speaks of that one alone.

    "Windows 11" is 10.0.22000 inside, so only a version written with its V, or another year, says no.
    """
    named = trailing_version(row.get("product", ""))
    if not named or not version or compare(version, named) == 0 or extends(version, named):
        return AFFECTED
    by_sign = named[0] in "vV" and "." in named and WRITTEN.match(version.lstrip("vV"))
    by_year = is_year(named) and is_year(version.partition(" ")[0])
    return NOT_AFFECTED if (by_sign or by_year) and not extends(named, version) else UNKNOWN


def _is_safe(version: str, row: Row, products: Sequence[Row]) -> bool:
    status = row.get("status", "")
    if status in SAFE and row.get("versions"):
        return contains(_range(row), version) == AFFECTED and _names_it(version, row)
    if status == "first_fixed":
        return _is_past(version, _points([row]), _points(products, "first_fixed", "fixed"))
    return False


def _names_it(version: str, row: Row) -> bool:
    return bool(version) and _in_generation(version, row) == AFFECTED


def _is_past(version: str, first: list[str], all_fixed: list[str]) -> bool:
    """At the fix itself, or past the newest of all fixes: between two, branches may differ."""
    if any(compare(version, each) == 0 for each in first):
        return True
    return bool(all_fixed) and all(compare(version, each) == 1 for each in all_fixed)


def _points(rows: Iterable[Row], *statuses: str) -> list[str]:
    """The single versions in the rows of these statuses."""
    ranges = [_range(row) for row in rows if not statuses or row.get("status") in statuses]
    intervals = [each for range_ in ranges if range_ for each in range_.intervals]
    return [each.low for each in intervals if each.is_point]


def _by_edges(version: str, products: Sequence[Row]) -> list[VersionState]:
    """`first_affected` and `last_affected` (or the first fix) are the two ends of one range."""
    rows = [row for row in products if row.get("status") in ("first_affected", "last_affected")]
    if not rows:
        return []
    if any((found := _range(row)) is None or not found.intervals for row in rows):
        return [UNKNOWN]
    # Told as whole ranges rather than as versions, they are taken as they stand.
    wide = [_in_row(version, row) for row in rows if not _points([row])]
    lows, lasts = _points(rows, "first_affected"), _points(rows, "last_affected")
    fixes = _points(products, "first_fixed") if not lasts else []
    ends = [(each, True) for each in lasts] + [(each, False) for each in fixes]
    spans = [_span(low, ends) for low in lows] or [
        Interval("", high, True, included) for high, included in ends if included
    ]
    return wide + [contains(Range((each,)), version) for each in spans]


def _span(low: str, ends: list[tuple[str, bool]]) -> Interval:
    above = [each for each in ends if compare(each[0], low) in (0, 1)]
    if not above:
        return Interval(low, "")
    nearest = above[0]
    for each in above[1:]:
        if compare(each[0], nearest[0]) == -1:
            nearest = each
    return Interval(low, nearest[0], True, nearest[1])
