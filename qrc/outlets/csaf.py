"""A warning as a CSAF 2.0 document. Pure: an advisory and its revisions in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from cvss import CVSS2, CVSS3
from cvss.exceptions import CVSSError

from qrc.advisories.cleaning import clean, web_address
from qrc.advisories.enums import Tlp
from qrc.advisories.models import Advisory
from qrc.advisories.text import words_of
from qrc.alerts.cap import Telling

Values = dict[str, Any]
CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,}")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{2})?")
LABELS = {Tlp.CLEAR: "WHITE", Tlp.GREEN: "GREEN"}
"""CSAF 2.0 knows the first version of the traffic light protocol."""
STATUSES = (
    "first_affected", "first_fixed", "fixed", "known_affected", "known_not_affected",
    "last_affected", "recommended", "under_investigation",
)  # fmt: skip
KINDS = {
    "new": "New", "escalated": "More severe", "changed": "Changed", "withdrawn": "Withdrawn",
}  # fmt: skip
MOST_PRODUCTS, MOST_REFERENCES = 500, 100


def csaf(
    advisory: Advisory, history: Sequence[Telling], *, namespace: str, page: str, own: str
) -> Values:
    """The document; `history` oldest first. ValueError above TLP:GREEN.

    `namespace` is the publisher's address, `page` that of the warning, `own` of this document.
    """
    if advisory.tlp not in LABELS:
        raise ValueError(f"{advisory.tlp} goes into no CSAF document")
    found: Values = {"document": _document(advisory, history, namespace, page, own)}
    if advisory.withdrawn_at is None:
        products = _products(advisory)
        if products:
            found["product_tree"] = {"full_product_names": [each for each, _s in products]}
        if vulnerabilities := _vulnerabilities(advisory, products):
            found["vulnerabilities"] = vulnerabilities
    return clean(found)  # type: ignore[no-any-return]


def _document(
    advisory: Advisory, history: Sequence[Telling], namespace: str, page: str, own: str
) -> Values:
    title = advisory.title.strip() or advisory.identity
    document: Values = {
        "category": "csaf_base",
        "csaf_version": "2.0",
        "title": f"Withdrawn: {title}" if advisory.withdrawn_at else title,
        "publisher": {
            "category": "coordinator", "name": "VlaVirGem QRC", "namespace": namespace,
        },
        "tracking": _tracking(advisory, history),
        "distribution": {
            "text": f"TLP:{advisory.tlp}", "tlp": {"label": LABELS[Tlp(advisory.tlp)]},
        },
        "aggregate_severity": {"text": advisory.severity},
        "notes": _notes(advisory),
        "references": _references(advisory, page, own),
    }  # fmt: skip
    if LANGUAGE.fullmatch(advisory.language):
        document["lang"] = advisory.language
    return document


def _tracking(advisory: Advisory, history: Sequence[Telling]) -> Values:
    return {
        "id": f"QRC-{advisory.pk}",
        "status": "final",
        "version": str(history[-1].number),
        "initial_release_date": _moment(history[0].at),
        "current_release_date": _moment(history[-1].at),
        "revision_history": [
            {"number": str(each.number), "date": _moment(each.at), "summary": KINDS[each.kind]}
            for each in history
        ],
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _notes(advisory: Advisory) -> list[Values]:
    source = advisory.source
    licence = source.licence or "All rights with the source."
    notes = [
        {
            "category": "legal_disclaimer", "title": "Source",
            "text": f"{source.publisher or source.name}: {advisory.identity}. {licence}",
        },
    ]  # fmt: skip
    if advisory.withdrawn_at:
        notes.append({"category": "general", "text": "The source withdrew this warning."})
    elif summary := words_of(advisory).summary:
        notes.append({"category": "summary", "text": summary})
    return notes


def _references(advisory: Advisory, page: str, own: str) -> list[Values]:
    found = [
        {"category": "self", "summary": "This document", "url": own},
        {"category": "self", "summary": "The warning in VlaVirGem", "url": page},
    ]
    others = [{"title": "The source's message", "url": advisory.link}, *advisory.references]
    for each in others[:MOST_REFERENCES]:
        if url := web_address(str(each.get("url") or "")):
            said = str(each.get("title") or "").strip() or url
            found.append({"category": "external", "summary": said, "url": url.replace(" ", "%20")})
    return found


def _products(advisory: Advisory) -> list[tuple[Values, str]]:
    """Each product once, with its status."""
    found: dict[tuple[str, str], tuple[Values, str]] = {}
    for each in advisory.products[:MOST_PRODUCTS]:
        parts = (str(each.get(name) or "") for name in ("vendor", "product", "versions"))
        name = " ".join(" ".join(parts).split())
        status = each.get("status") if each.get("status") in STATUSES else "known_affected"
        if name and (name, str(status)) not in found:
            product = {"product_id": f"QRCPID-{len(found) + 1:04}", "name": name}
            found[name, str(status)] = (product, str(status))
    return list(found.values())


def _vulnerabilities(advisory: Advisory, products: Sequence[tuple[Values, str]]) -> list[Values]:
    cves = [each for each in dict.fromkeys(advisory.cves) if CVE.fullmatch(each)]
    shared = _shared(advisory, products)
    affected = [product["product_id"] for product, _status in products]
    if not cves:
        own = {"ids": [{"system_name": advisory.source.name, "text": advisory.identity}]}
        return [own | _scores(advisory, "", affected, alone=True) | shared]
    alone = len(cves) == 1
    return [{"cve": cve} | _scores(advisory, cve, affected, alone=alone) | shared for cve in cves]


def _shared(advisory: Advisory, products: Sequence[tuple[Values, str]]) -> Values:
    shared: Values = {}
    if products:
        statuses: dict[str, list[str]] = {}
        for product, status in products:
            statuses.setdefault(status, []).append(product["product_id"])
        shared["product_status"] = statuses
    if advisory.exploited or advisory.ransomware:
        known = "Known ransomware use" if advisory.ransomware else "Known to be exploited"
        shared["threats"] = [{"category": "exploit_status", "details": known}]
    action = words_of(advisory).action
    if action and products:
        shared["remediations"] = [
            {
                "category": "mitigation", "details": action,
                "product_ids": [product["product_id"] for product, _status in products],
            }
        ]  # fmt: skip
    return shared


def _scores(advisory: Advisory, cve: str, products: list[str], *, alone: bool) -> Values:
    """The highest CVSS 2 and the highest CVSS 3 of one vulnerability; CSAF 2.0 has no room for 4."""
    best: dict[str, Values] = {}
    for score in sorted(advisory.scores, key=lambda each: -float(each.get("score") or 0)):
        if score.get("cve") not in (cve, "", None) or (not score.get("cve") and not alone):
            continue
        block = _block(str(score.get("version") or ""), str(score.get("vector") or ""))
        if block:
            best.setdefault(*block)
    return {"scores": [{"products": products} | best]} if best and products else {}


def _block(version: str, vector: str) -> tuple[str, Values] | None:
    """Worked out from the vector, as the standard asks; None without a valid one."""
    try:
        if version.startswith("2"):
            score = float(CVSS2(vector).base_score)
            return "cvss_v2", {"version": "2.0", "vectorString": vector, "baseScore": score}
        if version.startswith("3"):
            read = CVSS3(vector)
            return "cvss_v3", {
                "version": vector[5:8], "vectorString": vector,
                "baseScore": float(read.base_score), "baseSeverity": read.severities()[0].upper(),
            }  # fmt: skip
    except CVSSError:
        return None
    return None
