"""The kind `json`: EUVD, JSON Feed and CVE records, recognised by what they hold. All invented."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from qrc.advisories.models import Advisory
from tests.qrc.feeds.writing import counts, poll_again

pytestmark = pytest.mark.django_db
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


@pytest.fixture
def turn(feeds, follow):
    source = follow("/lijst.json", "json")

    def turn(data: Any) -> tuple[str, int, int, int, int]:
        feeds.serve("/lijst.json", data if isinstance(data, str) else json.dumps(data))
        return counts(poll_again(source))

    return turn


def euvd(n: int = 1, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"EUVD-2026-{n}", "description": f"A flaw in VPN {n}. It is bad.",
        "datePublished": "Apr 15, 2026, 8:30:58 PM", "dateUpdated": "May 1, 2026, 10:00:00 AM",
        "baseScore": 9.8, "baseScoreVersion": "3.1", "baseScoreVector": VECTOR,
        "references": "https://poortwacht.example/1\nhttps://poortwacht.example/2\n",
        "aliases": f"CVE-2026-{n:05}\nGHSA-xxxx-xxxx-xxxx\n", "assigner": "poortwacht", "epss": 0.4,
        "enisaIdProduct": [
            {"id": "a", "product": {"name": "VPN"}, "product_version": "7.0 <7.2"},
            {"id": "b", "product": {"name": "VPN"}, "product_version": "8.0 <8.1"},
        ],
        "enisaIdVendor": [{"id": "c", "vendor": {"name": "PoortWacht"}}],
    } | fields  # fmt: skip


def test_euvd_item_in_full(turn):
    assert turn([euvd(7)]) == ("ok", 1, 0, 0, 0)

    found = Advisory.objects.get()
    assert (found.identity, found.title) == ("EUVD-2026-7", "CVE-2026-00007: PoortWacht VPN")
    assert (found.severity, found.cves, found.exploited) == ("critical", ["CVE-2026-00007"], False)
    assert found.products == [{"vendor": "PoortWacht", "product": "VPN",
                               "versions": "7.0 <7.2, 8.0 <8.1", "status": "known_affected"}]  # fmt: skip
    assert [each["url"] for each in found.references] == [
        "https://poortwacht.example/1", "https://poortwacht.example/2",
    ]  # fmt: skip
    assert found.published_at == datetime(2026, 4, 15, 20, 30, 58, tzinfo=UTC)
    assert [(s["version"], s["score"], s["source"]) for s in found.scores] == [
        ("3.1", 9.8, "poortwacht")
    ]


def test_euvd_search_reply_unscored_and_exploited(turn):
    bare = {"baseScore": -1.0, "baseScoreVersion": "", "baseScoreVector": ""}
    rows = [euvd(1, **bare), euvd(2, **bare, exploitedSince="May 1, 2026, 12:00:00 AM")]

    assert turn({"items": rows, "total": 2}) == ("ok", 2, 0, 0, 0)
    assert list(Advisory.objects.order_by("identity").values_list("severity", "exploited")) == [
        ("unknown", False), ("high", True),
    ]  # fmt: skip
    assert turn([]) == ("ok", 0, 0, 0, 0)
    assert Advisory.objects.standing().count() == 2


def record(n: int = 1, **fields: Any) -> dict[str, Any]:
    about = {"cveId": f"CVE-2026-{n:05}", "state": "PUBLISHED",
             "datePublished": "2026-05-01T00:00:00.000Z",
             "dateUpdated": "2026-05-02T00:00:00.000Z"} | fields.pop("about", {})  # fmt: skip
    cna = {
        "title": f"Lek {n}", "providerMetadata": {"shortName": "poortwacht"},
        "descriptions": [{"lang": "nl", "value": "Een lek."}, {"lang": "en", "value": "A flaw."}],
        "solutions": [{"lang": "en", "value": "Update."}],
        "references": [{"url": "https://poortwacht.example/1", "name": "Bulletin"}],
        "metrics": [{"cvssV3_1": {"version": "3.1", "baseScore": 6.5, "vectorString": ""}}],
        "affected": [{
            "vendor": "PoortWacht", "product": "VPN", "defaultStatus": "unaffected",
            "cpes": ["cpe:2.3:a:poortwacht:vpn:7.0:*:*:*:*:*:*:*",
                     "cpe:2.3:a:poortwacht:vpn:7.1:*:*:*:*:*:*:*"],
            "versions": [
                {"version": "7.0.0", "status": "affected", "lessThan": "7.0.14", "versionType": "semver"},
                {"version": "0", "status": "affected", "lessThanOrEqual": "6.4"},
                {"version": "8.0", "status": "unaffected"},
            ],
        }],
    } | fields.pop("cna", {})  # fmt: skip
    return {"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": about,
            "containers": {"cna": cna, "adp": fields.pop("adp", [])}}  # fmt: skip


def test_cve_record_in_full(turn):
    adp = [{
        "providerMetadata": {"shortName": "CISA-ADP"},
        "metrics": [{"cvssV4_0": {"version": "4.0", "baseScore": 9.3, "vectorString": ""}},
                    {"other": {"type": "ssvc", "content": {"options": [{"Exploitation": "active"}]}}}],
        "affected": [{"vendor": "n/a", "packageName": "vpn-lib", "packageURL": "pkg:npm/vpn-lib",
                      "defaultStatus": "affected",
                      "versions": [{"version": "9.1", "status": "unaffected", "lessThanOrEqual": "*"}]}],
    }]  # fmt: skip
    assert turn(record(7, adp=adp)) == ("ok", 1, 0, 0, 0)

    found = Advisory.objects.get()
    assert (found.identity, found.title, found.summary, found.action) == (
        "CVE-2026-00007", "Lek 7", "A flaw.", "Update.",
    )  # fmt: skip
    assert (found.severity, found.exploited) == ("critical", True)
    assert [(s["version"], s["score"], s["source"]) for s in found.scores] == [
        ("3.1", 6.5, "poortwacht"), ("4.0", 9.3, "CISA-ADP"),
    ]  # fmt: skip
    assert found.products == [
        {"vendor": "PoortWacht", "product": "VPN", "versions": ">= 7.0.0 < 7.0.14, <= 6.4",
         "status": "known_affected", "cpe": "cpe:2.3:a:poortwacht:vpn:*:*:*:*:*:*:*:*",
         "scheme": "semver"},
        {"vendor": "", "product": "vpn-lib", "versions": "< 9.1", "status": "known_affected",
         "purl": "pkg:npm/vpn-lib"},
    ]  # fmt: skip


def test_rejected_record_is_a_withdrawal_and_absence_is_none(turn):
    assert turn([record(1), record(2)]) == ("ok", 2, 0, 0, 0)
    gone = record(1, about={"state": "REJECTED", "dateRejected": "2026-05-03T00:00:00Z"},
                  cna={"descriptions": [], "rejectedReasons": [{"lang": "en", "value": "Dupe."}]})  # fmt: skip

    assert turn({"cveRecords": [gone]}) == ("ok", 0, 0, 0, 1)
    assert list(Advisory.objects.standing().values_list("identity", flat=True)) == [
        "CVE-2026-00002"
    ]


def feed(*items: dict[str, Any]) -> dict[str, Any]:
    return {"version": "https://jsonfeed.org/version/1.1", "title": "CERT", "items": list(items)}


def test_json_feed_item_is_followed_through_its_changes(turn):
    first = {"id": "urn:1", "url": "https://cert.example/1", "title": "Lek in VPN",
             "content_html": f"<p>Werk bij.</p><p>CVE-2026-00001 {VECTOR}</p>",
             "date_published": "2026-05-01T10:00:00Z"}  # fmt: skip
    assert turn(feed(first)) == ("ok", 1, 0, 0, 0)
    found = Advisory.objects.get()
    assert (found.identity, found.severity, found.cves) == ("urn:1", "critical", ["CVE-2026-00001"])

    later = first | {"title": "Lek in VPN en Beheer", "date_modified": "2026-05-02T10:00:00Z"}
    assert turn(feed(later)) == ("ok", 0, 0, 1, 0)
    assert turn(feed()) == ("ok", 0, 0, 0, 0)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('{"a": 1}', "herkennen"), ("[7]", "herkennen"), ("7", "herkennen"),
        ('[{"id": "EUVD-1"}, {"id": "CVE-2"}]', "herkennen"), ('[{"id": ', "geen geldige JSON"),
        ('{"version": "https://jsonfeed.org/version/1.1"}', "geen lijst"),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": [{}]}', "geen id"),
        ('{"dataType": "CVE_RECORD"}', "CVE-record 1 is ongeldig"),
        ('[{"id": "EUVD-1", "enisaIdProduct": [7]}]', "Item 1 is ongeldig"),
    ],
)  # fmt: skip
def test_what_it_does_not_know_is_said_in_dutch(body, error, feeds, follow):
    source = follow("/lijst.json", "json")
    feeds.serve("/lijst.json", body)
    result = poll_again(source)

    assert result.status == "failed"
    assert error in result.error
    assert Advisory.objects.count() == 0
