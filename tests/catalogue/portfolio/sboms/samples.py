"""Small bills of materials, written by hand: one product in each way of writing."""

from __future__ import annotations

import json

from catalogue.portfolio.sboms.parts import Part

PARTS = (
    Part("openssl", "OpenSSL Foundation", "3.0.7", "pkg:generic/openssl@3.0.7",
         "cpe:2.3:a:openssl:openssl:3.0.7:*:*:*:*:*:*:*"),
    Part("log4j-core", "", "2.17.1", "pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1"),
    Part("zonder-alles"),
)  # fmt: skip

CYCLONEDX = json.dumps({
    "bomFormat": "CycloneDX", "specVersion": "1.5",
    "metadata": {"component": {"type": "application", "name": "Loketbalie", "version": "12.2"}},
    "components": [
        {"type": "library", "name": "openssl", "version": "3.0.7",
         "supplier": {"name": "OpenSSL Foundation"}, "purl": "pkg:generic/openssl@3.0.7",
         "cpe": "cpe:2.3:a:openssl:openssl:3.0.7:*:*:*:*:*:*:*",
         "components": [
             {"type": "library", "group": "org.apache.logging.log4j", "name": "log4j-core",
              "version": "2.17.1", "author": "Een Persoon",
              "purl": "pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1"}]},
        {"type": "library", "name": "zonder-alles"},
        {"type": "library", "name": "zonder-alles"},
        {"type": "library", "version": "1"},
        "geen component",
    ],
}).encode()  # fmt: skip

CYCLONEDX_XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1">
  <metadata><component type="application"><name>Loketbalie</name></component></metadata>
  <components>
    <component type="library"><supplier><name>OpenSSL Foundation</name></supplier>
      <name>openssl</name><version>3.0.7</version>
      <cpe>cpe:2.3:a:openssl:openssl:3.0.7:*:*:*:*:*:*:*</cpe><purl>pkg:generic/openssl@3.0.7</purl>
      <components><component type="library"><author>Een Persoon</author><name>log4j-core</name>
        <version>2.17.1</version>
        <purl>pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1</purl></component></components>
    </component>
    <component type="library"><name>zonder-alles</name></component>
  </components>
</bom>"""

SPDX = json.dumps({
    "spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "documentDescribes": ["SPDXRef-root"],
    "packages": [
        {"SPDXID": "SPDXRef-root", "name": "Loketbalie", "versionInfo": "12.2"},
        {"SPDXID": "SPDXRef-1", "name": "openssl", "versionInfo": "3.0.7",
         "supplier": "Organization: OpenSSL Foundation (info@openssl.example)",
         "externalRefs": [
             {"referenceCategory": "SECURITY", "referenceType": "cpe23Type",
              "referenceLocator": "cpe:2.3:a:openssl:openssl:3.0.7:*:*:*:*:*:*:*"},
             {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
              "referenceLocator": "pkg:generic/openssl@3.0.7"}]},
        {"SPDXID": "SPDXRef-2", "name": "log4j-core", "versionInfo": "2.17.1",
         "supplier": "Person: Een Persoon", "originator": "NOASSERTION",
         "externalRefs": [
             {"referenceCategory": "PACKAGE_MANAGER", "referenceType": "purl",
              "referenceLocator": "pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1"}]},
        {"SPDXID": "SPDXRef-3", "name": "zonder-alles", "versionInfo": "NOASSERTION"},
    ],
}).encode()  # fmt: skip

SPDX_TAGS = b"""SPDXVersion: SPDX-2.2
DataLicense: CC0-1.0
SPDXID: SPDXRef-DOCUMENT
CreatorComment: <text>Gemaakt met de hand.
PackageName: dit is geen pakket
</text>
Relationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-root

PackageName: Loketbalie
SPDXID: SPDXRef-root

PackageName: openssl
SPDXID: SPDXRef-1
PackageVersion: 3.0.7
PackageSupplier: Organization: OpenSSL Foundation (info@openssl.example)
ExternalRef: SECURITY cpe23Type cpe:2.3:a:openssl:openssl:3.0.7:*:*:*:*:*:*:*
ExternalRef: PACKAGE-MANAGER purl pkg:generic/openssl@3.0.7

PackageName: log4j-core
SPDXID: SPDXRef-2
PackageVersion: 2.17.1
PackageSupplier: Person: Een Persoon
ExternalRef: PACKAGE-MANAGER purl pkg:maven/org.apache.logging.log4j/log4j-core@2.17.1

FileName: ./README
SPDXID: SPDXRef-File

PackageName: zonder-alles
SPDXID: SPDXRef-3
"""
