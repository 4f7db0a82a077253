"""NVD's API 2.0: what changed in a window of time, page after page, at NVD's own pace.

A window spans 120 days at most and a page 2,000 records; without a key five questions are allowed
in thirty seconds. After each page the place is kept, so that a poll that is killed goes on there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.kit.http import Reply
from qrc.advisories.models import Advisory
from qrc.advisories.values import Report
from qrc.feeds.kinds.json_body import loaded
from qrc.feeds.kinds.nvd_record import Record, record_of
from qrc.feeds.kinds.seam import FeedKind, Payload, Problem, Reading
from qrc.feeds.kinds.times import moment
from qrc.feeds.models import Source

PAGE = 2000
LONGEST = timedelta(days=120)
FIRST = timedelta(days=30)
"""How far back the first poll looks; what was published before it and is new to us is history."""
SLOW, FAST = 6.0, 0.6
"""Seconds between two questions without and with a key."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where we are: the window that is read, the first record still to come, and how far back
    news goes."""

    start: datetime
    end: datetime
    index: int
    horizon: datetime

    def cursor(self) -> dict[str, Any]:
        return {
            "start": self.start.isoformat(), "end": self.end.isoformat(), "index": self.index,
            "horizon": self.horizon.isoformat(),
        }  # fmt: skip

    def next_window(self, now: datetime) -> Place:
        """The window that follows. NVD shows changes of the last minutes late, so it overlaps."""
        start = self.end - timedelta(minutes=10)
        return Place(start, min(start + LONGEST, now), 0, self.horizon)

    def address(self, url: str) -> str:
        question = {
            "lastModStartDate": _nvd_time(self.start), "lastModEndDate": _nvd_time(self.end),
            "resultsPerPage": PAGE, "startIndex": self.index,
        }  # fmt: skip
        glue = "&" if urlsplit(url).query else "?"
        return f"{url}{glue}{urlencode(question)}"


def place_of(cursor: Mapping[str, Any], now: datetime) -> Place:
    """A window half read goes on; one that was read to its end (index 0) makes way for the next."""
    start, end = (moment(str(cursor.get(name, ""))) for name in ("start", "end"))
    index = cursor.get("index")
    if start is None or end is None or not isinstance(index, int) or end > now + timedelta(days=1):
        return Place(now - FIRST, now, 0, now - FIRST)
    place = Place(start, end, index, moment(str(cursor.get("horizon", ""))) or start)
    return place if index else place.next_window(now)


class Nvd(FeedKind):
    name = "nvd"
    label = gettext_lazy("NVD (API 2.0)")

    def asks(self, source: Source) -> Sequence[str]:
        return (place_of(source.cursor, datetime.now(UTC)).address(source.url),)

    def headers(self, source: Source) -> Mapping[str, str]:
        return {"apiKey": settings.NVD_API_KEY} if settings.NVD_API_KEY else {}

    def pause(self, source: Source) -> float:
        return source.pause_seconds or (FAST if settings.NVD_API_KEY else SLOW)

    def can_be_unchanged(self, source: Source) -> bool:
        """Every question is another one."""
        return False

    def read(self, payload: Payload) -> Iterator[Reading]:
        now = datetime.now(UTC)
        reply = payload.reply
        place = _asked_for(reply, place_of(payload.source.cursor, now))
        before = 0
        while True:
            records, total = _page(reply, place.index)
            news, history = _parted(payload.source, records, place.horizon)
            # A record that is touched meanwhile leaves the window, and all after it move up.
            moved = max(0, before - total)
            after = max(0, place.index - moved) if moved else place.index + len(records)
            is_last = not moved and after >= total
            before = 0 if is_last else total
            place = replace(place, index=0 if is_last else after)
            is_over = is_last and place.end >= now - timedelta(minutes=10)
            yield Reading(news, history=history, cursor=place.cursor(), more=not is_over)
            if is_over:
                return
            if payload.is_time_up():
                yield Reading((), notes=[_("Nog niet alles gelezen; we gaan zo verder.")],
                              unfinished=True)  # fmt: skip
                return
            place = place.next_window(now) if is_last else place
            reply = _asked(payload, place)


def _asked_for(reply: Reply, place: Place) -> Place:
    """The window of the question that was answered: it was put a moment ago."""
    said = parse_qs(urlsplit(reply.url).query)
    start, end = (moment(said.get(f"lastMod{name}Date", [""])[0]) for name in ("Start", "End"))
    return replace(place, start=start or place.start, end=end or place.end)


def _asked(payload: Payload, place: Place) -> Reply:
    reply = payload.fetch(place.address(payload.source.url))
    if reply.status != 200:
        message = _("De bron antwoordt met code %(n)s.") % {"n": reply.status}
        raise Problem(f"http-{reply.status}", message)
    return reply


def _page(reply: Reply, index: int) -> tuple[list[Record], int]:
    """The records of a page and how many the window holds; Problem when it is no such page."""
    data = loaded(reply.body)
    rows = data.get("vulnerabilities") if isinstance(data, dict) else None
    total = data.get("totalResults") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not isinstance(total, int) or isinstance(total, bool):
        raise Problem("malformed", _("Dit is geen antwoord van de NVD-API 2.0."))
    if not rows and total > index:
        raise Problem("truncated", _("De NVD belooft nog items, maar geeft er geen."))
    return [record_of(number, row) for number, row in enumerate(rows, start=1)], total


def _parted(
    source: Source, records: Sequence[Record], horizon: datetime
) -> tuple[list[Report], list[Report]]:
    """News, and history: records from before our time that were touched and that we never saw."""
    old = [
        each.report
        for each in records
        if each.report.published_at and each.report.published_at < horizon
        and (each.listed_at is None or each.listed_at < horizon)
    ]  # fmt: skip
    rows = Advisory.objects.filter(source=source, identity__in=[each.identity for each in old])
    known = set(rows.values_list("identity", flat=True))
    history = [each for each in old if each.identity not in known]
    unknown = {each.identity for each in history}
    return [each.report for each in records if each.report.identity not in unknown], history


def _nvd_time(at: datetime) -> str:
    """As NVD reads it: extended ISO 8601 with milliseconds; without an offset it is UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}"


KIND = Nvd()
