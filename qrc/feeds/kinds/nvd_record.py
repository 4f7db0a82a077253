"""One record of NVD's API 2.0 as a report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

from catalogue.suppliers.cpe import spoken, written
from qrc.advisories.severity import highest, scored
from qrc.advisories.values import Report
from qrc.feeds.kinds.seam import Problem
from qrc.feeds.kinds.times import moment

CVE = re.compile(r"CVE-\d{4}-\d{4,19}")
METRICS = {"cvssMetricV2": "2.0", "cvssMetricV30": "3.0", "cvssMetricV31": "3.1",
           "cvssMetricV40": "4.0"}  # fmt: skip
BOUNDS = (("versionStartIncluding", ">="), ("versionStartExcluding", ">"),
          ("versionEndIncluding", "<="), ("versionEndExcluding", "<"))  # fmt: skip
NVD_SOURCE = "nvd@nist.gov"
MOST_PRODUCTS, LONGEST_TITLE = 2000, 200


@dataclass(frozen=True, slots=True)
class Record:
    """A report, and since when CISA lists it as exploited (as NVD copies it)."""

    report: Report
    listed_at: datetime | None


def record_of(number: int, row: Any) -> Record:
    """The record in place `number` of a page; Problem when it has not NVD's form."""
    try:
        return _record(row["cve"])
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Problem("malformed", _("Item %(n)s is ongeldig.") % {"n": number}) from error


def _record(cve: dict[str, Any]) -> Record:
    identity = cve["id"]
    if not CVE.fullmatch(identity):
        raise ValueError(identity)
    text = _description(cve)
    scores = [each for each in _scores(cve, identity) if each is not None]
    listed, due = _day(cve.get("cisaExploitAdd")), _day(cve.get("cisaActionDue"))
    report = Report(
        identity=identity,
        title=titled(identity, text),
        summary=text,
        action=str(cve.get("cisaRequiredAction") or ""),
        severity=highest(scores),
        scores=scores,
        cves=[identity],
        products=_products(cve),
        references=[
            {"title": ", ".join(each.get("tags") or [])[:200], "url": str(each["url"])}
            for each in (cve.get("references") or [])[:30]
            if each.get("url")
        ],
        link=f"https://nvd.nist.gov/vuln/detail/{identity}",
        exploited=listed is not None,
        due_on=due,
        published_at=moment(str(cve["published"])),
        updated_at=moment(str(cve["lastModified"])),
        withdrawn=str(cve.get("vulnStatus", "")).casefold() == "rejected",
    )
    since = datetime.combine(listed, time(), tzinfo=UTC) if listed else None
    return Record(report, since)


def titled(identity: str, text: str) -> str:
    """A title for what has none: its number and its first sentence."""
    first = re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
    if len(first) > LONGEST_TITLE:
        first = first[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return f"{identity}: {first}" if first else identity


def named(identity: str, products: Sequence[Mapping[str, str]]) -> str:
    """A title of facts alone, for a source whose own words we may not be free to show."""
    first = (
        " ".join(filter(None, (products[0]["vendor"], products[0]["product"]))) if products else ""
    )
    return f"{identity}: {first}" if first else identity


def _description(cve: dict[str, Any]) -> str:
    said = {each["lang"]: each["value"] for each in cve.get("descriptions") or []}
    return str(said.get("en") or next(iter(said.values()), "")).strip()


def _scores(cve: dict[str, Any], identity: str) -> Iterator[dict[str, Any] | None]:
    metrics = cve.get("metrics") or {}
    for name, version in METRICS.items():
        for each in metrics.get(name) or []:
            data = each.get("cvssData") or {}
            source = str(each.get("source") or "")
            score = scored(
                version=str(data.get("version") or version), score=data.get("baseScore"),
                vector=str(data.get("vectorString") or ""), cve=identity,
                source="NVD" if source == NVD_SOURCE else source,
            )  # fmt: skip
            yield score | {"type": str(each.get("type") or "")} if score else None


def _products(cve: dict[str, Any]) -> list[dict[str, str]]:
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for match in _matches(cve):
        name = written(str(match.get("criteria") or ""))
        if not match.get("vulnerable") or not name:
            continue
        vendor, product, versions = spoken(name[1]), spoken(name[2]), _range(match, name[3])
        found.setdefault(
            (vendor, product, versions),
            {"vendor": vendor, "product": product, "versions": versions,
             "status": "known_affected", "cpe": str(match["criteria"])},
        )  # fmt: skip
    return list(found.values())[:MOST_PRODUCTS]


def _matches(cve: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for configuration in cve.get("configurations") or []:
        for node in configuration.get("nodes") or []:
            if not node.get("negate"):
                yield from node.get("cpeMatch") or []


def _range(match: dict[str, Any], version: str) -> str:
    """The range as text, ">= 7.0.0, < 7.0.14", or the one version; "" for every version."""
    bounds = [f"{sign} {match[name]}" for name, sign in BOUNDS if match.get(name)]
    return ", ".join(bounds) or spoken(version)


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text or "")[:10])
    except ValueError:
        return None
