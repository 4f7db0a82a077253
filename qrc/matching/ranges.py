"""A range of versions as a value, and whether a version falls in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cmp_to_key

from qrc.matching.enums import VersionState
from qrc.matching.version_order import compare, extends, is_year, parsed, same_major

AFFECTED, NOT_AFFECTED, UNKNOWN = (
    VersionState.AFFECTED, VersionState.NOT_AFFECTED, VersionState.UNKNOWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, "" for open. A single version has both the same and included."""

    low: str = ""
    high: str = ""
    with_low: bool = True
    with_high: bool = True

    @property
    def is_all(self) -> bool:
        return not self.low and not self.high

    @property
    def is_point(self) -> bool:
        return bool(self.low) and self.low == self.high and self.with_low and self.with_high


@dataclass(frozen=True, slots=True)
class Range:
    """Intervals, less the versions `excluded`; no intervals means no version at all.

    `literal`: told by a machine in a scheme of versions, so that what is not said is not meant.
    People's texts are read with more doubt.
    """

    intervals: tuple[Interval, ...]
    scheme: str = ""
    excluded: tuple[str, ...] = ()
    literal: bool = False


EVERYTHING = Range((Interval(),))


def point(version: str) -> Interval:
    return Interval(version, version)


def contains(range_: Range | None, version: str) -> VersionState:
    """AFFECTED when the version is inside, whatever the meaning of the range; None is unknown."""
    if range_ is None:
        return UNKNOWN
    if not range_.intervals:
        return NOT_AFFECTED
    closer = any(extends(each, version) for each in range_.excluded)
    if not closer and any(compare(version, each, range_.scheme) == 0 for each in range_.excluded):
        return NOT_AFFECTED
    states = {_inside(each, version, range_) for each in range_.intervals}
    if AFFECTED in states and closer:
        return UNKNOWN
    for state in (AFFECTED, UNKNOWN):
        if state in states:
            return state
    return UNKNOWN if _is_missing_from(range_, version) else NOT_AFFECTED


def _inside(interval: Interval, version: str, range_: Range) -> VersionState:
    if interval.is_all:
        return AFFECTED
    if not version.strip():
        return UNKNOWN
    if interval.is_point:
        return _at(interval.low, version, range_)
    states = (_above(interval, version, range_), _below(interval, version, range_))
    return next((each for each in (NOT_AFFECTED, UNKNOWN) if each in states), AFFECTED)


def _at(listed: str, version: str, range_: Range) -> VersionState:
    order = compare(version, listed, range_.scheme)
    if order == 0:
        return AFFECTED
    if order is None or extends(listed, version):
        return UNKNOWN
    if not range_.literal and extends(version, listed):
        return AFFECTED if is_year(listed) else UNKNOWN
    return NOT_AFFECTED


def _above(interval: Interval, version: str, range_: Range) -> VersionState:
    if not interval.low:
        return AFFECTED
    order = compare(version, interval.low, range_.scheme)
    if order is None:
        return UNKNOWN
    if order > 0 or (order == 0 and interval.with_low):
        return AFFECTED
    return UNKNOWN if extends(interval.low, version) else NOT_AFFECTED


def _below(interval: Interval, version: str, range_: Range) -> VersionState:
    if not interval.high:
        return AFFECTED
    order = compare(version, interval.high, range_.scheme)
    if order is None:
        return UNKNOWN
    if order < 0 or (order == 0 and interval.with_high):
        return AFFECTED
    # "7.4 and earlier": nobody knows whether 7.4.2 is meant.
    loose = interval.with_high and not range_.literal and extends(version, interval.high)
    return UNKNOWN if loose else NOT_AFFECTED


def _is_missing_from(range_: Range, version: str) -> bool:
    """Whether a text lists single versions of this generation, and this one lies before the last.

    "4.8.2, 4.8.4" is often no more than what somebody tried.
    """
    if range_.literal:
        return False
    listed = [each.low for each in range_.intervals if each.is_point]
    return any(
        same_major(version, each) and compare(version, each, range_.scheme) == -1 for each in listed
    )


def ordered(versions: list[str], scheme: str) -> list[str] | None:
    """From old to new; None when the order of any two is not certain."""
    for place, one in enumerate(versions):
        if any(compare(one, other, scheme) is None for other in versions[place + 1 :]):
            return None

    def order(one: str, other: str) -> int:
        return compare(one, other, scheme) or 0

    return sorted(versions, key=cmp_to_key(order))


def is_version(text: str) -> bool:
    return parsed(text) is not None
