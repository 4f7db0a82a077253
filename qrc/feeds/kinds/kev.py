"""CISA's Known Exploited Vulnerabilities: one JSON file that is the whole catalogue, CC0.

Each entry is a vulnerability that is being exploited: at least high, and critical when ransomware
is known to use it. What disappears from the file was withdrawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qrc.advisories.cve_facts import Listed
from qrc.advisories.enums import Severity
from qrc.advisories.models import Advisory
from qrc.advisories.values import Report
from qrc.feeds.kinds.json_body import loaded
from qrc.feeds.kinds.seam import FeedKind, Payload, Problem, Reading
from qrc.feeds.kinds.times import moment

CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,19}")
ADDRESS = re.compile(r"https?://[^\s;]+")
REQUIRED = ("cveID", "vendorProject", "product", "vulnerabilityName", "dateAdded",
            "shortDescription", "requiredAction", "dueDate")  # fmt: skip
FEW = 20
"""Up to this many known entries a shrinking catalogue is believed without question."""


class Kev(FeedKind):
    name = "kev"
    label = gettext_lazy("CISA KEV (volledige lijst in JSON)")

    def read(self, payload: Payload) -> Iterator[Reading]:
        data = _loaded(payload.reply.body)
        released = moment(str(data.get("dateReleased", "")))
        known = moment(str(payload.source.cursor.get("released", "")))
        if released and known and released < known:
            # Servers behind one address seldom agree at once; the older list undoes nothing.
            yield Reading((), notes=[_("Deze lijst is ouder dan wat we al hebben.")])
            return
        reports = [report_of(entry) for entry in data["vulnerabilities"]]
        _refuse_shrunk(payload, {report.identity for report in reports})
        # A release date in the future would make every later list an older one.
        is_believable = released is not None and released <= datetime.now(UTC) + timedelta(days=1)
        cursor = {"released": data["dateReleased"]} if is_believable else {}
        listed = [
            Listed(entry["cveID"], _day(entry["dateAdded"]), _is_ransomware(entry))
            for entry in data["vulnerabilities"]
        ]
        yield Reading(reports, complete=True, cursor=cursor, listed=listed)


def _refuse_shrunk(payload: Payload, said: set[str]) -> None:
    rows = Advisory.objects.filter(source=payload.source, withdrawn_at=None)
    known = set(rows.values_list("identity", flat=True))
    gone = len(known - said)
    if len(known) > FEW and gone > len(known) / 2:
        raise Problem(
            "shrunk",
            _("Van de %(known)s gekende items zijn er ineens %(gone)s weg. Dat geloven we niet.")
            % {"known": len(known), "gone": gone},
        )


def _loaded(body: bytes) -> dict[str, Any]:
    data = loaded(body)
    entries = data.get("vulnerabilities") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not isinstance(data.get("count"), int):
        raise Problem(
            "malformed", _("Dit is geen KEV-lijst: de lijst met kwetsbaarheden ontbreekt.")
        )
    if data["count"] != len(entries):
        raise Problem(
            "truncated",
            _("De lijst is onvolledig: %(n)s items, maar ze belooft er %(count)s.")
            % {"n": len(entries), "count": data["count"]},
        )
    for number, entry in enumerate(entries, start=1):
        _check(number, entry)
    return data


def _check(number: int, entry: Any) -> None:
    missing = (
        [name for name in REQUIRED if not isinstance(entry.get(name), str)]
        if isinstance(entry, dict)
        else REQUIRED
    )
    if missing or not CVE.fullmatch(entry["cveID"]):
        what = ", ".join(missing) or "cveID"
        raise Problem(
            "malformed", _("Item %(n)s is ongeldig: %(what)s.") % {"n": number, "what": what}
        )


def report_of(entry: dict[str, Any]) -> Report:
    ransomware = _is_ransomware(entry)
    links = ADDRESS.findall(str(entry.get("notes") or ""))
    return Report(
        identity=entry["cveID"],
        title=entry["vulnerabilityName"][:500],
        summary=entry["shortDescription"],
        action=entry["requiredAction"],
        severity=Severity.CRITICAL if ransomware else Severity.HIGH,
        cves=[entry["cveID"]],
        products=[
            {
                "vendor": entry["vendorProject"].strip(), "product": entry["product"].strip(),
                "versions": "", "status": "known_affected",
            }
        ],
        references=[{"title": "", "url": each} for each in dict.fromkeys(links)],
        link=f"https://nvd.nist.gov/vuln/detail/{entry['cveID']}",
        exploited=True,
        ransomware=ransomware,
        due_on=_day(entry["dueDate"]),
        published_at=_moment(entry["dateAdded"]),
    )  # fmt: skip


def _is_ransomware(entry: dict[str, Any]) -> bool:
    return entry.get("knownRansomwareCampaignUse") == "Known"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(text: str) -> datetime | None:
    day = _day(text)
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None


KIND = Kev()
