"""RSS and Atom through feedparser, which is only ever given bytes we fetched ourselves."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import feedparser
import nh3
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qrc.advisories.enums import RANK, Severity
from qrc.advisories.severity import highest, scores_in
from qrc.advisories.values import Report
from qrc.feeds.kinds.rss_identity import Item, hashed, identified
from qrc.feeds.kinds.seam import FeedKind, Payload, Problem, Reading
from qrc.feeds.kinds.times import parsed_moment
from qrc.feeds.kinds.tombstones import buried
from qrc.feeds.kinds.xml_prolog import has_entities, is_whole
from qrc.feeds.models import Source

CVE = re.compile(r"CVE-\d{4}-\d{4,19}", re.IGNORECASE)
# NCSC-2026-0289 [1.01] [H/H] Titel: number, version, chance and damage.
NCSC = re.compile(r"^(NCSC-\d{4}-\d+)\s*\[([\d.]+)\]\s*\[([LMH])/([LMH])\]\s*(.+)$")
GONE = re.compile(
    r"^\W*(withdrawn|retracted|rejected|ingetrokken|retir[ée]|zur[üu]ckgezogen)\b\W*", re.IGNORECASE
)
CHANCE = {"L": Severity.LOW, "M": Severity.MEDIUM, "H": Severity.HIGH}


class Rss(FeedKind):
    name = "rss"
    label = gettext_lazy("RSS of Atom")

    def read(self, payload: Payload) -> Iterator[Reading]:
        entries = _entries(payload)
        reports = identified(payload.source, [_item(payload.source, each) for each in entries])
        yield Reading([*reports, *buried(payload.source, payload.reply.body)])


def _entries(payload: Payload) -> list[Any]:
    """The items of a feed that is one, and whole. A feed with small faults (`bozo`) is still read."""
    body = payload.reply.body
    if has_entities(body):
        raise Problem("entities", _("De feed legt zelf entiteiten vast; dat lezen we niet."))
    headers = {
        "content-type": payload.reply.headers.get("content-type", ""),
        "content-location": payload.reply.url,
    }
    feed = feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=True, resolve_relative_uris=True
    )
    entries = [each for each in feed.entries if each.get("title") or each.get("link")]
    if not feed.get("version") and not entries:
        raise Problem("not-a-feed", _("Dit is geen RSS- of Atom-feed."))
    if feed.bozo and not is_whole(body):
        raise Problem("truncated", _("De feed breekt halverwege af."))
    return entries


def _item(source: Source, entry: Any) -> Item:
    title = plain(entry.get("title") or entry.get("link") or "")
    text = _text(entry)
    version, severity, number = "", str(Severity.UNKNOWN), ""
    if ncsc := NCSC.match(title):
        number, version = ncsc[1], ncsc[2]
        severity = str(CHANCE[min(ncsc[3], ncsc[4], key="LMH".index)])
    scores = scores_in(text, source=source.name)
    link = str(entry.get("link") or "")
    report = Report(
        identity="",
        title=title,
        summary=text,
        severity=max(severity, highest(scores), key=RANK.__getitem__),
        scores=scores,
        cves=list(dict.fromkeys(each.upper() for each in CVE.findall(f"{title} {text}"))),
        link=link,
        tlp=source.tlp,
        language=source.language,
        source_version=version,
        published_at=parsed_moment(entry.get("published_parsed")),
        # Not entry.get: feedparser would quietly give the publication time instead.
        updated_at=parsed_moment(dict.get(entry, "updated_parsed")),
        withdrawn=bool(GONE.match(title)),
    )
    # The mark of a message stays when a publisher writes "withdrawn" before its title.
    mark = hashed(report.link, GONE.sub("", report.title))
    return Item(report, guid=str(entry.get("id") or ""), number=number, mark=mark)


def _text(entry: Any) -> str:
    bodies = [each.get("value", "") for each in entry.get("content", [])]
    return plain(max([entry.get("summary") or "", *bodies], key=len))


def plain(html: str) -> str:
    """The words of a piece of HTML, a line per paragraph."""
    broken = re.sub(r"<(?:br|/p|/li|/div|/h\d)[^>]*>", "\n", html, flags=re.IGNORECASE)
    text = unescape(nh3.clean(broken, tags=set(), clean_content_tags={"script", "style"}))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


KIND = Rss()
