"""`vers:` ranges: "vers:<scheme>/<constraint>|<constraint>…", read and written.

The specification wants constraints sorted and versions percent-encoded. Publishers write
"vers:all/<V4.1" and "vers:all/>=V2.0<V2.1" too; both are read as they are meant.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

from qrc.matching.ranges import EVERYTHING, Interval, Range, is_version, ordered, point

Half = tuple[str, str]
"""A comparator and a version."""
HEAD = re.compile(r"vers:([a-z0-9.+-]+)/(.*)", re.IGNORECASE | re.DOTALL)
CONSTRAINT = re.compile(r"(!=|<=|>=|<|>|=|)\s*([^<>=!|]+)")
VAGUE = frozenset(("all", "unknown", "none"))
LONGEST, MOST_BOUNDS = 20_000, 200


def read_vers(text: str) -> Range | None:
    """The range; None for `vers:unknown/*` and for what cannot be read with certainty."""
    found = HEAD.fullmatch(text.strip())
    if not found or len(text) > LONGEST:
        return None
    scheme, body = found[1].lower(), found[2].strip()
    if body == "*":
        return {"unknown": None, "none": Range((), literal=True)}.get(scheme, EVERYTHING)
    halves: list[Half] = []
    for part in filter(None, (each.strip() for each in body.split("|"))):
        pieces = CONSTRAINT.findall(part)
        if not pieces or "".join(sign + version for sign, version in pieces) != _tight(part):
            return None
        halves += [(sign or "=", unquote(version).strip()) for sign, version in pieces]
    if not halves or not all(is_version(version) for _sign, version in halves):
        return None
    return _joined(halves, scheme)


def _tight(part: str) -> str:
    return re.sub(r"([<>=])\s+", r"\1", part)


def _joined(halves: list[Half], scheme: str) -> Range | None:
    """Pairs of constraints from old to new, as the specification joins them."""
    intervals = [point(version) for sign, version in halves if sign == "="]
    excluded = tuple(version for sign, version in halves if sign == "!=")
    bounds = [each for each in halves if each[0] not in ("=", "!=")][: MOST_BOUNDS + 1]
    versions = ordered([version for _sign, version in bounds], scheme)
    if versions is None or len(bounds) > MOST_BOUNDS:
        return None
    rank = {version: place for place, version in enumerate(versions)}
    low: Half | None = None
    for sign, version in sorted(bounds, key=lambda each: rank[each[1]]):
        if sign.startswith(">"):
            low = low or (sign, version)
        else:
            opened, low = low or (">=", ""), None
            intervals.append(Interval(opened[1], version, opened[0] == ">=", sign == "<="))
    if low:
        intervals.append(Interval(low[1], "", low[0] == ">="))
    if excluded and not intervals:
        intervals = [Interval()]
    literal = scheme not in VAGUE
    return Range(tuple(intervals), "" if not literal else scheme, excluded, literal)


def write_vers(range_: Range | None) -> str:
    """The text that `read_vers` reads back as the same versions."""
    if range_ is None:
        return "vers:unknown/*"
    if not range_.intervals:
        return "vers:none/*"
    if any(each.is_all for each in range_.intervals) and not range_.excluded:
        return "vers:all/*"
    parts = [f"!={_safe(each)}" for each in range_.excluded]
    for each in range_.intervals:
        if each.is_point:
            parts.append(_safe(each.low))
            continue
        parts += [f">{'=' * each.with_low}{_safe(each.low)}"] * bool(each.low)
        parts += [f"<{'=' * each.with_high}{_safe(each.high)}"] * bool(each.high)
    return f"vers:{range_.scheme or 'generic'}/{'|'.join(parts)}"


def _safe(version: str) -> str:
    return quote(version, safe=":+~ ")
