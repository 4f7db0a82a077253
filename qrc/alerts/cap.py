"""A warning as a Common Alerting Protocol 1.2 message (OASIS). Pure: values in, bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import etree

from qrc.advisories.cleaning import clean
from qrc.advisories.enums import RevisionKind, Severity, Tlp

NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2"
MEDIA_TYPE = "application/cap+xml"
HERE = ZoneInfo("Europe/Brussels")
MOST_CVES, LONGEST_HEADLINE = 50, 160

Status = Literal["Actual", "Exercise", "Test"]
SEVERITIES = {
    Severity.CRITICAL: "Extreme", Severity.HIGH: "Severe", Severity.MEDIUM: "Moderate",
    Severity.LOW: "Minor", Severity.UNKNOWN: "Unknown",
}  # fmt: skip
URGENCIES = {
    Severity.CRITICAL: "Expected", Severity.HIGH: "Expected", Severity.MEDIUM: "Future",
    Severity.LOW: "Future", Severity.UNKNOWN: "Unknown",
}  # fmt: skip
LANGUAGE_TAGS = {"nl": "nl-BE", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Telling:
    """One revision that was told: its number, a value of RevisionKind, and when."""

    number: int
    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Bulletin:
    """All that a CAP message says. `history`: every revision up to this one, oldest first.

    `key` names the warning among all of this sender's; `severity` and `tlp` are values of their
    enums; `note` names the exercise when `status` is Exercise.
    """

    sender: str
    sender_name: str
    key: str
    history: Sequence[Telling]
    title: str
    severity: str
    tlp: str = Tlp.CLEAR
    description: str = ""
    instruction: str = ""
    web: str = ""
    cves: Sequence[str] = ()
    exploited: bool = False
    status: Status = "Actual"
    note: str = ""
    languages: Sequence[str] = field(
        default_factory=lambda: [code for code, _n in settings.LANGUAGES]
    )

    @property
    def latest(self) -> Telling:
        return self.history[-1]

    @property
    def is_over(self) -> bool:
        return self.latest.kind == RevisionKind.WITHDRAWN


def cap(bulletin: Bulletin) -> bytes:
    """The finished XML. ValueError above TLP:GREEN: that goes by no open channel."""
    if bulletin.tlp not in (Tlp.CLEAR, Tlp.GREEN):
        raise ValueError(f"{bulletin.tlp} goes into no CAP message")
    alert = etree.Element(f"{{{NAMESPACE}}}alert", nsmap={None: NAMESPACE})
    earlier = _earlier(bulletin.history)
    _put(alert, "identifier", identifier(bulletin.key, bulletin.latest))
    _put(alert, "sender", bulletin.sender)
    _put(alert, "sent", moment(bulletin.latest.at))
    _put(alert, "status", bulletin.status)
    _put(alert, "msgType", _message_type(bulletin, earlier))
    _put(alert, "scope", "Public" if bulletin.tlp == Tlp.CLEAR else "Restricted")
    if bulletin.tlp != Tlp.CLEAR:
        _put(alert, "restriction", "TLP:GREEN. Alleen voor leden van VlaVirGem en hun besturen.")
    _put(alert, "note", bulletin.note)
    _put(alert, "references", " ".join(_reference(bulletin, each) for each in earlier))
    for language in bulletin.languages:
        with translation.override(language):
            _add_info(alert, bulletin, language)
    return bytes(etree.tostring(alert, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def identifier(key: str, telling: Telling) -> str:
    """Without spaces, commas, < and &, as the standard asks."""
    return f"{key}.{telling.number}"


def moment(at: datetime) -> str:
    """Local time with its offset: the standard knows no `Z`."""
    return at.astimezone(HERE).isoformat(timespec="seconds")


def _earlier(history: Sequence[Telling]) -> list[Telling]:
    """What this message updates or cancels: all since the warning last began anew."""
    if history[-1].kind == RevisionKind.NEW:
        return []
    starts = [place for place, each in enumerate(history) if each.kind == RevisionKind.NEW]
    return list(history[starts[-1] if starts else 0 : -1])


def _message_type(bulletin: Bulletin, earlier: Sequence[Telling]) -> str:
    if not earlier:
        return "Alert"
    return "Cancel" if bulletin.is_over else "Update"


def _reference(bulletin: Bulletin, telling: Telling) -> str:
    return f"{bulletin.sender},{identifier(bulletin.key, telling)},{moment(telling.at)}"


def _add_info(alert: etree._Element, said: Bulletin, language: str) -> None:
    info = etree.SubElement(alert, f"{{{NAMESPACE}}}info")
    _put(info, "language", LANGUAGE_TAGS.get(language, language))
    _put(info, "category", "Infra")
    _put(info, "event", _("Oefening") if said.status == "Exercise" else _("Digitale dreiging"))
    _put(info, "responseType", "AllClear" if said.is_over else "Assess")
    _put(info, "urgency", _urgency(said))
    _put(info, "severity", SEVERITIES[Severity(said.severity)])
    _put(info, "certainty", _certainty(said))
    _put(info, "senderName", said.sender_name)
    _put(info, "headline", _headline(said))
    _put(info, "description", said.description)
    _put(info, "instruction", _instruction(said))
    _put(info, "web", said.web)
    for name, value in _parameters(said):
        parameter = etree.SubElement(info, f"{{{NAMESPACE}}}parameter")
        _put(parameter, "valueName", name)
        _put(parameter, "value", value)
    _add_area(info)


def _urgency(said: Bulletin) -> str:
    if said.is_over:
        return "Past"
    return "Immediate" if said.exploited else URGENCIES[Severity(said.severity)]


def _certainty(said: Bulletin) -> str:
    if said.exploited:
        return "Observed"
    return "Unknown" if said.severity == Severity.UNKNOWN else "Possible"


def _headline(said: Bulletin) -> str:
    if said.status == "Exercise":
        marked = _("OEFENING: %(title)s") % {"title": said.title}
    elif said.is_over:
        marked = _("Ingetrokken: %(title)s") % {"title": said.title}
    else:
        marked = said.title
    return marked if len(marked) <= LONGEST_HEADLINE else f"{marked[: LONGEST_HEADLINE - 1]}…"


def _instruction(said: Bulletin) -> str:
    if said.is_over and said.status == "Exercise":
        return _("De oefening is afgesloten. U hoeft niets meer te doen.")
    if said.is_over:
        return _("De bron trok deze waarschuwing in. U hoeft er niets meer voor te doen.")
    return said.instruction or _(
        "De bron noemt nog geen maatregel. Kijk na of u dit product gebruikt en volg de leverancier."
    )


def _parameters(said: Bulletin) -> list[tuple[str, str]]:
    cves = [("CVE", each) for each in said.cves[:MOST_CVES]]
    return [("TLP", f"TLP:{said.tlp}"), *cves]


def _add_area(info: etree._Element) -> None:
    area = etree.SubElement(info, f"{{{NAMESPACE}}}area")
    _put(area, "areaDesc", _("België, Vlaanderen"))
    geocode = etree.SubElement(area, f"{{{NAMESPACE}}}geocode")
    _put(geocode, "valueName", "ISO3166-2")
    _put(geocode, "value", "BE-VLG")


def _put(parent: etree._Element, name: str, text: str) -> None:
    """An element with text; an empty one is left out."""
    if words := clean(str(text)).strip():
        etree.SubElement(parent, f"{{{NAMESPACE}}}{name}").text = words
