from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from qrc.advisories.enums import Severity
from qrc.alerts.cap import NAMESPACE, Bulletin, Telling, cap

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("cap12.xsd")))
WINTER = datetime(2026, 11, 24, 22, 30, 5, 123456, tzinfo=UTC)
SUMMER = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
FIRST = Telling(1, "new", SUMMER)
OFTEN = [FIRST, Telling(2, "escalated", WINTER)]


def bulletin(**fields: Any) -> Bulletin:
    plain: dict[str, Any] = {
        "sender": "qrc.example", "sender_name": "QRC", "key": "qrc-7", "history": [FIRST],
        "title": "PoortWacht lekt", "severity": "high", "web": "https://qrc.example/7/",
    }  # fmt: skip
    return Bulletin(**plain | fields)


def read(said: Bulletin) -> etree._Element:
    tree = etree.fromstring(cap(said))
    SCHEMA.assertValid(tree)
    return tree


def values(node: etree._Element) -> dict[str, str]:
    """Each child with text by its name."""
    return {etree.QName(each).localname: each.text for each in node if len(each) == 0}


def infos(tree: etree._Element) -> list[etree._Element]:
    return tree.findall(f"{{{NAMESPACE}}}info")


def test_a_first_telling_is_an_alert():
    tree = read(bulletin(description="Wie de VPN openstelt.", instruction="Werk bij."))

    assert values(tree) == {
        "identifier": "qrc-7.1",
        "sender": "qrc.example",
        "sent": "2026-07-01T10:00:00+02:00",
        "status": "Actual",
        "msgType": "Alert",
        "scope": "Public",
    }
    dutch, english = infos(tree)
    assert values(dutch) == {
        "language": "nl-BE",
        "category": "Infra",
        "event": "Digitale dreiging",
        "responseType": "Assess",
        "urgency": "Expected",
        "severity": "Severe",
        "certainty": "Possible",
        "senderName": "QRC",
        "headline": "PoortWacht lekt",
        "description": "Wie de VPN openstelt.",
        "instruction": "Werk bij.",
        "web": "https://qrc.example/7/",
    }
    assert (values(english)["language"], values(english)["event"]) == ("en-GB", "Digital threat")


def test_a_later_telling_updates_the_earlier_ones():
    history = [*OFTEN, Telling(3, "changed", WINTER)]
    said = values(read(bulletin(history=history)))

    assert (said["identifier"], said["msgType"]) == ("qrc-7.3", "Update")
    assert said["references"].split() == [
        "qrc.example,qrc-7.1,2026-07-01T10:00:00+02:00",
        "qrc.example,qrc-7.2,2026-11-24T23:30:05+01:00",
    ]


def test_a_withdrawal_cancels_and_clears():
    tree = read(bulletin(history=[*OFTEN, Telling(3, "withdrawn", WINTER)], exploited=True))
    said, info = values(tree), values(infos(tree)[0])

    assert (said["msgType"], len(said["references"].split())) == ("Cancel", 2)
    assert (info["urgency"], info["responseType"], info["headline"]) == (
        "Past", "AllClear", "Ingetrokken: PoortWacht lekt",
    )  # fmt: skip


def test_what_comes_back_after_a_withdrawal_begins_anew():
    again = [*OFTEN, Telling(3, "withdrawn", WINTER), Telling(4, "new", WINTER)]
    said = values(read(bulletin(history=again)))
    assert (said["msgType"], "references" in said) == ("Alert", False)

    worse = values(read(bulletin(history=[*again, Telling(5, "escalated", WINTER)])))
    assert worse["references"] == "qrc.example,qrc-7.4,2026-11-24T23:30:05+01:00"


def test_a_drill_says_so_everywhere():
    tree = read(bulletin(status="Exercise", note="Oefening Kanaal 2026"))

    assert (values(tree)["status"], values(tree)["note"]) == ("Exercise", "Oefening Kanaal 2026")
    assert [values(each)["headline"] for each in infos(tree)] == [
        "OEFENING: PoortWacht lekt",
        "EXERCISE: PoortWacht lekt",
    ]


def test_green_is_restricted_and_stricter_is_refused():
    said = values(read(bulletin(tlp="GREEN")))
    assert (said["scope"], said["restriction"][:9]) == ("Restricted", "TLP:GREEN")

    for tlp in ("AMBER", "AMBER+STRICT", "RED"):
        with pytest.raises(ValueError, match="goes into no CAP"):
            cap(bulletin(tlp=tlp))


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("critical", ("Expected", "Extreme", "Possible")),
        ("high", ("Expected", "Severe", "Possible")),
        ("medium", ("Future", "Moderate", "Possible")),
        ("low", ("Future", "Minor", "Possible")),
        ("unknown", ("Unknown", "Unknown", "Unknown")),
    ],
)
def test_severity_and_what_is_abused(severity, expected):
    info = values(infos(read(bulletin(severity=severity)))[0])
    assert (info["urgency"], info["severity"], info["certainty"]) == expected

    abused = values(infos(read(bulletin(severity=severity, exploited=True)))[0])
    assert (abused["urgency"], abused["certainty"]) == ("Immediate", "Observed")


def test_every_severity_validates_with_strange_words():
    strange = "<b>&amp;\x00\x0b\ud800 ☃" + "x" * 300
    for severity in Severity.values:
        cves = [f"CVE-2026-{n:05}" for n in range(80)]
        tree = read(
            bulletin(title=strange, severity=severity, description=strange, cves=cves, tlp="GREEN")
        )
        info = infos(tree)[0]
        assert len(values(info)["headline"]) == 157
        assert len(info.findall(f"{{{NAMESPACE}}}parameter")) == 51


def test_area_and_parameters():
    info = infos(read(bulletin(cves=["CVE-2026-10432"])))[0]
    named = [
        tuple(child.text for child in each) for each in info.findall(f"{{{NAMESPACE}}}parameter")
    ]
    assert named == [("TLP", "TLP:CLEAR"), ("CVE", "CVE-2026-10432")]
    (area,) = info.findall(f"{{{NAMESPACE}}}area")
    assert [each.text for each in area.iter() if each.text and each.text.strip()] == [
        "België, Vlaanderen", "ISO3166-2", "BE-VLG",
    ]  # fmt: skip
