"""CVE records of format 5.x: what the CNA says, and what authorised publishers (ADP) add."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qrc.advisories.severity import highest, scored
from qrc.advisories.values import Report, in_short
from qrc.feeds.kinds.cpe_names import common
from qrc.feeds.kinds.nvd_record import CVE, named
from qrc.feeds.kinds.seam import Problem
from qrc.feeds.kinds.times import moment
from qrc.feeds.models import Source

SCORES = {"cvssV2_0": "2.0", "cvssV3_0": "3.0", "cvssV3_1": "3.1", "cvssV4_0": "4.0"}
MOST_PRODUCTS, MOST_VERSIONS = 2000, 50
UNKNOWN = ("", "n/a", "unspecified", "unknown")


def items_of(data: Any) -> list[Any] | None:
    """One record, a list of them, or a mapping that holds such a list."""
    if _is_record(data):
        return [data]
    if isinstance(data, dict):
        data = data.get("cveRecords")
    if isinstance(data, list) and data and all(_is_record(each) for each in data):
        return data
    return None


def _is_record(data: Any) -> bool:
    return isinstance(data, dict) and data.get("dataType") == "CVE_RECORD"


def reports(source: Source, items: list[Any]) -> list[Report]:
    found = []
    for number, each in enumerate(items, start=1):
        try:
            found.append(_report(source, each))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Problem(
                "malformed", _("CVE-record %(n)s is ongeldig.") % {"n": number}
            ) from error
    return found


def _report(source: Source, record: dict[str, Any]) -> Report:
    about, containers = record["cveMetadata"], record["containers"]
    cve, state = about["cveId"], str(about["state"])
    if not CVE.fullmatch(cve):
        raise ValueError(cve)
    cna = containers["cna"]
    parts = [cna, *(containers.get("adp") or [])]
    text = _text(cna.get("descriptions") or cna.get("rejectedReasons") or [])
    scores = [score for part in parts for score in _scores(part, cve)]
    products = [each for part in parts for each in _products(part)][:MOST_PRODUCTS]
    return Report(
        identity=cve,
        title=str(cna.get("title") or "").strip() or named(cve, products),
        summary=text,
        action="\n".join(
            each for name in ("solutions", "workarounds") if (each := _text(cna.get(name) or []))
        ),
        severity=highest(scores),
        scores=scores,
        cves=[cve],
        products=products,
        references=[
            {"title": str(each.get("name") or "")[:200], "url": str(each["url"])}
            for part in parts
            for each in (part.get("references") or [])[:30]
            if each.get("url")
        ],
        link=f"https://www.cve.org/CVERecord?id={cve}",
        exploited=any(_says_exploited(part) for part in parts),
        tlp=source.tlp,
        published_at=moment(str(about.get("datePublished") or "")),
        updated_at=moment(str(about.get("dateRejected") or about.get("dateUpdated") or "")),
        withdrawn=state == "REJECTED",
    )


def _text(said: list[dict[str, Any]]) -> str:
    english = [each for each in said if str(each.get("lang", "")).lower().startswith("en")]
    return str((english or said or [{}])[0].get("value") or "").strip()


def _scores(part: dict[str, Any], cve: str) -> Iterator[dict[str, Any]]:
    by = str((part.get("providerMetadata") or {}).get("shortName") or "")
    for metric in part.get("metrics") or []:
        for name, version in SCORES.items():
            if not isinstance(metric.get(name), dict):
                continue
            data = metric[name]
            found = scored(
                version=str(data.get("version") or version), score=data.get("baseScore"),
                vector=str(data.get("vectorString") or ""), cve=cve, source=by,
            )  # fmt: skip
            if found:
                yield found


def _says_exploited(part: dict[str, Any]) -> bool:
    """CISA adds its list, and SSVC's "Exploitation: active", as metrics of another kind."""
    others = [metric.get("other") or {} for metric in part.get("metrics") or []]
    for other in others:
        content = other.get("content")
        if other.get("type") == "kev":
            return True
        options = content.get("options") or [] if isinstance(content, dict) else []
        if any(isinstance(o, dict) and o.get("Exploitation") == "active" for o in options):
            return True
    return False


def _products(part: dict[str, Any]) -> Iterator[dict[str, str]]:
    for each in part.get("affected") or []:
        said = each.get("versions") or []
        hit = [one for one in said if str(one.get("status", "affected")) == "affected"]
        default = str(each.get("defaultStatus") or "unknown")
        if said and not hit and default != "affected":
            continue
        product = _named(each.get("product")) or _named(each.get("packageName"))
        row = {
            "vendor": _named(each.get("vendor")), "product": product,
            "versions": _versions(hit, said, default),
            "status": "known_affected" if hit or default == "affected" else "under_investigation",
        }  # fmt: skip
        more = {
            "cpe": common([str(cpe) for cpe in each.get("cpes") or []]),
            "purl": str(each.get("packageURL") or ""),
            "scheme": next((str(one["versionType"]) for one in hit if one.get("versionType")), ""),
        }
        if row["vendor"] or row["product"]:
            yield row | {name: value for name, value in more.items() if value}


def _named(value: Any) -> str:
    text = str(value or "").strip()
    return "" if text.lower() in UNKNOWN else text


def _versions(hit: list[dict[str, Any]], said: list[dict[str, Any]], default: str) -> str:
    if not hit and default == "affected" and said:
        return in_short([text for each in said if (text := _exception(each))], MOST_VERSIONS)
    return in_short([text for each in hit if (text := _range(each))], MOST_VERSIONS)


def _exception(safe: dict[str, Any]) -> str:
    """What is affected where everything is but this: up to where the safe versions begin. Of a
    safe range in the middle nothing is said: rather one warning too many."""
    upper = safe.get("lessThan") or safe.get("lessThanOrEqual")
    if not upper:
        return f"!= {safe['version']}"
    return f"< {safe['version']}" if upper == "*" else ""


def _range(each: dict[str, Any]) -> str:
    """ ">= 7.0.0 < 7.0.14", "<= 3.1", or one version; "0" and "*" stand for no bound."""
    start = str(each.get("version") or "").strip()
    below, upto = (str(each.get(name) or "").strip() for name in ("lessThan", "lessThanOrEqual"))
    if start.lower() in ("n/a", "unspecified", "*"):
        start = ""
    if not below and not upto:
        return start
    low = f">= {start} " if start and start != "0" else ""
    if (below or upto) == "*":
        return low.strip()
    return f"{low}< {below}" if below else f"{low}<= {upto}"
