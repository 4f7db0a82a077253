"""Feeds and documents as a publisher would write them; all invented."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from qrc.feeds.models import Source
from qrc.feeds.services import Result, poll


def poll_again(source: Source, seconds: float | None = None) -> Result:
    """Poll as another process would: with what the database knows."""
    return poll(Source.objects.get(pk=source.pk), seconds=seconds)


def counts(result: Result) -> tuple[str, int, int, int, int]:
    return (result.status, result.new, result.escalated, result.changed, result.withdrawn)


def item(n: int = 1, **fields: str) -> dict[str, str]:
    return {
        "title": f"Lek in PoortWacht {n}",
        "link": f"https://cert.example/{n}",
        "guid": f"urn:cert:{n}",
        "pubDate": "Fri, 01 May 2026 10:00:00 GMT",
        "description": f"Werk PoortWacht {n} bij.",
    } | fields


def rss(*items: dict[str, str], head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    inner = "".join(
        "<item>"
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in each.items())
        + "</item>"
        for each in items
    )
    return (
        f'{head}<rss version="2.0"><channel><title>CERT</title>'
        f"<link>https://cert.example/</link><description>x</description>{inner}</channel></rss>"
    )


def atom(title: str, updated: str, summary: str = "Werk bij.") -> str:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>CERT</title>'
        "<id>urn:cert</id><updated>2026-05-01T10:00:00Z</updated><entry><id>urn:cert:1</id>"
        f'<title>{title}</title><link href="https://cert.example/1"/><updated>{updated}</updated>'
        f"<summary>{summary}</summary></entry></feed>"
    )


def kev(*entries: dict[str, str], **fields: Any) -> str:
    return json.dumps({"title": "KEV", "count": len(entries), "vulnerabilities": entries} | fields)


def vulnerability(n: int = 1, **fields: str) -> dict[str, str]:
    return {
        "cveID": f"CVE-2026-{n:05}",
        "vendorProject": "PoortWacht",
        "product": f"VPN {n}",
        "vulnerabilityName": f"Lek {n}",
        "dateAdded": "2026-05-01",
        "shortDescription": "Een lek.",
        "requiredAction": "Werk bij.",
        "dueDate": "2026-05-22",
        "knownRansomwareCampaignUse": "Unknown",
        "notes": "https://a.example/1 ; https://b.example/2",
    } | fields


def csaf(n: int = 1, version: str = "1", **more: Any) -> dict[str, Any]:
    """A small CSAF document; `document` and `tracking` in `more` are merged into their place."""
    released = f"2026-05-{int(version.partition('.')[0]):02}T00:00:00Z"
    tracking = {
        "id": f"VB-2026-{n:04}",
        "status": "final",
        "version": version,
        "initial_release_date": "2026-05-01T00:00:00Z",
        "current_release_date": released,
        "revision_history": [{"date": released, "number": version, "summary": "Update"}],
    } | more.pop("tracking", {})
    document = {
        "category": "csaf_security_advisory",
        "csaf_version": "2.0",
        "title": f"Lek {n}",
        "publisher": {
            "category": "coordinator",
            "name": "CERT",
            "namespace": "https://cert.example",
        },
        "notes": [{"category": "summary", "text": "Een lek in de VPN."}],
        "tracking": tracking,
    } | more.pop("document", {})
    branches = [
        {"category": "vendor", "name": "PoortWacht", "branches": [
            {"category": "product_name", "name": "VPN", "branches": [
                {"category": "product_version_range", "name": "<2.1",
                 "product": {"name": "VPN <2.1", "product_id": "P1"}},
                {"category": "product_version", "name": "2.1",
                 "product": {"name": "VPN 2.1", "product_id": "P2"}},
            ]},
        ]},
    ]  # fmt: skip
    threat = {
        "cve": f"CVE-2026-{n:05}",
        "product_status": {"known_affected": ["P1"], "fixed": ["P2"]},
        "scores": [{"products": ["P1"], "cvss_v3": {"version": "3.1", "baseScore": 7.5,
                    "vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"}}],
        "remediations": [{"category": "mitigation", "details": "Zet de VPN uit."},
                         {"category": "vendor_fix", "details": "Werk bij naar 2.1."}],
    } | more.pop("threat", {})  # fmt: skip
    return {
        "document": document,
        "product_tree": {"branches": branches},
        "vulnerabilities": [threat],
    } | more
