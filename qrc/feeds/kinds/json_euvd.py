"""The European Vulnerability Database (ENISA): its lists and the replies of its search."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _

from qrc.advisories.enums import Severity
from qrc.advisories.severity import at_least, highest, scored
from qrc.advisories.values import Report
from qrc.feeds.kinds.nvd_record import CVE, named
from qrc.feeds.kinds.seam import Problem
from qrc.feeds.kinds.times import moment
from qrc.feeds.models import Source

NUMBER = "EUVD-"
DAYS = ("%b %d, %Y, %I:%M:%S %p", "%b %d, %Y, %H:%M:%S")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def items_of(data: Any) -> list[Any] | None:
    rows = data.get("items") if isinstance(data, dict) and "total" in data else data
    if isinstance(data, dict) and str(data.get("id", "")).startswith(NUMBER):
        rows = [data]
    if not isinstance(rows, list):
        return None
    is_ours = all(isinstance(r, dict) and str(r.get("id", "")).startswith(NUMBER) for r in rows)
    return rows if is_ours else None


def reports(source: Source, items: list[Any]) -> list[Report]:
    found = []
    for number, each in enumerate(items, start=1):
        try:
            found.append(_report(source, each))
        except (AttributeError, KeyError, TypeError) as error:
            raise Problem("malformed", _("Item %(n)s is ongeldig.") % {"n": number}) from error
    return found


def _report(source: Source, row: dict[str, Any]) -> Report:
    aliases = str(row.get("aliases") or "").split()
    cves = [each for each in aliases if CVE.fullmatch(each)]
    scores = _scores(row, cves)
    exploited, products = bool(row.get("exploitedSince")), _products(row)
    severity = highest(scores)
    text = str(row.get("description") or "").strip()
    return Report(
        identity=row["id"],
        title=named(cves[0] if cves else row["id"], products),
        summary=text,
        severity=at_least(severity, Severity.HIGH) if exploited else severity,
        scores=scores,
        cves=cves,
        products=products,
        references=[{"title": "", "url": url} for url in str(row.get("references") or "").split()],
        link=f"https://euvd.enisa.europa.eu/vulnerability/{row['id']}",
        exploited=exploited,
        tlp=source.tlp,
        published_at=day_of(row.get("datePublished")),
        updated_at=day_of(row.get("dateUpdated")),
        withdrawn=text.lower().startswith(("** reject", "rejected reason", "**reject")),
    )


def _scores(row: dict[str, Any], cves: list[str]) -> list[dict[str, Any]]:
    score, vector = row.get("baseScore"), str(row.get("baseScoreVector") or "")
    if isinstance(score, int | float) and score <= 0 and not vector:
        # What nobody scored is written as nothing or less.
        return []
    found = scored(
        version=str(row.get("baseScoreVersion") or "3.1"), score=score, vector=vector,
        cve=cves[0] if len(cves) == 1 else "", source=str(row.get("assigner") or "EUVD"),
    )  # fmt: skip
    return [found] if found else []


def _products(row: dict[str, Any]) -> list[dict[str, str]]:
    vendors = [str((each.get("vendor") or {}).get("name") or "").strip()
               for each in row.get("enisaIdVendor") or []]  # fmt: skip
    vendor = next((each for each in vendors if each and each.lower() != "n/a"), "")
    grouped: dict[str, list[str]] = {}
    for each in row.get("enisaIdProduct") or []:
        name = str((each.get("product") or {}).get("name") or "").strip()
        version = str(each.get("product_version") or "").strip()
        versions = grouped.setdefault(name, [])
        if version and version.lower() != "n/a" and version not in versions:
            versions.append(version)
    return [
        {"vendor": vendor, "product": name, "versions": ", ".join(versions),
         "status": "known_affected"}
        for name, versions in grouped.items()
        if name and name.lower() != "n/a"
    ]  # fmt: skip


def day_of(text: Any) -> datetime | None:
    """A time as EUVD writes it ("Apr 15, 2025, 8:30:58 PM", UTC), or an ISO one."""
    words = " ".join(str(text or "").split())
    if words[:3] in MONTHS:
        # strptime's %b follows the locale of the process; the number does not.
        words = f"{MONTHS.index(words[:3]) + 1:02}{words[3:]}"
        for form in DAYS:
            try:
                return datetime.strptime(words, form.replace("%b", "%m")).replace(tzinfo=UTC)
            except ValueError:
                continue
        return None
    return moment(words)
