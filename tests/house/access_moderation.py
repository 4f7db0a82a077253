"""The rows of moderation and trust in the role × URL table."""

from __future__ import annotations

from tests.house.access_events import EDITORS
from tests.house.access_rows import BY_POST, MEMBERS, Row, everyone, only, signed_in
from tests.house.world import ROLES

TO_QUEUE = "to community:review-list"
QUEUE = only(*EDITORS, rest="403")
DECISION = {
    "submission": "0b4c9f6e-0000-4000-8000-000000000016", "measure": "verbergen",
    "ground": "huisregels", "article": "art. 5", "facts": "Reclame.", "explanation": "Mag niet.",
    "bevestigd": "1",
}  # fmt: skip
ANSWER = {
    "submission": "0b4c9f6e-0000-4000-8000-000000000017", "overturns": "nee", "answer": "Neen.",
}  # fmt: skip
REASON = {
    "name": "Nieuw", "measure": "verbergen", "ground": "huisregels", "article": "art. 5",
    "explanation": "Reclame.", "order": "5",
}  # fmt: skip
LOCK = {
    "doen": "sluiten", "submission": "0b4c9f6e-0000-4000-8000-000000000018",
    "facts": "Beantwoord.", "explanation": "Klaar.",
}  # fmt: skip
NOTICE = {"words": "Laster.", "name": "An", "email": "an@elders.example", "good_faith": "on"}
OTHERS = tuple(role for role in MEMBERS if role != "alice")

MODERATION = [
    Row("community:my-flags", get=signed_in("200"), post=signed_in("405")),
    # Alice wrote it; who belongs nowhere reads nothing of members.
    Row(
        "community:flag", "moderated post", get=only(*OTHERS),
        post=only(*OTHERS, gets="to community:my-flags"), data={"reason": "kwetsend"},
    ),
    Row(
        "community:flag-withdraw", "own flag", get=BY_POST,
        post=only("alice", gets="to community:my-flags"),
    ),
    # Who signed in flags it; the mail to the visitor is queued.
    Row(
        "community:report-illegal", "public post",
        get=everyone("to community:flag") | {"anonymous": "200"},
        post=everyone("to community:flag") | {"anonymous": "200"}, data=NOTICE,
        changes=("anonymous",),
    ),
    # Alice leads a group: she has a queue, of what is said there.
    Row("community:review-list", get=QUEUE | {"alice": "200"}, post=signed_in("405")),
    Row(
        "community:review-item", "review item", get=QUEUE | {"alice": "404"},
        post=signed_in("405"),
    ),
    Row(
        "community:review-claim", "review item", get=BY_POST,
        post=only(*EDITORS, gets="to community:review-item", rest="403") | {"alice": "404"},
    ),
    Row(
        "community:review-decide", "review item", get=BY_POST,
        post=only(*EDITORS, gets=TO_QUEUE, rest="403") | {"alice": "404"}, data=DECISION,
    ),
    # The administrator took the decision himself, and there is an editor.
    Row(
        "community:review-appeal", "appeal item", get=BY_POST,
        post=only("editor", gets=TO_QUEUE, rest="403")
        | {"platform_admin": "200", "alice": "404"}, data=ANSWER,
    ),
    Row(
        "community:moderate", "moderated post", get=only(*EDITORS),
        post=only(*EDITORS, gets="to community:review-item"),
    ),
    Row("community:reason-list", get=only(*EDITORS, rest="403"), post=signed_in("405")),
    Row(
        "community:reason-new", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="to community:reason-list", rest="403"), data=REASON,
    ),
    Row(
        "community:reason-edit", "reason", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="to community:reason-list", rest="403"), data=REASON,
    ),
    Row(
        "community:moderation-figures", get=only(*MEMBERS, rest="403"),
        post=signed_in("405"),
    ),
    Row("community:my-decisions", get=signed_in("200"), post=signed_in("405")),
    # Appealed already: the form is not shown and changes nothing more.
    Row(
        "community:decision", "decision", get=only("alice"),
        post=only("alice", gets="to community:decision"), data={"words": "Nog eens."}, changes=(),
    ),
    Row(
        "community:forum-moderate", "moderated topic", get=only(*EDITORS),
        post=only(*EDITORS, gets="to community:forum-topic"), data=LOCK,
    ),
    Row("community:my-level", get=signed_in("200"), post=signed_in("405")),
    Row("community:house-rules", get=everyone("200"), post=everyone("405")),
    Row(
        "community:house-rules-read", get=BY_POST, post=signed_in("to community:my-level"),
        changes=tuple(role for role in ROLES if role != "anonymous"),
    ),
    Row("community:level-list", get=only(*EDITORS, rest="403"), post=signed_in("405")),
    Row(
        "community:level-edit", "person", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="to community:level-list", rest="403"),
        data={"level": "2", "reason": "Helpt velen."},
    ),
]  # fmt: skip
OPEN = {"community:report-illegal", "community:house-rules"}
