"""Matching on recorded documents: the KEV catalogue and CSAF advisories of CISA."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from catalogue.suppliers.names import product_key, vendor_key
from qrc.advisories.values import Report
from qrc.feeds.kinds.csaf_document import report_of
from qrc.matching.clusters import Facts, numbers_in, same_event
from qrc.matching.enums import Confidence, SignalKind
from qrc.matching.range_texts import read_range
from qrc.matching.signals import signals_of


@pytest.fixture(scope="module")
def kev(real_data: Path) -> list[dict[str, Any]]:
    newest = max((real_data / "kev").glob("*-1807.json"))
    found = json.loads(newest.read_text())["vulnerabilities"]
    assert len(found) > 1000
    return list(found)


@pytest.fixture(scope="module")
def documents(real_data: Path) -> dict[str, dict[str, Any]]:
    paths = sorted((real_data / "csaf").glob("*/white/20*/*.json"))
    assert len(paths) > 40
    return {path.stem: json.loads(path.read_text()) for path in paths}


@pytest.fixture(scope="module")
def reports(documents: dict[str, dict[str, Any]]) -> list[Report]:
    found = [report_of(json.dumps(each).encode()) for each in documents.values()]
    return [each for each in found if each]


def entry(raw: dict[str, Any]) -> SimpleNamespace:
    row = {"vendor": raw["vendorProject"].strip(), "product": raw["product"].strip(),
           "versions": "", "status": "known_affected"}  # fmt: skip
    return SimpleNamespace(title=raw["vulnerabilityName"], products=[row])


def versions_of(branch: dict[str, Any]) -> list[str]:
    own = [branch["name"]] * (str(branch.get("category")).startswith("product_version"))
    return own + [text for child in branch.get("branches") or [] for text in versions_of(child)]


def test_every_entry_of_the_kev_yields_its_pair(kev):
    for raw in kev:
        told = entry(raw)
        vendor, product = told.products[0]["vendor"], told.products[0]["product"]
        found = {each.pair: each for each in signals_of(told, SignalKind.KEV)}
        signal = found[vendor_key(vendor), product_key(product, vendor)]

        assert signal.confidence == Confidence.CERTAIN
        assert signal.products == (told.products[0],)
        assert len(found) <= 250


@pytest.mark.parametrize(
    ("cve", "pair"),
    [
        ("CVE-2025-48384", ("git", "git")),
        ("CVE-2021-44228", ("apache", "log4j2")),
        ("CVE-2023-4966", ("citrix", "netscaler adc")),
        ("CVE-2024-21762", ("fortinet", "fortios")),
        ("CVE-2023-22515", ("atlassian", "confluence data center")),
        ("CVE-2021-26855", ("microsoft", "exchange server")),
        ("CVE-2023-34362", ("progress", "moveit transfer")),
    ],
)
def test_known_entries_are_found_under_the_name_people_use(kev, cve, pair):
    raw = next(each for each in kev if each["cveID"] == cve)

    assert pair in {each.pair for each in signals_of(entry(raw), SignalKind.KEV)}


def test_every_product_of_the_csaf_documents_yields_its_pair(reports):
    for report in reports:
        found = {each.pair: each for each in signals_of(report)}
        for row in report.products:
            pair = vendor_key(row["vendor"]), product_key(row["product"], row["vendor"])

            assert row in found[pair].products
            assert found[pair].confidence == Confidence.CERTAIN


def test_most_range_texts_of_the_csaf_documents_are_understood(documents):
    texts = [text for each in documents.values()
             for branch in each["product_tree"]["branches"] for text in versions_of(branch)]  # fmt: skip
    different = sorted(set(texts))
    unread = [text for text in different if read_range(text) is None]
    share = 1 - len(unread) / len(different)
    print(f"\n{share:.1%} of {len(different)} texts, "
          f"{1 - sum(map(texts.count, unread)) / len(texts):.1%} of {len(texts)} branches")  # fmt: skip

    assert share > 0.88
    # What is left names other things than versions.
    assert [text for text in unread if text.lower().startswith("vers:")] == []


def test_documents_retold_by_another_source_meet_their_own_only(reports):
    """The same documents as a second source would tell them; expected by the raw lists alone."""
    ours = {each.identity: Facts("csaf", frozenset(each.cves), numbers_in(each.identity))
            for each in reports}  # fmt: skip
    assert all(each.numbers for each in ours.values())

    for name, each in ours.items():
        retold = Facts("other", each.cves)
        met = {other for other, facts in ours.items() if same_event(retold, facts)}
        expected = {
            other
            for other, facts in ours.items()
            if 2 * len(facts.cves & each.cves) >= len(facts.cves | each.cves)
        }
        assert name in met
        assert met - expected == set() or len(each.cves) <= 3
        assert [other for other in ours if same_event(each, ours[other])] == []


def test_a_day_of_the_kev_as_one_list_is_none_of_its_entries(kev):
    days: dict[str, list[str]] = {}
    for each in kev:
        days.setdefault(each["dateAdded"], []).append(each["cveID"])
    long = {day: cves for day, cves in days.items() if len(set(cves)) > 8}
    assert long

    for day, cves in long.items():
        whole = Facts("msrc", frozenset(cves))
        assert [cve for cve in cves if same_event(Facts("kev", frozenset({cve})), whole)] == [], day


def test_no_kev_entry_meets_a_document_that_names_other_cves(kev, reports):
    known = {each["cveID"] for each in kev}
    apart = [each for each in reports if not known.intersection(each.cves)]
    facts = [Facts("csaf", frozenset(each.cves), numbers_in(each.identity)) for each in apart]

    assert facts
    for cve in known:
        single = Facts("kev", frozenset({cve}))
        assert not any(same_event(single, each) for each in facts)
