"""Who gets what at the addresses of achievements and contests."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, everyone, only, signed_in

EDITORS = ("editor", "platform_admin")
GOVERNMENT = ("alice", "bob", "charlie")
OURS, TO_OURS = "community:achievements-government", "to community:achievements-government"
KEEP, TO_KEEP = "community:achievement-keep", "to community:achievement-keep"
TO_CONTEST, TO_CONTEST_KEEP = "to community:contest", "to community:contest-keep"
ACHIEVEMENT = {
    "name": "Nieuw",
    "description": "Kort.",
    "subject": "bestuur",
    "period": "jaar",
    "icon": "star",
}
RULE = {"join": "all", "metric_1": "catalogue.portfolio_items", "value_1": "3"}
CONTEST = {
    "title": "Nieuw", "summary": "Kort.", "subject": "bestuur", "prizes": "Taart.",
    "prize_count": "1", "opens_at": "2031-01-01T09:00:00", "deadline": "2031-02-01T09:00:00",
    "tie_question": "Hoeveel?", "rules_text": "Eerlijk.", "question_1": "Wat?", "answers_1": "Dit",
    "join": "all",
}  # fmt: skip
ENTRY = {"answer_0": "Brussel", "tie_answer": "12", "agrees": "on"}


def kept(name: str, key: str = "") -> Row:
    """A screen of editors alone, that shows itself and changes nothing."""
    return Row(
        name, key, get=only(*EDITORS, rest="403"), post=only(*EDITORS, gets="405", rest="403")
    )


ACHIEVEMENTS = [
    Row("community:achievements", get=signed_in("200"), post=signed_in("405")),
    Row(
        "community:achievements-show", get=BY_POST, post=signed_in("to community:achievements"),
        data={"tonen": "nee"},
    ),
    Row(OURS, get=only(*GOVERNMENT, rest="to community:achievements"), post=signed_in("405")),
    Row(
        "community:achievements-government-show", get=BY_POST,
        post=only("alice", "charlie", gets=TO_OURS, rest="403"), data={"tonen": "nee"},
    ),
    Row("community:achievement", "earned achievement", get=signed_in("200"), post=signed_in("405")),
    # Bob works for the same bestuur, and does not speak for it.
    Row(
        "community:award-badge", "award", get=BY_POST,
        post=only("alice", gets="to community:award-proof") | {"bob": "403"},
    ),
    kept("community:achievements-keep"),
    Row(
        "community:achievement-new", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_KEEP, rest="403"), data=ACHIEVEMENT | RULE,
    ),
    kept(KEEP, "earned achievement"),
    Row(
        "community:achievement-edit", "earned achievement", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_KEEP, rest="403"), data=ACHIEVEMENT,
    ),
    Row(
        "community:achievement-rule", "earned achievement", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_KEEP, rest="403"), data=RULE,
    ),
    Row(
        "community:achievement-start", "draft achievement", get=BY_POST,
        post=only(*EDITORS, gets=TO_KEEP, rest="403"),
    ),
    Row(
        "community:achievement-stop", "earned achievement", get=BY_POST,
        post=only(*EDITORS, gets=TO_KEEP, rest="403"),
    ),
    Row(
        "community:achievement-give", "earned achievement", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_KEEP, rest="403"),
        data={"to": "0207437468", "reason": "Mooi."},
    ),
    Row(
        "community:award-take-back", "award", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_KEEP, rest="403"), data={"reason": "Vergissing."},
    ),
    Row("community:award-proof", "award badge", get=everyone("200"), post=everyone("405")),
    Row("community:award-jwt", "award badge", get=everyone("200"), post=everyone("405")),
    Row("community:awards-revoked", get=everyone("200"), post=everyone("405")),
    Row("community:achievement-json", "achievement uid", get=everyone("200"), post=everyone("405")),
]  # fmt: skip

SHOWN = only(*MEMBERS)
CONTESTS = [
    Row("community:contests", get=signed_in("200"), post=signed_in("405")),
    Row("community:contest", "contest", get=SHOWN, post=signed_in("405")),
    Row(
        "community:contest-enter", "contest",
        get=only(*MEMBERS, gets=TO_CONTEST) | dict.fromkeys(GOVERNMENT, "200"),
        post=only(*MEMBERS, gets=TO_CONTEST), data=ENTRY, changes=GOVERNMENT,
    ),
    # The entry is that of Gent.
    Row(
        "community:contest-withdraw", "contest", get=BY_POST,
        post=only("alice", "bob", gets=TO_CONTEST),
    ),
    Row("community:contest-rules", "contest", get=SHOWN, post=signed_in("405")),
    Row("community:contest-result", "ended contest", get=SHOWN, post=signed_in("405")),
    kept("community:contests-keep"),
    Row(
        "community:contest-new", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_CONTEST_KEEP, rest="403"), data=CONTEST,
    ),
    kept("community:contest-keep", "contest"),
    Row(
        "community:contest-edit", "draft contest", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_CONTEST_KEEP, rest="403"), data=CONTEST,
    ),
    Row(
        "community:contest-open", "draft contest", get=BY_POST,
        post=only(*EDITORS, gets=TO_CONTEST_KEEP, rest="403"),
    ),
    Row(
        "community:contest-judge", "closed contest", get=BY_POST,
        post=only(*EDITORS, gets=TO_CONTEST_KEEP, rest="403"),
        data={"value": "10", "source": "Telling."},
    ),
    Row(
        "community:contest-publish", "judged contest", get=BY_POST,
        post=only(*EDITORS, gets=TO_CONTEST_KEEP, rest="403"),
    ),
    kept("community:contest-audit", "contest list"),
]  # fmt: skip
OPEN = {
    "community:award-proof", "community:award-jwt", "community:awards-revoked",
    "community:achievement-json",
}  # fmt: skip
"""What visitors read, and programs that check a badge."""
