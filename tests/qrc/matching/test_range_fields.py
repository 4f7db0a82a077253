from __future__ import annotations

from typing import Any

import pytest

from catalogue.suppliers.cpe import InvalidCpe
from qrc.matching.enums import VersionState
from qrc.matching.range_fields import affected_rows, nvd_versions
from qrc.matching.versions import version_state

A, N, U = VersionState.AFFECTED, VersionState.NOT_AFFECTED, VersionState.UNKNOWN
FORTIOS = "cpe:2.3:o:fortinet:fortios:{}:{}:*:*:*:*:*:*"


@pytest.mark.parametrize(
    ("criteria", "bounds", "versions"),
    [
        (("*", "*"), {"versionStartIncluding": "7.0.0", "versionEndExcluding": "7.0.14"},
         "vers:generic/>=7.0.0|<7.0.14"),
        (("*", "*"), {"versionStartExcluding": "7.0", "versionEndIncluding": "7.2"},
         "vers:generic/>7.0|<=7.2"),
        (("*", "*"), {"versionEndExcluding": "7.0.14"}, "vers:generic/<7.0.14"),
        # The version in the name does not count beside a range.
        (("6.0", "*"), {"versionEndExcluding": "7.0.14"}, "vers:generic/<7.0.14"),
        (("7.4.1", "*"), {}, "vers:generic/7.4.1"),
        (("2019", "cumulative_update_14"), {}, "vers:generic/2019 cumulative update 14"),
        (("*", "*"), {}, "vers:all/*"),
        (("-", "*"), {}, ""),
        (("7.*", "*"), {}, ""),
    ],
)  # fmt: skip
def test_nvd_versions(criteria, bounds, versions):
    assert nvd_versions({"criteria": FORTIOS.format(*criteria)} | bounds) == versions


def test_nvd_criteria_that_are_no_cpe_are_refused():
    with pytest.raises(InvalidCpe):
        nvd_versions({"criteria": "fortios"})


def test_an_update_of_the_nvd_is_read_as_people_write_it():
    text = nvd_versions({"criteria": FORTIOS.format("2019", "cumulative_update_14")})
    row = {"vendor": "", "product": "", "versions": text, "status": "known_affected"}

    assert [version_state(each, [row]) for each in ("2019 CU14", "2019 CU15", "2019")] == [A, N, U]


def entry(default: str | None, *versions: dict[str, Any]) -> dict[str, Any]:
    said = {"vendor": "Fortinet", "product": "FortiOS", "versions": list(versions)}
    return said | ({"defaultStatus": default} if default else {})


UNTIL = {"version": "7.0.0", "lessThan": "7.0.14", "status": "affected", "versionType": "semver"}


def test_rows_of_an_affected_entry():
    names = {"vendor": "Fortinet", "product": "FortiOS"}

    assert affected_rows(entry("unaffected", UNTIL)) == [
        names | {"versions": "vers:semver/>=7.0.0|<7.0.14", "status": "known_affected"}
    ]
    assert affected_rows(entry(None, UNTIL)) == [
        names | {"versions": "vers:semver/>=7.0.0|<7.0.14", "status": "known_affected"},
        names | {"versions": "vers:semver/<7.0.0|>=7.0.14", "status": "under_investigation"},
    ]
    assert affected_rows(entry("affected")) == [
        names | {"versions": "vers:all/*", "status": "known_affected"}
    ]
    assert affected_rows({}) == [
        {"vendor": "", "product": "", "versions": "vers:all/*", "status": "under_investigation"}
    ]


@pytest.mark.parametrize(
    ("said", "version", "state"),
    [
        (entry("unaffected", UNTIL), "7.0.13", A),
        (entry("unaffected", UNTIL), "7.0.14", N),
        (entry("unaffected", UNTIL), "", U),
        (entry(None, UNTIL), "7.0.14", U),
        (entry("unknown", UNTIL), "6.4", U),
        (entry("affected", UNTIL | {"status": "unaffected"}), "7.0.5", N),
        (entry("affected", UNTIL | {"status": "unaffected"}), "7.0.14", A),
        (entry("affected", UNTIL | {"status": "unaffected"}), "6.4", A),
        (entry("affected"), "6.4", A),
        (entry("unaffected"), "6.4", N),
        (entry(None), "6.4", U),
        (entry("unaffected", {"version": "7.4.1", "status": "affected"}), "7.4.1", A),
        (entry("unaffected", {"version": "7.4.1", "status": "affected"}), "7.4.2", N),
        (entry("unaffected", {"version": "*", "status": "affected"}), "7.4.2", A),
        (entry("unaffected", {"version": "n/a", "status": "affected"}), "7.4.2", U),
        (entry("unaffected", {"version": "0", "lessThanOrEqual": "7.4", "status": "affected"}),
         "7.4", A),
        (entry("unaffected", {"version": "7.0", "lessThan": "*", "status": "affected"}), "9", A),
        (entry("unaffected", {"version": "7.0", "lessThan": "7.*", "status": "affected"}),
         "7.3", A),
        # Free text in the field for a version, as records of some years have it.
        (entry("unaffected", {"version": "prior to 5.0", "status": "affected"}), "4.9", A),
        (entry("unaffected", {"version": "prior to 5.0", "status": "affected"}), "5.0", N),
        (entry("unaffected", {"version": "see advisory", "status": "affected"}), "5.0", U),
        (entry("unaffected", UNTIL | {"versionType": "git", "version": "8f0c1d", "lessThan": "9e1"}),
         "7.0", U),
        # A status that changes on the way.
        (entry("unaffected", UNTIL | {"lessThan": "8.0", "changes": [
            {"at": "7.2.5", "status": "unaffected"}, {"at": "7.4.0", "status": "affected"}]}),
         "7.2.4", A),
        (entry("unaffected", UNTIL | {"lessThan": "8.0", "changes": [
            {"at": "7.4.0", "status": "affected"}, {"at": "7.2.5", "status": "unaffected"}]}),
         "7.2.5", N),
        (entry("unaffected", UNTIL | {"lessThan": "8.0", "changes": [
            {"at": "7.2.5", "status": "unaffected"}, {"at": "7.4.0", "status": "affected"}]}),
         "7.4.0", A),
        # Affected wins where records contradict themselves.
        (entry("unaffected", UNTIL, UNTIL | {"status": "unaffected"}), "7.0.5", A),
    ],
)  # fmt: skip
def test_states_of_an_affected_entry(said, version, state):
    assert version_state(version, affected_rows(said)) == state


@pytest.mark.parametrize(
    "said",
    [
        {"versions": [1, None, {}, {"version": None}, {"lessThan": 3, "changes": [1, {}]}]},
        {"versions": None, "defaultStatus": 7, "vendor": None},
        {"versions": [{"version": "1", "lessThan": "2", "changes": [{"at": "x"}]}]},
    ],
)
def test_a_broken_entry_is_unknown(said):
    assert version_state("1.5", affected_rows(said)) == U
