from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrc.matching.enums import VersionState
from qrc.matching.ranges import EVERYTHING, Interval, Range, contains, point
from qrc.matching.vers import read_vers, write_vers

A, N, U = VersionState.AFFECTED, VersionState.NOT_AFFECTED, VersionState.UNKNOWN


@pytest.mark.parametrize(
    ("text", "version", "state"),
    [
        ("vers:intdot/<1.1.1", "1.1.0", A),
        ("vers:intdot/<1.1.1", "1.1.1", N),
        ("vers:intdot/<=1.1.1", "1.1.1", A),
        ("vers:all/*", "", A),
        ("vers:all/*", "whatever", A),
        ("vers:none/*", "1.0", N),
        ("vers:unknown/*", "1.0", U),
        ("vers:generic/>=7.0.0|<7.0.14|>=7.2.0|<7.2.7", "7.0.13", A),
        ("vers:generic/>=7.0.0|<7.0.14|>=7.2.0|<7.2.7", "7.0.14", N),
        ("vers:generic/>=7.0.0|<7.0.14|>=7.2.0|<7.2.7", "7.2.6", A),
        ("vers:generic/>=7.0.0|<7.0.14|>=7.2.0|<7.2.7", "7.2.7", N),
        # Who typed "7" may run any of them.
        ("vers:generic/>=7.2.0|<7.2.7", "7", U),
        ("vers:generic/>=7.2.0|<7.2.7", "7.2", A),
        ("vers:generic/>=7.2.0|<7.2.7", "8", N),
        # Not sorted, as publishers write it.
        ("vers:generic/<7.2.7|>=7.2.0", "7.1", N),
        ("vers:npm/1.0.0|>=2.0.0|<2.0.5", "1.0.0", A),
        ("vers:npm/1.0.0|>=2.0.0|<2.0.5", "1.0.1", N),
        ("vers:npm/>=1.0.0|!=1.1.0|<1.2.3", "1.1.0", N),
        ("vers:npm/>=1.0.0|!=1.1.0|<1.2.3", "1.1.1", A),
        ("vers:npm/>=1.0.0|!=1.1.0|<1.2.3", "1.1", U),
        ("vers:npm/!=1.1.0", "1.0.0", A),
        ("vers:pypi/<2.0", "2.0rc1", A),
        ("vers:deb/<1:2.0-1", "1:1.9-3", A),
        ("vers:deb/<1:2.0-1", "3.0", U),
        ("vers:deb/%3C1.0", "0.9", U),
        ("vers:deb/<1%3A2.0-1", "1:1.9-3", A),
        ("vers:maven/>=2.0-beta9|<2.15.0", "2.14.1", A),
        ("vers:semver/>=1.0.0|<2.0.0", "v1.4.0", A),
        ("vers:all/<V4.1", "4.0", A),
        ("vers:all/<V4.1", "V4.1", N),
        ("vers:all/>=V2.0<V2.1", "2.0.9", A),
        ("vers:all/>=V2.0<V2.1", "1.9", N),
        ("vers:all/<V20.2 HotfixRev14", "V20.2 HotfixRev13", A),
        ("vers:generic/<1.0", "latest", U),
        ("vers:generic/<latest", "1.0", U),
        ("vers:generic/", "1.0", U),
        ("vers:generic/*|<3", "1.0", U),
        ("vers:generic/=>3", "1.0", U),
        ("vers:/3", "1.0", U),
        ("3", "1.0", U),
        ("vers:generic/>1.03|<1.1", "1.05", U),
    ],
)
def test_read_vers(text, version, state):
    assert contains(read_vers(text), version) == state


@pytest.mark.parametrize(
    ("range_", "text"),
    [
        (None, "vers:unknown/*"),
        (EVERYTHING, "vers:all/*"),
        (Range(()), "vers:none/*"),
        (Range((Interval("1.0", "2.0", True, False),)), "vers:generic/>=1.0|<2.0"),
        (Range((Interval("1.0", "2.0", False, True), point("3"))), "vers:generic/>1.0|<=2.0|3"),
        (Range((Interval("", "1:2.0", True, False),), "deb"), "vers:deb/<1:2.0"),
        (Range((Interval(),), "npm", ("1.1.0",)), "vers:npm/!=1.1.0"),
        (Range((point("1|2"),)), "vers:generic/1%7C2"),
    ],
)
def test_write_vers(range_, text):
    assert write_vers(range_) == text


NUMBERS = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda two: "{}.{}".format(*two))


@given(st.lists(NUMBERS, min_size=2, max_size=6, unique=True), NUMBERS)
def test_what_is_written_means_the_same_when_read(numbers, version):
    ends = sorted(numbers, key=lambda each: tuple(map(int, each.split("."))))
    pairs = list(zip(ends[::2], ends[1::2], strict=False))
    first = Range(tuple(Interval(low, high, True, False) for low, high in pairs), literal=True)

    assert contains(read_vers(write_vers(first)), version) == contains(first, version)


@given(st.text(max_size=60))
def test_nothing_breaks_it(text):
    contains(read_vers(f"vers:generic/{text}"), "1.0")
    contains(read_vers(f"vers:{text}"), text)


def test_thousands_of_constraints_are_not_sorted():
    many = "|".join(f">={each}.0|<{each}.5" for each in range(2000))

    assert contains(read_vers(f"vers:generic/{many}"[:19_000]), "7.0") == U
    assert contains(read_vers("vers:generic/" + "|".join(map(str, range(3000)))), "7") == A
