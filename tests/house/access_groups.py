"""Who gets what at the addresses of groups, conversations, profiles and announcements."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, only, signed_in

EDITORS = ("editor", "platform_admin")
FIT = tuple(role for role in MEMBERS if role != "supplier_editor")
"""Who works for a bestuur, or for the association that serves them."""
TO_GROUP, TO_GROUPS = "to community:group", "to community:groups"
TO_PEOPLE, TO_TALKS = "to community:group-members", "to community:conversations"
TO_SAID = "to community:announcements"
INSIDE = ("alice", "charlie")
"""The two of the conversation; nobody reads along."""


def but(*roles: str) -> tuple[str, ...]:
    return tuple(role for role in FIT if role not in roles)


GROUP = {
    "kind": "werkruimte", "name": "Nieuw", "summary": "Kort.", "entrance": "open",
    "audience": "besturen",
}  # fmt: skip
SAID = {
    "title": "Verhuis", "text": "Nieuw adres.", "until": "2031-05-06", "audience": "leden",
    "submission": "9f1c2b1e-0000-4000-8000-000000000002",
}  # fmt: skip
LETTER = {
    "to_words": "Alice Proef", "to_chosen": "alice", "subject": "Vraag", "source": "Dag.",
    "submission": "9f1c2b1e-0000-4000-8000-000000000003",
}  # fmt: skip
PROFILE = {
    "function": "ICT", "function_for": "leden", "bio_for": "leden", "phone_for": "niemand",
    "contact": "leden", "is_listed": "on",
}  # fmt: skip

GROUPS = [
    Row(
        "community:groups", get=only(*MEMBERS, rest="403"),
        post=only(*MEMBERS, gets="405", rest="403"),
    ),
    Row(
        "community:group-new", get=only(*MEMBERS, rest="403"),
        post=only(*FIT, gets=TO_PEOPLE, rest="403") | {"supplier_editor": "200"}, data=GROUP,
    ),
    Row(
        "community:groups-hidden", get=only("platform_admin", rest="403"),
        post=only("platform_admin", rest="403"), data={"name": "Bestaat niet"}, changes=(),
    ),
    Row("community:group", "group", get=only(*FIT), post=signed_in("405")),
    Row(
        "community:group-edit", "group", get=only("alice"), post=only("alice", gets=TO_GROUP),
        data=GROUP,
    ),
    Row(
        "community:group-end", "group", get=BY_POST,
        post=only(*FIT, gets="403") | dict.fromkeys(("alice", *EDITORS), TO_GROUPS),
    ),
    Row(
        "community:group-join", "open group", get=BY_POST, post=only(*FIT, gets=TO_GROUP),
        changes=but("alice"),
    ),
    Row(
        "community:group-ask", "group", get=BY_POST, post=only(*FIT, gets=TO_GROUP),
        changes=but("alice", "bob", "charlie"),
    ),
    Row(
        "community:group-take-back", "group", get=BY_POST, post=only(*FIT, gets=TO_GROUP),
        changes=("charlie",),
    ),
    # The last leader stays until there is another.
    Row(
        "community:group-leave", "group", get=BY_POST,
        post=only(*FIT, gets=TO_GROUPS) | {"alice": TO_GROUP}, changes=("bob",),
    ),
    Row(
        "community:group-members", "group", get=only("alice", "bob"), post=signed_in("405"),
    ),
    Row(
        "community:group-invite", "group", get=BY_POST, post=only("alice", gets=TO_PEOPLE),
        data={"email": "qrc address"},
    ),
    Row(
        "community:group-announce", "group", get=only("alice"), post=only("alice", gets=TO_GROUP),
        data=SAID,
    ),
    Row(
        "community:group-member-role", "group member", get=BY_POST,
        post=only("alice", gets=TO_PEOPLE), data={"rol": "trekker"},
    ),
    Row(
        "community:group-member-remove", "group member", get=only("alice"),
        post=only("alice", gets=TO_PEOPLE), data={"reason": "Andere functie."},
    ),
    Row(
        "community:group-request", "group request", get=BY_POST,
        post=only("alice", gets=TO_PEOPLE), data={"antwoord": "ja"},
    ),
    Row(
        "community:group-invitation", "group invitation", get=BY_POST,
        post=only("charlie", gets=TO_GROUP) | {"alice": TO_PEOPLE}, data={"antwoord": "ja"},
    ),
    Row(
        "community:announcements", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="405", rest="403"),
    ),
    Row(
        "community:announcement-new", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets=TO_SAID, rest="403"), data=SAID,
    ),
    Row(
        "community:announcement-withdraw", "announcement", get=BY_POST,
        post=only(*EDITORS, gets=TO_SAID),
    ),
    Row(
        "community:announcement-dismiss", "announcement", get=BY_POST,
        post=only(*MEMBERS, gets="to community:dashboard"),
    ),
    Row(
        "community:members", get=only(*MEMBERS, rest="403"),
        post=only(*MEMBERS, gets="405", rest="403"),
    ),
    Row("community:member-options", get=signed_in("200"), post=signed_in("405")),
    # A supplier sees who chose to be seen.
    Row("community:member", "alice", get=only(*FIT), post=signed_in("405")),
    Row(
        "community:profile", get=signed_in("200"), post=signed_in("to community:profile"),
        data=PROFILE,
    ),
    Row("community:conversations", get=signed_in("200"), post=signed_in("405")),
    # Nobody writes to himself, and a supplier to nobody who did not write first.
    Row(
        "community:message-new", get=only(*MEMBERS, rest="403"),
        post=only(*but("alice"), gets="to community:conversation", rest="403")
        | {"alice": "200", "supplier_editor": "200"}, data=LETTER,
    ),
    Row("community:message-count", get=signed_in("200"), post=signed_in("405")),
    Row("community:blocked", get=signed_in("200"), post=signed_in("405")),
    Row(
        "community:block", "charlie", get=BY_POST,
        post=only(*but("charlie"), gets="to community:blocked"),
    ),
    Row(
        "community:unblock", "blocked person", get=BY_POST,
        post=only("alice", gets="to community:blocked"),
    ),
    Row("community:conversation", "conversation", get=only(*INSIDE), post=signed_in("405")),
    Row(
        "community:message-write", "conversation", get=BY_POST,
        post=only(*INSIDE, gets="to community:conversation"),
        data={"source": "Nog iets.", "submission": "9f1c2b1e-0000-4000-8000-000000000004"},
    ),
    Row(
        "community:conversation-archive", "conversation", get=BY_POST,
        post=only(*INSIDE, gets=TO_TALKS), data={"wens": "weg"},
    ),
    Row(
        "community:conversation-leave", "conversation", get=BY_POST,
        post=only(*INSIDE, gets=TO_TALKS),
    ),
]  # fmt: skip
