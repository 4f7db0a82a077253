"""JSON Feed 1.1 (jsonfeed.org/version/1.1): the items of a feed, by the source's identity policy."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from qrc.advisories.severity import highest, scores_in
from qrc.advisories.values import Report
from qrc.feeds.kinds.rss import CVE, GONE, plain
from qrc.feeds.kinds.rss_identity import Item, hashed, identified
from qrc.feeds.kinds.seam import Problem
from qrc.feeds.kinds.times import moment
from qrc.feeds.models import Source

VERSION = "https://jsonfeed.org/version/"


def items_of(data: Any) -> list[Any] | None:
    if isinstance(data, dict) and str(data.get("version", "")).startswith(VERSION):
        if not isinstance(data.get("items"), list):
            raise Problem("malformed", _("Deze JSON Feed heeft geen lijst van items."))
        return list(data["items"])
    return None


def reports(source: Source, items: list[Any]) -> list[Report]:
    found = []
    for number, each in enumerate(items, start=1):
        if not isinstance(each, dict) or not (each.get("id") or each.get("url")):
            raise Problem(
                "malformed", _("Item %(n)s is ongeldig: het heeft geen id.") % {"n": number}
            )
        found.append(_item(source, each))
    return identified(source, found)


def _item(source: Source, each: dict[str, Any]) -> Item:
    bodies = [plain(str(each.get(name) or "")) for name in ("content_html", "summary")]
    bodies.append(str(each.get("content_text") or ""))
    text = max(bodies, key=len)
    link = str(each.get("url") or each.get("external_url") or "")
    title = plain(str(each.get("title") or "")) or link or str(each["id"])[:200]
    scores = scores_in(text, source=source.name)
    report = Report(
        identity="",
        title=title,
        summary=text,
        severity=highest(scores),
        scores=scores,
        cves=list(dict.fromkeys(cve.upper() for cve in CVE.findall(f"{title} {text}"))),
        link=link,
        tlp=source.tlp,
        language=str(each.get("language") or source.language)[:2],
        published_at=moment(str(each.get("date_published") or "")),
        updated_at=moment(str(each.get("date_modified") or "")),
        withdrawn=bool(GONE.match(title)),
    )
    mark = hashed(report.link, GONE.sub("", report.title))
    return Item(report, guid=str(each.get("id") or ""), number="", mark=mark)
