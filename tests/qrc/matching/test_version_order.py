from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qrc.matching.version_order import compare, extends, is_year, parsed


@pytest.mark.parametrize(
    ("scheme", "older", "newer"),
    [
        ("", "12.2.1", "12.10"),
        ("", "v7.4", "7.4.1"),
        ("", "Version 7.4", "7.5"),
        ("", "2019 CU13", "2019 CU14"),
        ("", "2019", "2019 CU1"),
        ("", "2019 Cumulative Update 9", "2019 CU10"),
        ("", "15.0 SP1", "15.0 SP2"),
        ("", "15.0 SP1 Upd 12", "15.0 SP2"),
        ("", "V14 SP1 Upd 6", "V14 SP1 Update 10"),
        ("", "V9.0 SP1 Upd5", "V9.0 SP3"),
        ("", "15.0", "15.0 Service Pack 1"),
        ("", "V5.6 SP2 HF2", "V5.6 SP2 HF3"),
        ("", "V3.16 P002", "V3.16 P018"),
        ("", "2012", "2012 R2"),
        ("", "22H1", "22H2"),
        ("", "22.1 HotfixRev5", "22.1 HotfixRev7"),
        ("", "VX.223.0 Update 2", "VX.223.0 Update 3"),
        ("", "SE2020MP13", "SE2020MP14"),
        ("", "1.0-beta2", "1.0-rc1"),
        ("", "1.0-rc1", "1.0"),
        ("", "7.10", "7.10a"),
        ("", "1.0.2k", "1.0.2l"),
        ("", "1.125F", "1.167Z"),
        ("", "2.0.86-9", "2.0.87-4018403-k4"),
        ("", "10.2.9-h1", "10.2.9-h16"),
        ("", "6.5.1.5-4.3.1.7", "6.5.1.5-4.3.1.8"),
        ("", "10.0.17763.1", "10.0.17763.6054"),
        ("deb", "1.0~rc1-1", "1.0-1"),
        ("deb", "2:1.0", "2:1.0+b1"),
        ("rpm", "1.0-1.el8", "1.0-2.el8"),
        ("maven", "1.0-alpha-1", "1.0"),
        ("maven", "2.14.1", "2.17.0"),
        ("pypi", "1.0b2", "1.0"),
        ("pypi", "1.0", "1.0.post1"),
        ("npm", "1.0.0-rc.1", "1.0.0"),
        ("semver", "1.9.0", "1.10.0"),
        ("nuget", "1.0.0.1-b", "1.0.0.1"),
        ("gem", "1.0.a", "1.0"),
        ("apk", "1.0_rc1-r0", "1.0-r0"),
        # Not of its ecosystem: the generic order, rather than no answer.
        ("semver", "1.2.3.4", "1.2.3.5"),
        ("npm", "2019 CU13", "2019 CU14"),
        ("intdot", "1.1.1", "1.1.10"),
        ("nothing-we-know", "1.2", "1.3"),
    ],
)
def test_older_and_newer(scheme, older, newer):
    assert compare(older, newer, scheme) == -1
    assert compare(newer, older, scheme) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7.4", "7.4.0"),
        ("V13 SP2 Upd2", "v13 sp2 update 2"),
        ("01.03.01", "1.3.1"),
        ("Corefix", "corefix"),
        ("v2", "Version 2"),
        ("1.0 build 5", "1.0-5"),
    ],
)
def test_the_same_version(one, other):
    assert compare(one, other) == 0


@pytest.mark.parametrize(
    ("scheme", "one", "other"),
    [
        # A name before the number may be another part's version.
        ("", "WinCC 7.2", "8.1"),
        ("", "r15", "16"),
        # As decimals the other way round.
        ("", "1.03", "1.1"),
        ("", "7.09", "7.1"),
        # Words nobody can rank.
        ("", "1.0 Standard", "1.0 Enterprise"),
        ("", "1.0a1", "1.0"),
        ("", "latest", "1.0"),
        ("", "", "1.0"),
        ("deb", "2.0", "1:1.5"),
    ],
)
def test_no_order_without_certainty(scheme, one, other):
    assert compare(one, other, scheme) is None
    assert compare(other, one, scheme) is None


@pytest.mark.parametrize(
    ("longer", "shorter", "expected"),
    [
        ("7.4.3", "7.4", True),
        ("7.4", "7", True),
        ("7.40", "7.4", False),
        ("2019 CU14", "2019", True),
        ("14 SP1 Upd 6", "14 SP1", True),
        ("14 SP2", "14 SP1", False),
        ("14.1 SP1", "14 SP1", False),
        ("7.4", "7.4", False),
        ("7.4-rc1", "7.4", False),
        ("1.0 Standard", "1.0", True),
        ("SE2020", "2020", False),
    ],
)
def test_extends(longer, shorter, expected):
    assert extends(longer, shorter) is expected


def test_a_year_is_a_generation():
    assert [text for text in ("2019", "v2022", "2019.1", "10", "1899", "x") if is_year(text)] == [
        "2019",
        "v2022",
    ]


VERSIONS = st.from_regex(
    r"v?[0-9]{1,3}(\.[0-9]{1,3}){0,3}( (SP|CU|Update) ?[0-9]{1,2})?([a-z]|-rc[0-9])?",
    fullmatch=True,
)


@given(VERSIONS, VERSIONS, st.sampled_from(["", "deb", "npm", "maven", "pypi", "rpm", "gem"]))
@example("0", "00", "deb")
def test_an_order_has_two_sides(one, other, scheme):
    forth, back = compare(one, other, scheme), compare(other, one, scheme)

    assert (forth is None) == (back is None)
    assert (forth or 0) == -(back or 0)
    assert compare(one, one, scheme) == 0


@given(st.lists(st.lists(st.integers(0, 999), min_size=3, max_size=3), min_size=2, max_size=2))
def test_plain_numbers_go_as_numbers(pair):
    one, other = (".".join(map(str, each)) for each in pair)

    assert compare(one, other) == (pair[0] > pair[1]) - (pair[0] < pair[1])


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(["", "deb", "maven", "golang"]))
def test_nothing_breaks_it(one, other, scheme):
    assert compare(one, other, scheme) in (-1, 0, 1, None)
    parsed(one)
    extends(one, other)


@pytest.mark.parametrize("text", ["9" * 5000, "1." * 5000, "a1" * 5000, "١٢٣", "1²", "½"])
def test_a_monster_is_no_version(text):
    assert compare(text, "1.0") is None or len(text) < 5
    assert compare(text, "1.0", "deb") is None or len(text) < 5
