"""Who gets what at the desk of the QRC, and where besturen follow up warnings."""

from __future__ import annotations

from tests.house.access_rows import (
    BY_POST,
    QRC,
    Row,
    everyone,
    only,
    signed_in,
)

OWN_ALERT = {
    "title": "Golf van valse facturen", "severity": "high", "action": "Betaal niets.",
    "tlp": "GREEN", "audience": "iedereen",
}  # fmt: skip
SIGHTING = {"kind": "phishing", "title": "Valse facturen", "may_contact": "on"}
EMERGENCY = {"first_hour": "Bel.", "do_not": "Wis niets.", "call": "Ons.", "duties": "Meld."}

TO_RELEASE = only(*QRC, gets="to qrc:release-detail", rest="403")
DESK = [
    Row("qrc:desk", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:alert-new", get=only(*QRC, rest="403"), post=TO_RELEASE, data=OWN_ALERT),
    Row("qrc:release-detail", "release", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row(
        "qrc:release-edit", "release", get=BY_POST, post=TO_RELEASE,
        data={"severity": "critical", "title": "Werk bij"},
    ),
    Row("qrc:release-approve", "release", get=BY_POST, post=TO_RELEASE),
    Row("qrc:release-reject", "release", get=BY_POST, post=TO_RELEASE, data={"reason": "Nee."}),
    Row(
        "qrc:release-merge", "release", get=BY_POST, post=TO_RELEASE,
        data={"into": "other release"},
    ),
    Row(
        "qrc:desk-sighting", "sighting", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:desk-sighting", rest="403"), data={"state": "bekeken"},
    ),
    # The choice waits for a second person, who is any QRC-redacteur but the one who chose.
    Row(
        "qrc:source-approve", "source", get=BY_POST,
        post=only(*QRC, gets="to qrc:source-detail", rest="403"),
    ),
    Row(
        "qrc:sighting-new", get=signed_in("200", newcomer="403"),
        post=signed_in("to qrc:sighting-mine", newcomer="403"), data=SIGHTING,
    ),
    # Everyone reads his own, and those of his colleagues.
    Row("qrc:sighting-mine", get=signed_in("200", newcomer="403"), post=signed_in("405")),
    Row("qrc:emergency", get=everyone("200"), post=everyone("405")),
    Row(
        "qrc:emergency-change", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:emergency", rest="403"), data=EMERGENCY,
    ),
]  # fmt: skip

FOLLOWING = [
    # Everyone sees what touches his own organisation: only Gent has any.
    Row("qrc:cases", get=signed_in("200"), post=signed_in("405")),
    Row("qrc:cases-export", get=signed_in("200"), post=signed_in("405")),
    Row("qrc:case", "case", get=only("alice", "bob"), post=signed_in("405")),
    Row(
        "qrc:case-change", "case", get=BY_POST, post=only("alice", "bob", gets="to qrc:case"),
        data={"state": "verholpen", "note": "Bijgewerkt."},
    ),
    Row(
        "qrc:case-acknowledge", "case", get=BY_POST,
        post=only("alice", "bob", gets="to qrc:case"),
    ),
    # Who ticks what is not his is told so, and nothing changes.
    Row(
        "qrc:cases-change", get=BY_POST, post=signed_in("to qrc:cases"),
        data={"state": "verholpen", "cases": "case"}, changes=("alice", "bob"),
    ),
    # A link in a message: its token is the proof, for this and nothing else.
    Row(
        "qrc:acknowledge", "acknowledge token", get=everyone("200"),
        post=everyone("to qrc:acknowledge"),
    ),
    Row("qrc:contacts", get=signed_in("200"), post=signed_in("405")),
    # Of the first rank; administrators of a government choose, for their own.
    Row(
        "qrc:contact-choose", "rank", get=only("alice", "charlie"),
        post=only("alice", gets="to qrc:contacts") | {"charlie": "200"}, data={"user": "bob"},
    ),
    Row(
        "qrc:contact-channels", get=only("alice", "bob", "charlie"),
        post=only("alice", "bob", "charlie", gets="to qrc:contacts"),
        data={"channels": ["email"]},
    ),
    Row(
        "qrc:contact-patience", get=only("alice", "charlie"),
        post=only("alice", "charlie", gets="to qrc:contacts"),
        data={"grave_hours": "6", "high_hours": "30"},
    ),
    Row(
        "qrc:unreachable", get=only(*QRC, "helpdesk", rest="403"), post=signed_in("405"),
    ),
    Row("qrc:board", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:board-detail", "advisory", get=only(*QRC, rest="403"), post=signed_in("405")),
]  # fmt: skip
