from __future__ import annotations

import json

import pytest

from catalogue.portfolio.enums import SbomFormat
from catalogue.portfolio.sboms import parts
from catalogue.portfolio.sboms.parts import NoBill
from catalogue.portfolio.sboms.reading import read_bill
from tests.catalogue.portfolio.sboms import samples

BOMB = b"""<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component><name>&b;</name></component>
</components></bom>"""


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (samples.CYCLONEDX, SbomFormat.CYCLONEDX),
        (samples.CYCLONEDX_XML, SbomFormat.CYCLONEDX),
        (samples.SPDX, SbomFormat.SPDX),
        (samples.SPDX_TAGS, SbomFormat.SPDX),
        (b"\xef\xbb\xbf" + samples.SPDX, SbomFormat.SPDX),
        (samples.CYCLONEDX.decode().encode("utf-16"), SbomFormat.CYCLONEDX),
    ],
)
def test_every_way_of_writing_gives_the_same_parts(content, form):
    found = read_bill(content)

    assert found.format == form
    assert sorted(found.parts, key=lambda p: p.name) == sorted(samples.PARTS, key=lambda p: p.name)


def test_a_document_that_describes_all_it_holds_keeps_all():
    document = json.loads(samples.SPDX)
    document["documentDescribes"] = [each["SPDXID"] for each in document["packages"]]

    found = read_bill(json.dumps(document).encode())

    assert [p.name for p in found.parts] == ["Loketbalie", "openssl", "log4j-core", "zonder-alles"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "leeg"),
        (b"  \n", "leeg"),
        (b"naam;versie\nLoketbalie;12", "geen SBOM die we herkennen"),
        (b"%PDF-1.7", "geen SBOM die we herkennen"),
        (b"\xff\x00\xd8", "geen tekst in UTF-8"),
        (b"{", "regel 1"),
        (b'{"a": 1}', "bomFormat"),
        (b'{"a":' * 100_000, "te diep genest"),
        (b'{"bomFormat": "CycloneDX"}', "geen enkele component"),
        (b'{"bomFormat": "CycloneDX", "components": {"name": "x"}}', "geen enkele component"),
        (b'{"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"}', "SPDX-3"),
        (b'{"spdxVersion": "SPDX-3.0"}', "SPDX-3.0"),
        (b"SPDXVersion: SPDX-1.2\nPackageName: x", "SPDX-1.2"),
        (b"<bom>", "regel 1"),
        (b"<html><body>Niet gevonden</body></html>", "geen CycloneDX"),
        (BOMB, "DOCTYPE"),
        (BOMB.decode().encode("utf-16"), "DOCTYPE"),
    ],
)
def test_what_is_no_bill_says_why(content, why):
    with pytest.raises(NoBill) as refused:
        read_bill(content)

    assert why in refused.value.messages[0]


def test_a_bill_may_not_be_too_large(monkeypatch):
    monkeypatch.setattr(parts, "MOST_PARTS", 2)
    with pytest.raises(NoBill, match="3 componenten"):
        read_bill(samples.CYCLONEDX)

    with pytest.raises(NoBill, match="20 MB"):
        read_bill(b"{" + b" " * parts.MOST_BYTES)


def test_nested_components_are_found_however_deep():
    deep: dict = {"name": "bodem"}
    for number in range(200):
        deep = {"name": f"laag {number}", "components": [deep]}
    found = read_bill(json.dumps({"bomFormat": "CycloneDX", "components": [deep]}).encode())

    assert len(found.parts) == 201


def test_words_that_a_database_refuses_are_cleaned():
    document = {"bomFormat": "CycloneDX", "components": [
        {"name": "a\x00b", "version": "v" * 100, "purl": ["x"], "supplier": {"name": None}}]}  # fmt: skip

    (found,) = read_bill(json.dumps(document).encode()).parts

    assert (found.name, found.version, found.purl, found.vendor) == ("ab", "v" * 60, "", "")
