"""Who gets what at the addresses where the forum is read, followed and ordered."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, everyone, only, signed_in
from tests.house.world import ROLES

EDITORS = ("editor", "platform_admin")
SHOWN = only(*MEMBERS) | {"anonymous": "404"}
"""For members; a visitor is not told that it is there."""
ALL_BUT_VISITORS = tuple(role for role in ROLES if role != "anonymous")
TO_CATEGORIES = "to community:forum-categories"
CATEGORY = {
    "name": "Nieuw", "summary": "Waarover.", "audience": "leden", "starters": "lezers",
    "suppliers": "meedoen", "follow": "1",
}  # fmt: skip

READING = [
    Row("community:forum", get=everyone("200"), post=everyone("405")),
    Row("community:forum-tags", get=everyone("200"), post=everyone("405")),
    Row("community:forum-category", "forum category", get=SHOWN, post=everyone("405")),
    Row("community:forum-topic", "topic", get=SHOWN, post=everyone("405")),
    Row("community:forum-post", "topic post", get=SHOWN, post=everyone("405")),
    Row("community:forum-more", "topic", get=SHOWN, post=everyone("405")),
    Row(
        "community:forum-read", get=BY_POST, post=signed_in("to community:forum"),
        changes=ALL_BUT_VISITORS,
    ),
    Row(
        "community:forum-follow", "topic", get=BY_POST,
        post=only(*MEMBERS, gets="to community:forum-topic"), data={"niveau": "3"},
    ),
    Row(
        "community:forum-category-follow", "forum category", get=BY_POST,
        post=only(*MEMBERS, gets="to community:forum-category"), data={"niveau": "3"},
    ),
    Row(
        "community:forum-tag-follow", "forum tag", get=BY_POST,
        post=signed_in("to community:forum-tags"), data={"niveau": "2"}, changes=ALL_BUT_VISITORS,
    ),
    Row("community:forum-categories", get=only(*EDITORS, rest="403"), post=signed_in("405", **dict.fromkeys(
        [each for each in ALL_BUT_VISITORS if each not in EDITORS], "403"))),
    Row(
        "community:forum-category-new", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_CATEGORIES, rest="403"), data=CATEGORY,
    ),
    Row(
        "community:forum-category-edit", "forum category", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_CATEGORIES, rest="403"), data=CATEGORY,
    ),
    Row(
        "community:forum-category-move", "forum category",
        get=only(*EDITORS, gets="405", rest="403"),
        post=only(*EDITORS, gets=TO_CATEGORIES, rest="403"), data={"naar": "omlaag"},
    ),
    Row(
        "community:forum-category-archive", "forum category",
        get=only(*EDITORS, gets="405", rest="403"),
        post=only(*EDITORS, gets=TO_CATEGORIES, rest="403"),
    ),
    Row("community:forum-atom", get=everyone("200"), post=everyone("405")),
    # For members only: the open feed knows no such category.
    Row("community:forum-category-atom", "forum category", get=everyone("404"), post=everyone("405")),
    Row("community:forum-feed", get=signed_in("200"), post=signed_in("405")),
    Row(
        "community:forum-feed-renew", get=BY_POST, post=signed_in("200"), changes=ALL_BUT_VISITORS,
    ),
    Row(
        "community:forum-feed-close", get=BY_POST,
        post=only("alice", gets="to community:forum-feed"),
    ),
    # The secret in the address is the proof: it is Alice's.
    Row("community:forum-own-atom", "forum token", get=everyone("200"), post=everyone("405")),
    Row(
        "community:forum-own-category", "forum token and category", get=everyone("200"),
        post=everyone("405"),
    ),
]  # fmt: skip
READING_OPEN = {
    "community:forum", "community:forum-tags", "community:forum-category", "community:forum-topic",
    "community:forum-post", "community:forum-more", "community:forum-atom",
    "community:forum-category-atom", "community:forum-own-atom", "community:forum-own-category",
}  # fmt: skip
