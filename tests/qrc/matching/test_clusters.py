from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrc.matching.clusters import Facts, belongs, numbers_in, same_event

DAY = datetime(2026, 11, 24, tzinfo=UTC)
FORTIOS, EXCHANGE = ("fortinet", "fortios"), ("microsoft", "exchange server")


def cves(*numbers: int) -> frozenset[str]:
    return frozenset(f"CVE-2026-{number:04}" for number in numbers)


def facts(source: str, *numbers: int, pair: tuple[str, str] | None = None, days: int | None = 0,
          ids: str = "") -> Facts:  # fmt: skip
    published = None if days is None else DAY + timedelta(days=days)
    pairs = frozenset({pair}) if pair else frozenset()
    return Facts(source, cves(*numbers), numbers_in(ids), pairs, published)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("FG-IR-24-015: FortiOS", {"FG-IR-24-015"}),
        ("NCSC-2026-0289 [1.01] [H/H] Kwetsbaarheden", {"NCSC-2026-0289"}),
        ("https://www.cisa.gov ICSA-24-242-01", {"ICSA-24-242-01"}),
        ("ICSA-17-187-03F en ICSMA-18-058-01", {"ICSA-17-187-03F", "ICSMA-18-058-01"}),
        ("VA-24-201-01", {"VA-24-201-01"}),
        ("certfr-2026-avi-0123 ghsa-abcd-ef12-3456", {"CERTFR-2026-AVI-0123", "GHSA-ABCD-EF12-3456"}),
        ("[WID-SEC-2026-1234] MFSA 2026-07", {"WID-SEC-2026-1234", "MFSA-2026-07"}),
        ("cisco-sa-ise-unauth-rce-ZAd2GnJ6", {"CISCO-SA-ISE-UNAUTH-RCE-ZAD2GNJ6"}),
        ("CVE-2026-1234 is geen adviesnummer", set()),
        ("XNCSC-2026-0289 NCSC-2026-02891", set()),
    ],
)  # fmt: skip
def test_numbers_in(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        # One source tells two things apart, whatever they share.
        (facts("kev", 1), facts("kev", 1), False),
        (facts("kev", ids="FG-IR-24-015"), facts("kev", ids="FG-IR-24-015"), False),
        # A shared number.
        (facts("ccb", ids="FG-IR-24-015"), facts("fortinet", 1, ids="fg-ir-24-015"), True),
        (facts("ccb", ids="FG-IR-24-015"), facts("fortinet", ids="FG-IR-24-016"), False),
        # Equal sets, of any size; nothing in common; nothing to compare.
        (facts("a", 1, 2), facts("b", 1, 2), True),
        (facts("a", *range(60)), facts("b", *range(60)), True),
        (facts("a", 1), facts("b", 2), False),
        (facts("a"), facts("b"), False),
        (facts("a", 1), facts("b"), False),
        # Half of all.
        (facts("a", 1, 2, 3, 4), facts("b", 1, 2, 3, 5, 4, 6), True),
        (facts("a", *range(10)), facts("b", *range(5, 20)), False),
        (facts("a", *range(10)), facts("b", *range(3, 13)), True),
        # A few that all stand in a short list, with a product in common.
        (facts("a", 1, pair=FORTIOS), facts("b", 1, 2, 3, 4, 5, 6, 7, 8, pair=FORTIOS), True),
        (facts("a", 1, pair=FORTIOS), facts("b", 1, 2, 3, 4, 5, 6, 7, 8, pair=EXCHANGE), False),
        (facts("a", 1, 9, pair=FORTIOS), facts("b", 1, 2, 3, 4, 5, 6, pair=FORTIOS), False),
        (facts("a", 1, 2, 3, 4, pair=FORTIOS), facts("b", 1, 2, 3, *range(10, 20), pair=FORTIOS), False),
        # Without products the time decides.
        (facts("a", 1), facts("b", 1, 2, 3, pair=FORTIOS), True),
        (facts("a", 1, days=29), facts("b", 1, 2, 3, pair=FORTIOS), True),
        (facts("a", 1, days=-31), facts("b", 1, 2, 3, pair=FORTIOS), False),
        (facts("a", 1, days=None), facts("b", 1, 2, 3), True),
        # A Patch Tuesday list is none of its CVEs.
        (facts("kev", 1, pair=EXCHANGE), facts("msrc", *range(60), pair=EXCHANGE), False),
        (facts("kev", 1), facts("msrc", *range(9)), False),
    ],
)  # fmt: skip
def test_same_event(a, b, same):
    assert same_event(a, b) is same
    assert same_event(b, a) is same


def test_a_cluster_does_not_drift_away_from_its_first():
    first, second, third = facts("a", 1, 2), facts("b", 1, 2, 3), facts("c", 2, 3, 4, 5)
    assert same_event(second, facts("d", 2, 3, 4))
    assert not same_event(first, third)

    assert belongs(second, [first])
    assert not belongs(third, [first, second])
    assert not belongs(facts("b", 1, 2), [first, second])
    assert not belongs(first, [])


def test_no_single_cve_of_a_patch_tuesday_joins_its_list_nor_another():
    month = facts("msrc", *range(60))
    singles = [facts("kev", number) for number in range(60)]

    assert [each for each in singles if belongs(each, [month])] == []
    assert [each for each in singles[1:] if belongs(each, [singles[0]])] == []


SETS = st.builds(
    Facts, st.integers(1, 3), st.frozensets(st.sampled_from("abcdefghij"), max_size=9),
    st.frozensets(st.sampled_from("xy"), max_size=1),
    st.frozensets(st.sampled_from([FORTIOS, EXCHANGE]), max_size=1),
    st.one_of(st.none(), st.integers(0, 60).map(lambda days: DAY + timedelta(days=days))),
)  # fmt: skip


@given(SETS, SETS)
def test_the_rule_has_no_sides(a, b):
    assert same_event(a, b) == same_event(b, a)
    if same_event(a, b):
        assert a.source != b.source
        assert a.cves & b.cves or a.numbers & b.numbers
