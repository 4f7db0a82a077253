"""FIRST's EPSS: the chance that a CVE is exploited within thirty days.

It makes no advisories: it tells more about the CVEs that others report. The bulk file is CSV,
packed with gzip, whose first line names the model and the day; the API answers JSON in pages.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.kit.http.bodies import read_body
from qrc.advisories.cve_facts import Chance, known_cves
from qrc.feeds.kinds.json_body import loaded
from qrc.feeds.kinds.seam import FeedKind, Payload, Problem, Reading

GZIP = b"\x1f\x8b"
HEAD = ["cve", "epss", "percentile"]
BATCH = 90
"""CVEs asked for at once: the API takes two thousand characters of them."""
LARGEST = 4


class Epss(FeedKind):
    name = "epss"
    label = gettext_lazy("EPSS (kans op misbruik; verrijkt andere bronnen)")

    def read(self, payload: Payload) -> Iterator[Reading]:
        body = unpacked(payload.reply.body)
        known = known_cves()
        if body.lstrip()[:1] == b"{":
            yield from _asked(payload, body, known)
            return
        chances = [each for each in _rows(body) if each.cve in known]
        yield Reading((), chances=chances, notes=[_counted(chances)])


def unpacked(body: bytes) -> bytes:
    """A file that is itself packed: opened piece by piece, as far as we take a feed at all."""
    if not body.startswith(GZIP):
        return body
    # Half a million short rows pack well; the cap on what comes over the line is the poller's.
    return read_body([body], "gzip", LARGEST * settings.QRC_MAX_BYTES)


def _rows(body: bytes) -> Iterator[Chance]:
    try:
        lines = body.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise Problem("malformed", _("De EPSS-lijst is geen UTF-8.")) from error
    about = dict(
        part.split(":", 1) for part in lines[0].lstrip("#").split(",") if ":" in part
    ) if lines else {}  # fmt: skip
    day = _day(about.get("score_date", ""))
    if len(lines) < 2 or day is None or lines[1].strip().split(",") != HEAD:
        raise Problem("malformed", _("Dit is geen EPSS-lijst: modelversie, dag of kop ontbreekt."))
    if not body.endswith(b"\n"):
        raise Problem("truncated", _("De EPSS-lijst breekt halverwege af."))
    for number, row in enumerate(csv.reader(lines[2:]), start=3):
        yield _chance(number, dict(zip(HEAD, row, strict=False)), day)


def _asked(payload: Payload, body: bytes, known: set[str]) -> Iterator[Reading]:
    """The API's answer, and after it the CVEs we know that it did not name."""
    found = _of_api(body)
    yield Reading((), chances=[each for each in found if each.cve in known], more=True)
    left = sorted(known - {each.cve for each in found}, reverse=True)
    if urlsplit(payload.source.url).query:
        left = []
    for start in range(0, len(left), BATCH):
        if payload.is_time_up():
            break
        question = urlencode({"cve": ",".join(left[start : start + BATCH]), "limit": BATCH})
        reply = payload.fetch(f"{payload.source.url}?{question}")
        if reply.status != 200:
            message = _("De bron antwoordt met code %(n)s.") % {"n": reply.status}
            raise Problem(f"http-{reply.status}", message)
        yield Reading((), chances=_of_api(reply.body), more=True)
    yield Reading(())


def _of_api(body: bytes) -> list[Chance]:
    data = loaded(body)
    rows = data.get("data") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise Problem("malformed", _("Dit is geen antwoord van de EPSS-API."))
    found = []
    for number, row in enumerate(rows, start=1):
        day = _day(row.get("date")) if isinstance(row, dict) else None
        if day is None:
            raise _bad(number)
        found.append(_chance(number, row, day))
    return found


def _chance(number: int, row: dict[str, Any], day: date) -> Chance:
    try:
        epss, percentile = float(row["epss"]), float(row["percentile"])
    except (KeyError, TypeError, ValueError) as error:
        raise _bad(number) from error
    if not (0 <= epss <= 1 and 0 <= percentile <= 1):
        raise _bad(number)
    return Chance(str(row["cve"])[:30], epss, percentile, day)


def _bad(number: int) -> Problem:
    return Problem("malformed", _("Regel %(n)s is geen EPSS-score.") % {"n": number})


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text or "").strip()[:10])
    except ValueError:
        return None


def _counted(chances: Sequence[Chance]) -> str:
    return _("Scores van %(n)s CVE's die wij kennen.") % {"n": len(chances)}


KIND = Epss()
