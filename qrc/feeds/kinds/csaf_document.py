"""One CSAF document as a report (CSAF 2.0, and what 2.1 adds)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from qrc.advisories.enums import Tlp
from qrc.advisories.ordering import version_key
from qrc.advisories.severity import highest, scored
from qrc.advisories.values import Report, in_short
from qrc.feeds.kinds.cpe_names import common, common_purl
from qrc.feeds.kinds.json_body import loaded
from qrc.feeds.kinds.seam import Problem
from qrc.feeds.kinds.times import moment

CVE = re.compile(r"CVE-\d{4}-\d{4,19}")
GONE_CATEGORIES = ("csaf_withdrawn", "csaf_superseded")
GONE = re.compile(r"\b(withdrawn|withdraws?|retracted|ingetrokken)\b", re.IGNORECASE)
GONE_TITLE = re.compile(
    r"^\W*(withdrawn|retracted|ingetrokken)\b|\((withdrawn|ingetrokken)\)", re.IGNORECASE
)
AFFECTED = ("known_affected", "first_affected", "last_affected", "under_investigation")
TLPS = {"WHITE": Tlp.CLEAR} | {str(each): each for each in Tlp}
SCORES = {"cvss_v2": "2.0", "cvss_v3": "3.1", "cvss_v4": "4.0"}
MOST_PRODUCTS, MOST_VERSIONS = 400, 50


class Named(NamedTuple):
    """A product of the tree, as its branches name it and as its helper identifies it."""

    vendor: str
    product: str
    version: str
    cpe: str = ""
    purl: str = ""


def report_of(body: bytes) -> Report | None:
    """The report of a document, None for a draft; Problem when it is no CSAF document."""
    data = _loaded(body)
    try:
        return _report(data)
    except (AttributeError, KeyError, TypeError, IndexError) as error:
        raise Problem("malformed", _("Dit document heeft niet de vorm van CSAF.")) from error


def _report(data: dict[str, Any]) -> Report | None:
    document, tracking = data["document"], data["document"]["tracking"]
    if tracking["status"] == "draft":
        return None
    threats = [each for each in data.get("vulnerabilities") or [] if isinstance(each, dict)]
    scores = _scores(threats, str(document["publisher"].get("name", "")))
    return Report(
        identity=f"{document['publisher']['namespace'].rstrip('/')} {tracking['id'].strip()}",
        title=document["title"],
        summary=_summary(document, threats),
        action=_action(threats),
        severity=highest(scores),
        scores=scores,
        cves=[each for each in dict.fromkeys(_cve(each) for each in threats) if each],
        products=_products(data, threats),
        references=[
            {"title": str(each.get("summary", ""))[:200], "url": str(each["url"])}
            for each in (document.get("references") or [])[:30]
            if each.get("url")
        ],
        link=_link(document),
        exploited=_exploited(threats),
        tlp=_tlp(document),
        language=str(document.get("lang") or "en")[:2],
        source_version=tracking["version"],
        published_at=moment(tracking["initial_release_date"]),
        updated_at=moment(tracking["current_release_date"]),
        withdrawn=_withdrawn(document, tracking),
    )


def _loaded(body: bytes) -> dict[str, Any]:
    data = loaded(body)
    try:
        document = data["document"]
        tracking = document["tracking"]
        present = (
            document["title"], document["category"], document["publisher"]["namespace"],
            tracking["id"], tracking["version"], tracking["status"],
            tracking["initial_release_date"], tracking["current_release_date"],
        )  # fmt: skip
    except KeyError as error:
        raise Problem(
            "malformed", _("Dit is geen CSAF-document: %(what)s ontbreekt.") % {"what": error}
        ) from error
    except TypeError as error:
        raise Problem("malformed", _("Dit document heeft niet de vorm van CSAF.")) from error
    if not all(isinstance(each, str) and each for each in present):
        raise Problem("malformed", _("Dit is geen CSAF-document: een verplicht veld is leeg."))
    return data


def _cve(threat: dict[str, Any]) -> str:
    found = str(threat.get("cve") or "")
    return found if CVE.fullmatch(found) else ""


def _scores(threats: list[dict[str, Any]], publisher: str) -> list[dict[str, Any]]:
    """The score of each vulnerability by each version, the highest when products differ."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for threat in threats:
        for name, said in _score_objects(threat):
            version = str(said.get("version") or SCORES[name])
            score = scored(
                version=version, score=said.get("baseScore"), cve=_cve(threat), source=publisher,
                vector=str(said.get("vectorString") or ""),
            )  # fmt: skip
            key = (_cve(threat) or str(threat.get("title", "")), version)
            if score and (key not in found or found[key]["score"] < score["score"]):
                found[key] = score
    return list(found.values())


def _score_objects(threat: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    holders = [*(threat.get("scores") or [])]
    # CSAF 2.1 renamed them and put them one level deeper.
    holders += [each.get("content") or {} for each in threat.get("metrics") or []]
    for holder in holders:
        for name in SCORES:
            if isinstance(holder.get(name), dict):
                yield name, holder[name]


def _summary(document: dict[str, Any], threats: list[dict[str, Any]]) -> str:
    """The publisher's own summary; else what it says about each vulnerability."""
    own = _notes(document, ("summary", "description"))
    return (
        own
        or "\n\n".join(
            _notes(each, ("summary", "description", "details")) for each in threats[:5]
        ).strip()
    )


def _notes(holder: dict[str, Any], categories: tuple[str, ...]) -> str:
    """The notes of the first category that has any."""
    notes = [each for each in holder.get("notes") or [] if each.get("text")]
    for category in categories:
        found = [str(each["text"]).strip() for each in notes if each.get("category") == category]
        if found:
            return "\n\n".join(dict.fromkeys(found))
    return ""


def _action(threats: list[dict[str, Any]]) -> str:
    order = ("vendor_fix", "mitigation", "workaround", "fix_planned", "none_available")
    said: dict[str, None] = {}
    for category in order:
        for threat in threats:
            for each in threat.get("remediations") or []:
                if each.get("category") == category and each.get("details"):
                    said[str(each["details"]).strip()] = None
        if said:
            break
    return "\n".join(list(said)[:10])


def _products(data: dict[str, Any], threats: list[dict[str, Any]]) -> list[dict[str, str]]:
    tree = data.get("product_tree") or {}
    named: dict[str, Named] = {}
    for branch in tree.get("branches") or []:
        _walk(branch, "", "", named)
    for product in tree.get("full_product_names") or []:
        name = Named("", str(product.get("name", "")), "", *_helped(product))
        named.setdefault(str(product.get("product_id")), name)
    for relation in tree.get("relationships") or []:
        whole = relation.get("full_product_name") or {}
        bare = Named("", str(whole.get("name", "")), "", *_helped(whole))
        part = named.get(str(relation.get("product_reference")), bare)
        named.setdefault(str(whole.get("product_id")), part)
    status = _statuses(threats)
    grouped: dict[tuple[str, str, str], list[Named]] = {}
    for number, each in named.items():
        if status and number not in status:
            continue
        state = status.get(number, "known_affected")
        grouped.setdefault((each.vendor, each.product, state), []).append(each)
    return [_product(*key, parts) for key, parts in list(grouped.items())[:MOST_PRODUCTS]]


def _product(vendor: str, product: str, state: str, parts: list[Named]) -> dict[str, str]:
    """The versions of one product on one row, as they came, `vers:` ranges too."""
    versions = list(dict.fromkeys(each.version for each in parts if each.version))
    row = {
        "vendor": vendor, "product": product, "versions": in_short(versions, MOST_VERSIONS),
        "status": state,
    }  # fmt: skip
    more = {
        "cpe": common([each.cpe for each in parts if each.cpe]),
        "purl": common_purl([each.purl for each in parts if each.purl]),
    }
    return row | {name: value for name, value in more.items() if value}


def _helped(product: dict[str, Any]) -> tuple[str, str]:
    """The CPE and the package URL of a product (2.1 lists several of the latter)."""
    helper = product.get("product_identification_helper")
    helper = helper if isinstance(helper, dict) else {}
    purls = helper.get("purls") or [helper.get("purl") or ""]
    return str(helper.get("cpe") or ""), str(purls[0])


def _walk(branch: dict[str, Any], vendor: str, product: str, named: dict[str, Named]) -> None:
    name, category = str(branch.get("name", "")), branch.get("category")
    if category == "vendor":
        vendor = name
    elif category in ("product_name", "product_family"):
        product = name if category == "product_name" or not product else product
    if leaf := branch.get("product"):
        version = name if category in ("product_version", "product_version_range") else ""
        name = product or str(leaf.get("name", ""))
        named[str(leaf.get("product_id"))] = Named(vendor, name, version, *_helped(leaf))
    for child in branch.get("branches") or []:
        _walk(child, vendor, product, named)


def _statuses(threats: list[dict[str, Any]]) -> dict[str, str]:
    """Products some vulnerability touches; those only listed as fixed or safe are left out."""
    return {
        str(number): state
        for threat in threats
        for state in AFFECTED
        for number in (threat.get("product_status") or {}).get(state) or []
    }


def _exploited(threats: list[dict[str, Any]]) -> bool:
    said = [
        str(each.get("details", ""))
        for threat in threats
        for each in threat.get("threats") or []
        if each.get("category") == "exploit_status"
    ]
    # CSAF 2.1 knows a field for it.
    dated = any(threat.get("first_known_exploitation_dates") for threat in threats)
    return dated or any(_says_exploited(each) for each in said)


def _says_exploited(text: str) -> bool:
    """Whether a free text says so: "Exploited:Yes" of Microsoft, or a sentence that denies nothing."""
    text = text.lower()
    if field := re.search(r"\bexploited\s*:\s*(yes|no)\b", text):
        return field[1] == "yes"
    if re.search(r"\b(no|not|none|never|geen|niet|unaware)\b[^.;]*(exploit|misbruik)", text):
        return False
    return bool(
        re.search(
            r"\bexploited\b|exploitation (is |was )?(active|detected|observed)|actief misbruik",
            text,
        )
    )


def _tlp(document: dict[str, Any]) -> str:
    label = str(((document.get("distribution") or {}).get("tlp") or {}).get("label", "WHITE"))
    # An unknown label is treated as the strictest: never wider than meant.
    return TLPS.get(label.upper(), Tlp.RED)


def _link(document: dict[str, Any]) -> str:
    own = [each for each in document.get("references") or [] if each.get("category") == "self"]
    pages = [str(each.get("url", "")) for each in own]
    readable = [url for url in pages if not url.endswith(".json")]
    return (readable or pages or [""])[0]


def _withdrawn(document: dict[str, Any], tracking: dict[str, Any]) -> bool:
    if document["category"] in GONE_CATEGORIES or GONE_TITLE.search(document["title"]):
        return True
    history = [each for each in tracking.get("revision_history") or [] if isinstance(each, dict)]
    newest = max(history, key=_place, default={})
    return bool(GONE.search(str(newest.get("summary", ""))))


def _place(revision: dict[str, Any]) -> tuple[str, tuple[int, ...]]:
    return str(revision.get("date", "")), version_key(str(revision.get("number", "")))
