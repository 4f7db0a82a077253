from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.solutions.models import PURL
from qrc.matching.enums import Confidence, SignalKind, VersionState
from qrc.matching.signals import Signal, kind_of_list, signals_of
from qrc.matching.versions import version_state

CERTAIN, LIKELY, POSSIBLE = Confidence.CERTAIN, Confidence.LIKELY, Confidence.POSSIBLE


@dataclass
class Advisory:
    title: str = "Fout in iets"
    products: list[dict[str, str]] = field(default_factory=list)


def row(vendor: str, product: str, versions: str = "", **more: str) -> dict[str, str]:
    plain = {"vendor": vendor, "product": product, "versions": versions}
    return plain | {"status": "known_affected"} | more


def by_pair(*rows: dict[str, str], kind: SignalKind = SignalKind.CSAF, title: str = "Fout") -> dict:
    found = signals_of(Advisory(title, list(rows)), kind)
    assert len({each.pair for each in found}) == len(found)
    return {each.pair: each for each in found}


def test_listed_products_are_certain_and_their_other_spellings_likely():
    told = row("Fortinet", "FortiOS 7.2", "< 7.2.7")
    found = by_pair(told)

    assert found[("fortinet", "fortios")] == Signal(
        SignalKind.CSAF, "fortinet", "fortios", "Fortinet FortiOS 7.2", CERTAIN, (told,)
    )
    assert {pair: each.confidence for pair, each in found.items()} == {
        ("fortinet", "fortios 7 2"): CERTAIN,
        ("fortinet", "fortios"): CERTAIN,
        ("", "fortinet fortios 7 2"): LIKELY,
        ("", "fortinet fortios"): LIKELY,
        ("", "fortios 7 2"): LIKELY,
        ("", "fortios"): LIKELY,
    }


def test_rows_of_one_product_come_together():
    rows = [row("Siemens", "SIMATIC PCS 7 V8.1", "all versions"),
            row("Siemens", "SIMATIC PCS 7 V9.0", "< V9.0 SP3"),
            row("Siemens", "SIMATIC NET PC Software V14", "< V14 SP1")]  # fmt: skip
    signal = by_pair(*rows)["siemens", "simatic pcs 7"]

    assert signal.products == tuple(rows[:2])
    states = [version_state(each, signal.products) for each in ("8.1", "9.0 SP2", "9.0 SP3", "9.1")]
    assert states == [VersionState.AFFECTED, VersionState.AFFECTED, VersionState.NOT_AFFECTED,
                      VersionState.NOT_AFFECTED]  # fmt: skip


def test_a_cpe_gives_its_pair_and_its_version():
    named = row(
        "", "", cpe="cpe:2.3:a:microsoft:exchange_server:2019:cumulative_update_13:*:*:*:*:*:*"
    )
    found = by_pair(named, kind=SignalKind.CVE)

    assert found == {
        ("microsoft", "exchange server"): Signal(
            SignalKind.CPE, "microsoft", "exchange server", "microsoft exchange server", CERTAIN,
            (named | {"versions": "2019 cumulative update 13"},), named["cpe"],
        )
    }  # fmt: skip
    states = [version_state(each, found["microsoft", "exchange server"].products)
              for each in ("2019 CU13", "2019 CU14")]  # fmt: skip
    assert states == [VersionState.AFFECTED, VersionState.NOT_AFFECTED]


def test_versions_told_beside_a_cpe_count_rather_than_the_one_in_it():
    named = row("", "", "vers:generic/<7.4.3", cpe="cpe:2.3:o:fortinet:fortios:7.0:*:*:*:*:*:*:*")

    assert by_pair(named)["fortinet", "fortios"].products[0]["versions"] == "vers:generic/<7.4.3"


@pytest.mark.parametrize(
    "cpe", ["gibberish", "cpe:2.3:a:*:*:*:*:*:*:*:*:*:*", "cpe:2.3:a:micro*:x"]
)
def test_a_cpe_that_names_nothing_leaves_the_names(cpe):
    assert set(by_pair(row("Zabbix", "Zabbix", cpe=cpe))) == {("zabbix", "zabbix"), ("", "zabbix")}


def test_a_purl_is_found_under_its_own_kind_of_key():
    package = row("", "log4j-core", purl="pkg:maven/org.apache/log4j-core@2.14.1?type=jar")
    found = by_pair(package, kind=SignalKind.CVE)
    signal = found[PURL, "pkg:maven/org.apache/log4j-core"]

    assert (signal.kind, signal.confidence, signal.text) == (
        SignalKind.PURL,
        CERTAIN,
        package["purl"],
    )
    assert signal.products == (package | {"versions": "2.14.1", "scheme": "maven"},)


def test_a_title_speaks_when_no_product_is_listed():
    found = by_pair(title="Kwetsbaarheid verholpen in Fortinet FortiOS en FortiProxy")

    assert {pair: each.confidence for pair, each in found.items() if each.confidence == LIKELY} == {
        ("fortinet", "fortios"): LIKELY,
        ("", "fortinet fortios"): LIKELY,
        ("fortiproxy", "fortiproxy"): LIKELY,
        ("fortinet", "fortiproxy"): LIKELY,
        ("", "fortiproxy"): LIKELY,
    }
    assert found["", "fortios"].confidence == POSSIBLE
    assert {each.kind for each in found.values()} == {SignalKind.TITLE}


def test_a_title_is_silent_when_products_are_listed_by_name():
    title = "Kwetsbaarheden verholpen in Microsoft Exchange"

    assert all(
        each.kind == SignalKind.CSAF for each in by_pair(row("A", "B1"), title=title).values()
    )
    broad = by_pair(row("Microsoft", "Multiple Products"), title=title)
    assert broad["microsoft", "exchange"].confidence == LIKELY
    kev = by_pair(row("Microsoft", "Graphics Component"), title="Microsoft Windows Graphics Component Flaw",
                  kind=SignalKind.KEV)  # fmt: skip
    assert kev["microsoft", "windows"].confidence == POSSIBLE
    assert kev["microsoft", "graphics component"].confidence == CERTAIN


def test_the_surest_come_first():
    found = signals_of(
        Advisory("Apple Multiple Products Flaw", [row("Apple", "Multiple Products")])
    )
    order = [CERTAIN, LIKELY, POSSIBLE]

    assert [order.index(each.confidence) for each in found] == sorted(
        order.index(each.confidence) for each in found
    )


def test_nobody_is_warned_for_common_words():
    titles = ["Patch your office and your windows server", "Phishing via Teams en Outlook",
              "Multiple vulnerabilities in multiple products", "Update 2026"]  # fmt: skip

    keys = {each.pair for title in titles for each in signals_of(Advisory(title))}

    assert keys & {("", "office"), ("", "windows"), ("", "server"), ("", "windows server"),
                   ("", "teams"), ("", "multiple"), ("", "products"), ("", "2026")} == set()  # fmt: skip


def test_kind_of_list():
    assert [kind_of_list(each) for each in ("kev", "csaf", "nvd")] == [
        SignalKind.KEV, SignalKind.CSAF, SignalKind.CVE,
    ]  # fmt: skip


def test_labels_are_dutch():
    assert [str(each.label) for each in Confidence] == ["Zeker", "Waarschijnlijk", "Mogelijk"]


TEXTS = st.text(max_size=60)


@given(TEXTS, st.lists(st.fixed_dictionaries(dict.fromkeys(("vendor", "product", "versions", "status", "cpe", "purl"), TEXTS)), max_size=3))  # fmt: skip
def test_any_advisory_may_be_read(title, products):
    for kind in (SignalKind.CSAF, SignalKind.KEV):
        for signal in signals_of(Advisory(title, products), kind):
            assert signal.pair[1]
            assert version_state("1.0", signal.products) in VersionState
