"""Who gets what at the addresses of drills."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, QRC, Row, everyone, only, signed_in

DRILL = {
    "title": "Herfst", "text": "Bevestig.", "channels": ["email"], "audience": "iedereen",
    "hours": "24",
}  # fmt: skip

DRILLS = [
    Row("qrc:drills", get=only(*QRC, rest="403"), post=only(*QRC, gets="405", rest="405")),
    Row(
        "qrc:drill-new", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:drill", rest="403"), data=DRILL,
    ),
    Row("qrc:drill", "drill", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:drill-export", "drill", get=only(*QRC, rest="403"), post=signed_in("405")),
    # TLP:GREEN: for members.
    Row("qrc:drill-cap", "drill", get=only(*MEMBERS), post=signed_in("405")),
    Row(
        "qrc:drill-edit", "drill draft", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:drill", rest="403"), data=DRILL,
    ),
    Row(
        "qrc:drill-approve", "drill draft", get=BY_POST,
        post=only(*QRC, gets="to qrc:drill", rest="403"), data={"version": "1"},
    ),
    Row(
        "qrc:drill-cancel", "drill draft", get=BY_POST,
        post=only(*QRC, gets="to qrc:drill", rest="403"), data={"reason": "Niet nu."},
    ),
    # Everyone sees the results of his own bestuur, and only its contacts are asked.
    Row("qrc:drills-own", get=signed_in("200"), post=signed_in("405")),
    Row(
        "qrc:drill-seen", "drill", get=BY_POST, post=only("alice", "bob", gets="to qrc:drills-own"),
    ),
    Row(
        "qrc:drill-answer", "drill token", get=everyone("200"),
        post=everyone("to qrc:drill-answer"),
    ),
]  # fmt: skip
