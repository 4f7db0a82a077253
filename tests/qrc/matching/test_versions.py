from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qrc.matching.enums import VersionState
from qrc.matching.versions import version_state

A, N, U = VersionState.AFFECTED, VersionState.NOT_AFFECTED, VersionState.UNKNOWN


def row(versions: str, status: str = "known_affected", product: str = "FortiOS") -> dict[str, str]:
    return {"vendor": "Fortinet", "product": product, "versions": versions, "status": status}


@pytest.mark.parametrize(
    ("versions", "version", "state"),
    [
        ("< 7.4.3", "7.4.2", A),
        ("< 7.4.3", "v7.4", A),
        ("< 7.4.3", "7.4.3", N),
        ("< 7.4.3", "12.2.1", N),
        ("< 7.4.3", "", U),
        ("< 7.4.3", "weet niet", U),
        ("< 7.4.3", "de nieuwste", U),
        ("7.0.0 through 7.0.13", "7.0.13", A),
        ("7.0.0 through 7.0.13", "7", A),
        ("7.0.1 through 7.0.13", "7", U),
        ("7.0.1 through 7.0.13", "7.0", U),
        ("7.0.1 through 7.0.13", "7.1", N),
        ("V3.1 and earlier", "3.1", A),
        ("V3.1 and earlier", "3.1.4", U),
        ("V3.1 and earlier", "3.2", N),
        ("2019, 2022", "2019", A),
        ("2019, 2022", "2019 CU14", A),
        ("2019, 2022", "2016", N),
        # What somebody tried is not all there is.
        ("4.8.2, 4.8.4", "4.8.3", U),
        ("4.8.2, 4.8.4", "4.8.4", A),
        ("4.8.2, 4.8.4", "4.8", U),
        ("4.8.2, 4.8.4", "4.8.5", N),
        ("4.8.2, 4.8.4", "3.0", N),
        ("8.x", "8.3", A),
        ("8.x", "9", N),
        ("all versions", "", A),
        ("all versions", "7", A),
        ("", "7.4", U),
        ("all versions except 7.4", "7.4", U),
        ("vers:unknown/*", "7.4", U),
        ("< WinCC 7.2", "8.1", U),
        ("Corefix 14", "corefix 14", U),
    ],
)
def test_one_affected_row(versions, version, state):
    assert version_state(version, [row(versions)]) == state


@pytest.mark.parametrize(
    ("rows", "version", "state"),
    [
        ([], "7.4", U),
        # Only a fix is named.
        ([row("7.4.3", "fixed")], "7.4.3", N),
        ([row("7.4.3", "fixed")], "7.4.2", U),
        ([row("7.4.3", "fixed")], "", U),
        ([row("vers:all/*", "fixed")], "", U),
        ([row("7.4.3", "recommended")], "7.4.3", N),
        ([row("< 7.0", "known_not_affected")], "6.4", N),
        ([row("7.4.3", "first_fixed")], "7.4.3", N),
        ([row("7.4.3", "first_fixed")], "7.6", N),
        ([row("7.4.3", "first_fixed")], "7.4.2", U),
        # Between two fixes nobody knows the branch.
        ([row("7.0.14", "first_fixed"), row("7.2.7", "first_fixed")], "7.2.1", U),
        ([row("7.0.14", "first_fixed"), row("7.2.7", "first_fixed")], "7.2.7", N),
        # Affected wins over not affected, and both over what cannot be read.
        ([row("< 7.4.3"), row("7.4.2", "fixed")], "7.4.2", A),
        ([row("< 7.4.3"), row("7.4.3", "fixed")], "7.4.3", N),
        ([row(""), row("7.4.3", "fixed")], "7.4.3", N),
        ([row(""), row("7.4.3", "fixed")], "7.4.2", U),
        ([row("gibberish"), row("< 7.4.3")], "7.4", A),
        ([row("gibberish"), row("< 7.4.3")], "7.5", U),
        # Still being looked at.
        ([row("7.6", "under_investigation")], "7.6", U),
        ([row("< 7.4.3"), row("7.6", "under_investigation")], "7.6", U),
        ([row("< 7.4.3"), row("7.6", "under_investigation")], "7.8", N),
        ([row("< 7.4.3"), row("", "under_investigation")], "7.8", U),
        # The two ends of one range.
        ([row("7.0", "first_affected"), row("7.4", "last_affected")], "7.2", A),
        ([row("7.0", "first_affected"), row("7.4", "last_affected")], "7.5", N),
        ([row("7.0", "first_affected"), row("7.4", "last_affected")], "6.9", N),
        ([row("7.0", "first_affected"), row("7.4.3", "first_fixed")], "7.4.2", A),
        ([row("7.0", "first_affected"), row("7.4.3", "first_fixed")], "7.4.3", N),
        ([row("7.0", "first_affected")], "7.9", A),
        ([row("7.4", "last_affected")], "7.2", A),
        ([row("7.4", "last_affected")], "7.5", N),
        ([row("?", "first_affected")], "7.5", U),
        ([row(">= 7.0", "first_affected")], "7.5", A),
        # A status nobody knows is taken for affected.
        ([row("< 7.4.3", "")], "7.4", A),
        ([row("< 7.4.3", "exploited")], "7.4", A),
    ],
)
def test_rows_weighed_together(rows, version, state):
    assert version_state(version, rows) == state


@pytest.mark.parametrize(
    ("product", "versions", "version", "state"),
    [
        ("SIMATIC PCS 7 V8.1", "all versions", "8.1 SP1", A),
        ("SIMATIC PCS 7 V8.1", "all versions", "8.1", A),
        ("SIMATIC PCS 7 V8.1", "all versions", "9.0", N),
        ("SIMATIC PCS 7 V8.1", "all versions", "8", U),
        ("SIMATIC PCS 7 V8.1", "all versions", "", A),
        ("SIMATIC PCS 7 V8.1", "< V8.1 Upd5", "8.0", N),
        ("Windows 11", "all versions", "10.0.22000", U),
        ("Exchange Server 2019", "all versions", "2016 CU23", N),
        ("Exchange Server 2019", "all versions", "2019 CU14", A),
        ("Exchange Server 2019", "all versions", "15.2.1118", U),
    ],
)
def test_a_product_named_with_its_version_speaks_of_that_one(product, versions, version, state):
    assert version_state(version, [row(versions, product=product)]) == state


def test_a_scheme_beside_the_versions_orders_them():
    told = row("< 2:1.0-3") | {"scheme": "deb"}

    assert version_state("2:1.0~rc1-1", [told]) == A


STATUSES = st.sampled_from(
    ("known_affected", "fixed", "first_fixed", "first_affected", "last_affected", "recommended",
     "known_not_affected", "under_investigation", "")
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=30),
    st.from_regex(r"(<|<=|>=|vers:generic/<)? ?[0-9]\.[0-9](\.[0-9])?", fullmatch=True),
)
ROWS = st.lists(st.builds(row, TEXTS, STATUSES), max_size=4)


@given(st.text(max_size=20), ROWS)
def test_there_is_always_an_answer(version, rows):
    assert version_state(version, rows) in VersionState


@given(st.from_regex(r"[0-9]\.[0-9]\.[0-9]", fullmatch=True), ROWS)
def test_a_row_nobody_can_read_never_makes_it_safe(version, rows):
    """NOT_AFFECTED with a doubtful row beside it stands only where a row calls it safe."""
    without = version_state(version, rows)
    doubtful = version_state(version, [*rows, row("only some builds")])

    assert doubtful == (A if without == A else doubtful)
    if doubtful == N:
        assert any(
            each["status"] in ("fixed", "recommended", "known_not_affected", "first_fixed")
            for each in rows
        )


def test_list_that_was_cut_short_makes_nobody_safe():
    row = {"vendor": "A", "product": "B", "versions": "1.0, 1.2, …", "status": "known_affected"}

    assert [version_state(each, [row]) for each in ("1.2", "9.9")] == [
        VersionState.AFFECTED, VersionState.UNKNOWN,
    ]  # fmt: skip
