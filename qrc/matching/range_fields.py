"""Ranges that come as fields: NVD's versionStart… and the `affected` of a CVE record.

Both become rows of an advisory's product list, so that one place weighs them all:
`version_state` in versions.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.suppliers import cpe
from qrc.matching.range_texts import family, read_range
from qrc.matching.ranges import Interval, Range, is_version, ordered, point
from qrc.matching.vers import write_vers

STATUSES = {
    "affected": "known_affected",
    "unaffected": "known_not_affected",
    "unknown": "under_investigation",
}
OPEN = frozenset(("", "0", "*", "-", "unspecified", "n/a"))
"""What stands in a lower bound for "from the first version"."""
ALL = frozenset(("*", "all", "all versions"))
FAMILY = re.compile(r"\d{1,9}(\.\d{1,9})*\.\*")
SCHEMES = {"python": "pypi", "rubygems": "gem", "git": "", "custom": "", "other": ""}
SCHEMES_BY_NAME = frozenset(("deb", "maven", "npm", "pypi", "rpm", "semver", "gem", "nuget"))


def nvd_versions(match: Mapping[str, Any]) -> str:
    """The `versions` text of one cpeMatch of the NVD: {"criteria", "versionStartIncluding", …}.

    With any of the four bounds the version in the name itself does not count. InvalidCpe when
    the criteria are no CPE.
    """
    name = cpe.parse(str(match["criteria"]))
    low, with_low = _bound(match, "versionStart")
    high, with_high = _bound(match, "versionEnd")
    if low or high:
        literal = _literal(Interval(low, high, with_low, with_high))
        return write_vers(literal)
    if name.version == cpe.ANY:
        return "vers:all/*"
    if name.version == cpe.NA or cpe.is_wild(name.version):
        return ""
    update = "" if name.update in (cpe.ANY, cpe.NA) else " " + cpe.words(name.update)
    return write_vers(_literal(point(cpe.plain(name.version) + update)))


def _bound(match: Mapping[str, Any], name: str) -> tuple[str, bool]:
    including = str(match.get(f"{name}Including") or "")
    return including or str(match.get(f"{name}Excluding") or ""), bool(including)


def _literal(*intervals: Interval, scheme: str = "") -> Range:
    return Range(intervals, scheme, literal=True)


def affected_rows(entry: Mapping[str, Any]) -> list[dict[str, str]]:
    """One entry of a CVE record's `affected` as rows {"vendor", "product", "versions", "status"}.

    `versions[]` with lessThan, lessThanOrEqual, versionType, status and changes, and
    `defaultStatus`, which holds for all versions not named; by the record format that is
    "unknown" when absent.
    """
    names = {name: str(entry.get(name) or "") for name in ("vendor", "product")}
    told = [each for each in entry.get("versions") or [] if isinstance(each, Mapping)]
    rows = [row for each in told for row in _told(each)]
    default = STATUSES.get(str(entry.get("defaultStatus") or "unknown"), "under_investigation")
    ranges = [range_ for range_, _status in rows]
    if default != "known_not_affected" or not rows:
        rows.append((_outside(ranges), default))
    return [names | {"versions": _text(range_), "status": status} for range_, status in rows]


def _text(range_: Range | None) -> str:
    return "" if range_ is None else write_vers(range_)


def _told(said: Mapping[str, Any]) -> Iterator[tuple[Range | None, str]]:
    status = STATUSES.get(str(said.get("status") or ""), "under_investigation")
    version = str(said.get("version") or "").strip()
    kind = str(said.get("versionType") or "").lower()
    scheme = SCHEMES.get(kind, kind if kind in SCHEMES_BY_NAME else "")
    if kind == "git":
        # Commits have no order we could know.
        yield None, status
        return
    including = said.get("lessThanOrEqual")
    high = str(including or said.get("lessThan") or "").strip()
    if not high:
        yield _single(version, scheme), status
        return
    low = "" if version.lower() in OPEN else version
    high = "" if high == "*" else high
    if FAMILY.fullmatch(high):
        # "7.*" is the end of all that begins with 7.
        high, including = family(high).high, None
    if not all(is_version(each) for each in (low, high) if each) or "*" in low + high:
        yield read_range(f"{low} {'<=' if including else '<'} {high}".strip()), status
        return
    yield from _changed(Interval(low, high, True, bool(including)), scheme, status, said)


def _single(version: str, scheme: str) -> Range | None:
    if version.lower() in ALL:
        return _literal(Interval())
    if version.lower() in OPEN:
        return None
    found = read_range(version)
    if found and all(each.is_point for each in found.intervals):
        return _literal(*found.intervals, scheme=scheme)
    return found


def _changed(
    whole: Interval, scheme: str, status: str, said: Mapping[str, Any]
) -> Iterator[tuple[Range | None, str]]:
    """The parts of a range between the versions at which its status changes."""
    changes = [each for each in said.get("changes") or [] if isinstance(each, Mapping)]
    turns = {str(each.get("at")): str(each.get("status")) for each in changes}
    at = ordered(list(turns), scheme)
    if at is None or not all(is_version(each) for each in at):
        yield None, status
        return
    low, with_low = whole.low, True
    for turn in at:
        yield _literal(Interval(low, turn, with_low, False), scheme=scheme), status
        low, status = turn, STATUSES.get(turns[turn], "under_investigation")
    yield _literal(Interval(low, whole.high, with_low, whole.with_high), scheme=scheme), status


def _outside(ranges: list[Range | None]) -> Range | None:
    """All versions that none of the ranges holds; None when that cannot be told."""
    known = [each for each in ranges if each is not None]
    schemes = {each.scheme for each in known}
    if len(known) < len(ranges) or len(schemes) > 1 or any(each.excluded for each in known):
        return None
    scheme = schemes.pop() if schemes else ""
    intervals = [each for range_ in known for each in range_.intervals]
    lows = ordered([each.low for each in intervals if each.low], scheme)
    if lows is None or any(each.is_all for each in intervals):
        return None if lows is None else _literal(scheme=scheme)
    by_low = sorted(intervals, key=lambda each: lows.index(each.low) if each.low else -1)
    return _literal(*_gaps(by_low), scheme=scheme)


def _gaps(by_low: list[Interval]) -> Iterator[Interval]:
    low, with_low = "", True
    for place, each in enumerate(by_low):
        if each.low and (place or each.low):
            yield Interval(low, each.low, with_low, not each.with_low)
        low, with_low = each.high, not each.with_high
        if not low:
            return
    yield Interval(low, "", with_low)
