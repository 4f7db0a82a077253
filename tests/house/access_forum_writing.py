"""Who gets what at the addresses where one writes on the forum, in a category for besturen."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, only, signed_in

READERS = tuple(role for role in MEMBERS if role != "supplier_editor")
OTHERS = tuple(role for role in READERS if role != "bob")
EDITORS = ("editor", "platform_admin")
OWNER = ("alice", *EDITORS)
TO_POST, TO_TOPIC = "to community:forum-post", "to community:forum-topic"
FORM = "9f1c2b1e-0000-4000-8000-00000000000{}".format
TOPIC = {
    "submission": FORM(1), "title": "Nieuw", "category": "besturen category", "kind": "vraag",
    "source": "Wie weet dit?",
}  # fmt: skip
REPLY = {"submission": FORM(2), "source": "Dat weet ik."}
EDIT = {"submission": FORM(3), "source": "Anders.", "title": "Anders", "seen_revision": "1"}
DRAFT = {"key": "new", "sequence": "0", "source": "Nog niet af."}
MEMBERS_ALONE = only(*MEMBERS, rest="403")

FORUM_WRITING = [
    # Who may begin nowhere reads so; his form comes back, and is kept as a draft.
    Row(
        "community:forum-new", get=MEMBERS_ALONE,
        post=only(*READERS, gets=TO_POST, rest="403") | {"supplier_editor": "200"}, data=TOPIC,
        changes=MEMBERS,
    ),
    Row(
        "community:forum-reply", "question", get=BY_POST, post=only(*READERS, gets=TO_POST), data=REPLY
    ),
    Row("community:forum-solved", "question", get=BY_POST, post=only(*OWNER, gets=TO_TOPIC)),
    Row(
        "community:forum-vote", "poll topic", get=BY_POST, post=only(*READERS, gets=TO_TOPIC),
        data={"options": "poll option"},
    ),
    Row(
        "community:forum-edit", "opening post", get=only(*OWNER), post=only(*OWNER, gets=TO_POST),
        data=EDIT,
    ),
    Row("community:forum-withdraw", "answer", get=BY_POST, post=only("bob", gets=TO_POST)),
    # Bob and others of the category shared too little yet.
    Row(
        "community:forum-retag", "question", get=only(*OWNER), post=only(*OWNER, gets=TO_TOPIC),
        data={"seen": "", "tags": "netwerk"},
    ),
    Row("community:forum-history", "opening post", get=only(*READERS), post=signed_in("405")),
    Row(
        "community:forum-react", "answer", get=BY_POST, post=only(*OTHERS, gets=TO_POST),
        data={"kind": "nuttig"},
    ),
    Row("community:forum-best", "answer", get=BY_POST, post=only(*OWNER, gets=TO_POST)),
    Row("community:forum-quote", "opening post", get=only(*READERS), post=signed_in("405")),
    Row("community:forum-drafts", get=signed_in("200"), post=signed_in("405")),
    Row("community:forum-preview", get=BY_POST, post=MEMBERS_ALONE, data=TOPIC, changes=()),
    Row("community:forum-draft", get=BY_POST, post=MEMBERS_ALONE, data=DRAFT, changes=MEMBERS),
    Row("community:forum-similar", get=MEMBERS_ALONE, post=signed_in("405")),
    Row("community:forum-people", get=MEMBERS_ALONE, post=signed_in("405")),
    Row("community:forum-about", get=MEMBERS_ALONE, post=signed_in("405")),
]  # fmt: skip
