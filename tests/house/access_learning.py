"""Who gets what at the addresses of learning."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, everyone, only, signed_in

EDITORS = ("editor", "platform_admin")
NOT_ALICE = tuple(role for role in MEMBERS if role != "alice")
PAGE = "to wagtail_serve"

LEARNING = [
    Row("content:learning", get=everyone("200"), post=everyone("405")),
    Row("content:learning-path", "path", get=everyone("200"), post=everyone("405")),
    Row("content:my-learning", get=signed_in("200"), post=signed_in("405")),
    Row("content:my-statements", get=signed_in("200"), post=signed_in("405")),
    Row("content:books", get=signed_in("200"), post=signed_in("405")),
    # On to its publisher's: the book is Gent's.
    Row(
        "content:book-read", "book", get=only("alice", "bob", *EDITORS, gets=PAGE),
        post=signed_in("405"),
    ),
    Row("content:coordination", get=only("alice", "charlie", rest="403"), post=signed_in("405")),
    Row(
        "content:coordination-export", get=only("alice", "charlie", rest="403"),
        post=signed_in("405"),
    ),
    Row(
        "content:coordination-statements", get=only("alice", "charlie", rest="403"),
        post=signed_in("405"),
    ),
    # The lessons are for members; Alice has begun already.
    Row(
        "content:course-start", "course", get=BY_POST, post=only(*MEMBERS, gets=PAGE),
        changes=NOT_ALICE,
    ),
    Row("content:lesson-done", "lesson", get=BY_POST, post=only("alice", gets=PAGE)),
    Row(
        "content:lesson-video", "film", get=BY_POST, post=only("alice", gets="204"),
        data={"share": "0.5"}, changes=("alice",),
    ),
    Row(
        "content:quiz-start", "quiz place", get=BY_POST, post=only("alice", gets="to content:quiz"),
        changes=(),
    ),
    Row(
        "content:quiz", "attempt", get=only("alice"), post=only("alice", gets="to content:quiz"),
        data={"answer": "0", "go": "on"},
    ),
    Row(
        "content:quiz-hand-in", "attempt", get=BY_POST,
        post=only("alice", gets="to content:quiz-result"),
    ),
    Row(
        "content:quiz-result", "attempt", get=only("alice", gets="to content:quiz"),
        post=signed_in("405"),
    ),
    Row(
        "content:certificate-ask", "passed course", get=only("alice"),
        post=only("alice", gets="to content:certificate"), data={"name": "Alice Proef"},
    ),
    # For whoever has the address.
    Row("content:certificate", "certificate", get=everyone("200"), post=everyone("405")),
    Row("content:certificate-pdf", "certificate", get=only("alice"), post=signed_in("405")),
    Row(
        "content:certificate-show", "certificate", get=BY_POST,
        post=only("alice", gets="to content:certificate"), data={"shows_name": "on"},
    ),
    Row(
        "content:badge-ask", "certificate", get=BY_POST,
        post=only("alice", gets="to content:certificate"),
    ),
    Row(
        "content:certificate-revoke", "certificate", get=only(*EDITORS, gets="405", rest="403"),
        post=only(*EDITORS, gets="to content:certificate", rest="403"),
        data={"reason": "Fout in de cursus"},
    ),
    Row("content:badge", "badge", get=everyone("200"), post=everyone("405")),
    Row("community:badge-issuer", get=everyone("200"), post=everyone("405")),
    Row("community:badge-keys", get=everyone("200"), post=everyone("405")),
    Row("content:badge-revoked", get=everyone("200"), post=everyone("405")),
    Row("content:badge-achievement", "achievement", get=everyone("200"), post=everyone("405")),
]  # fmt: skip

OPEN = {
    "content:learning", "content:learning-path", "content:certificate", "content:badge",
    "community:badge-issuer", "community:badge-keys", "content:badge-revoked",
    "content:badge-achievement",
}  # fmt: skip
"""What visitors read, and programs that check a badge."""
