from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.utils import timezone
from referencing import Registry
from referencing.jsonschema import DRAFT7

from qrc.outlets.csaf import csaf
from qrc.outlets.telling import document, history_of
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
PRODUCTS = [
    {"vendor": "PoortWacht", "product": "PoortWacht VPN", "versions": "7.2.0 – 7.2.8"},
    {"vendor": "PoortWacht", "product": "PoortWacht VPN", "versions": "7.2.9", "status": "fixed"},
]


def rich(**fields: Any) -> Any:
    plain = {
        "source": make.source(licence="CC BY 4.0", publisher="CERT Proef"),
        "summary": "Wie de VPN openstelt, loopt gevaar.", "action": "Werk bij.",
        "severity": "critical", "exploited": True, "products": PRODUCTS,
        "cves": ["CVE-2026-10432"], "link": "https://bron.example/een",
        "scores": [
            {"version": "3.1", "score": 9.8, "rating": "critical", "vector": VECTOR, "cve": ""},
            {"version": "4.0", "score": 9.3, "rating": "critical", "vector": "", "cve": ""},
        ],
        "references": [{"title": "", "url": "https://bron.example/twee"}, {"title": "x", "url": "y"}],
    }  # fmt: skip
    made = make.advisory(**plain | fields)
    make.revision(made)
    make.revision(made, kind="escalated")
    return made


def check(found: dict[str, Any]) -> None:
    """What the standard asks beyond its schema (section 6.1), for what we write."""
    tracking = found["document"]["tracking"]
    numbers = [each["number"] for each in tracking["revision_history"]]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    assert tracking["version"] == numbers[-1]
    dates = [each["date"] for each in tracking["revision_history"]]
    assert [tracking["initial_release_date"], tracking["current_release_date"]] == [
        min(dates), max(dates),
    ]  # fmt: skip
    names = found.get("product_tree", {}).get("full_product_names", [])
    known = [each["product_id"] for each in names]
    assert len(known) == len(set(known))
    cves = [each["cve"] for each in found.get("vulnerabilities", []) if "cve" in each]
    assert len(cves) == len(set(cves))
    for each in found.get("vulnerabilities", []):
        used = [one for ids in each.get("product_status", {}).values() for one in ids]
        assert sorted(used) == sorted(set(used) & set(known))
        for score in each.get("scores", []):
            assert set(score["products"]) <= set(known)
        assert re.fullmatch(r"CVE-\d{4}-\d{4,}", each.get("cve", "CVE-2026-0001"))


SORTS: tuple[dict[str, Any], ...] = (
    {},
    {"products": [], "cves": [], "scores": []},
    {"cves": ["CVE-2026-1", "CVE-2026-10001", "CVE-2026-10002", "CVE-2026-10001"]},
    {"withdrawn_at": timezone.now(), "tlp": "GREEN"},
    {"title": " ", "language": "??", "products": [{"vendor": "", "product": ""}, *PRODUCTS * 2]},
    {"scores": [{"version": "3.1", "score": 5, "vector": "onzin", "cve": ""}, {"version": "2.0",
     "score": 7.5, "vector": "AV:N/AC:L/Au:N/C:P/I:P/A:P", "cve": "CVE-2026-10432"}]},
)  # fmt: skip


@pytest.mark.parametrize("sort", SORTS)
def test_what_we_write_holds_by_our_own_checks(sort):
    check(document(rich(**sort)))


def test_a_rich_warning_says_all_it_knows():
    advisory = rich()
    found = document(advisory)

    (vulnerability,) = found["vulnerabilities"]
    assert vulnerability == {
        "cve": "CVE-2026-10432",
        "scores": [
            {
                "products": ["QRCPID-0001", "QRCPID-0002"],
                "cvss_v3": {
                    "version": "3.1", "vectorString": VECTOR, "baseScore": 9.8,
                    "baseSeverity": "CRITICAL",
                },
            }
        ],
        "product_status": {"known_affected": ["QRCPID-0001"], "fixed": ["QRCPID-0002"]},
        "threats": [{"category": "exploit_status", "details": "Known to be exploited"}],
        "remediations": [
            {
                "category": "mitigation", "details": "Werk bij.",
                "product_ids": ["QRCPID-0001", "QRCPID-0002"],
            }
        ],
    }  # fmt: skip
    told = found["document"]
    assert told["publisher"]["category"] == "coordinator"
    assert told["tracking"]["id"] == f"QRC-{advisory.pk}"
    assert [each["summary"] for each in told["tracking"]["revision_history"]] == [
        "New", "More severe",
    ]  # fmt: skip
    assert told["distribution"] == {"text": "TLP:CLEAR", "tlp": {"label": "WHITE"}}
    assert [each["category"] for each in told["references"]] == [
        "self", "self", "external", "external",
    ]  # fmt: skip


def test_nothing_above_green_and_no_words_without_a_licence():
    with pytest.raises(ValueError, match="no CSAF"):
        document(rich(tlp="AMBER"))
    said = json.dumps(document(rich(source=make.source(shows_text=False))))
    assert "Wie de VPN" not in said
    assert "Werk bij" not in said


@pytest.mark.parametrize("sort", SORTS)
def test_documents_validate_against_the_standards_schema(sort, real_data: Path):
    folder = real_data / "schemas" / "csaf"
    parts = [json.loads(each.read_text()) for each in folder.glob("cvss-*.json")]
    named = {(part.get("$id") or part["id"]).partition("?")[0]: part for part in parts}
    registry: Registry[Any] = Registry().with_resources(
        [
            # Two are of draft 4, of which they use nothing that draft 7 reads otherwise.
            (name, DRAFT7.create_resource({**part, "$id": name}))
            for name, part in named.items()
        ]
    )
    schema = json.loads((folder / "csaf_json_schema.json").read_text())
    validator = jsonschema.Draft202012Validator(
        schema, registry=registry, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )

    validator.validate(document(rich(**sort)))


def test_builder_asks_the_database_nothing(django_assert_num_queries):
    advisory = rich()
    history = history_of(advisory)
    with django_assert_num_queries(0):
        csaf(advisory, history, namespace="https://a.example", page="https://a.example/1",
             own="https://a.example/2")  # fmt: skip
