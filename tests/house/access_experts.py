"""Who gets what at the addresses of experts, requests for help, skills and services."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Outcomes, Row, only

GOVERNMENTS = ("alice", "bob", "charlie")
EDITORS = ("editor", "platform_admin")
SELLER = "supplier_editor"
BUYERS = tuple(role for role in MEMBERS if role != SELLER)
TOKEN = "9f1c2b1e-0000-4000-8000-000000000014"
TO_MINE, TO_NEEDS = "to community:my-skills", "to community:skill-needs"
TO_REQUEST, TO_OFFER = "to community:help-request", "to community:offer"
TO_INQUIRY, TO_TALK = "to community:inquiry", "to community:conversation"
ASK = {
    "title": "Wie kent dit?", "text": "Wij zitten vast.", "language": "nl", "until": "help until",
    "audience": "besturen", "submission": TOKEN, "skill_1_words": "GIS",
}  # fmt: skip
CARD = {
    "title": "Inbraaktest", "summary": "Wij zoeken de gaten.", "price_form": "per dag",
    "languages": ["nl"], "skill_1_words": "pentest",
}  # fmt: skip
WORK = {"began_on": "2026-01-05", "ended_on": "2026-02-20"}
OPINION = {"quality": "4", "timing": "5", "contact": "4", "words": "Vlot gewerkt."}


def members(*roles: str, gets: str = "200", rest: str = "404") -> Outcomes:
    """Of members these; who belongs nowhere is refused at the door."""
    return only(*(roles or MEMBERS), gets=gets, rest=rest) | {"newcomer": "403"}


READ = members(gets="405", rest="403")
"""What a page that is only read answers to POST."""

EXPERTS = [
    Row("community:experts", get=members(), post=READ),
    Row("community:skill-options", get=members(), post=READ),
    Row(
        "community:my-skills", get=members(), post=members(gets=TO_MINE),
        data={"languages": ["nl"], "most_per_month": "3"},
    ),
    Row(
        "community:my-skill-add", get=members(), post=members(gets=TO_MINE),
        data={"skill_words": "GIS", "level": "2", "shared": "niemand"},
    ),
    Row(
        "community:my-skill", "my skill", get=members("alice"), post=members("alice", gets=TO_MINE),
        data={"level": "4", "shared": "leden"},
    ),
    Row("community:my-skill-drop", "my skill", get=BY_POST, post=only("alice", gets=TO_MINE)),
    # Who may read it is sent on; only a colleague's word counts.
    Row(
        "community:skill-endorse", "my skill", get=BY_POST,
        post=only(*BUYERS, gets="to community:expert"), changes=("bob",),
    ),
    Row("community:expert", "expert", get=members(*BUYERS), post=READ),
    Row(
        "community:expert-ask", "expert",
        get=members(*(role for role in BUYERS if role != "alice")),
        post=members(*(role for role in BUYERS if role != "alice"), gets=TO_TALK),
        data={"submission": TOKEN, "subject": "Back-up", "source": "Hoe doet u dat?"},
    ),
    Row(
        "community:expert-verify", "expert", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="to community:expert", rest="403"), data={"reason": "Gekend."},
    ),
    Row("community:help-requests", get=members(), post=READ),
    Row(
        "community:help-ask", get=members(*GOVERNMENTS), post=members(*GOVERNMENTS, gets=TO_REQUEST),
        data=ASK,
    ),
    Row("community:help-reach", get=members(*GOVERNMENTS), post=READ),
    Row(
        "community:help-figures", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="405", rest="403"),
    ),
    Row("community:help-request", "help request", get=members(*BUYERS), post=READ),
    # Nobody was asked, so yes is an offer; Alice cannot help herself.
    Row(
        "community:help-reply", "help request", get=BY_POST,
        post=only(*BUYERS, gets=TO_TALK) | {"alice": TO_REQUEST}, data={"antwoord": "ja"},
        changes=tuple(role for role in BUYERS if role != "alice"),
    ),
    # Nobody is left to ask: a message says so.
    Row(
        "community:help-more", "help request", get=BY_POST, post=only("alice", gets=TO_REQUEST),
        changes=(),
    ),
    Row("community:help-close", "help request", get=BY_POST, post=only("alice", gets=TO_REQUEST)),
    # Of the bestuur that one works as.
    Row(
        "community:skill-map",
        get=members(gets="to community:skill-region") | dict.fromkeys(GOVERNMENTS, "200"),
        post=READ,
    ),
    Row(
        "community:skill-needs", get=only(*GOVERNMENTS), post=only(*GOVERNMENTS, gets=TO_NEEDS),
        data={"skill_words": "GIS", "level": "2", "people": "1"},
    ),
    Row(
        "community:skill-needs-begin", get=BY_POST, post=only(*GOVERNMENTS, gets=TO_NEEDS),
        data={"size": "klein"},
    ),
    Row("community:skill-need-drop", "skill need", get=BY_POST, post=only("alice", "bob", gets=TO_NEEDS)),
    # Suppliers read no figures of besturen.
    Row(
        "community:skill-region", get=members(*BUYERS, rest="403"),
        post=only(*BUYERS, gets="405", rest="403"),
    ),
]  # fmt: skip

OFFERS = [
    Row("community:offers", get=members(), post=READ),
    Row(
        "community:own-offers", get=only(SELLER, rest="403"), post=only(SELLER, gets="405", rest="403")
    ),
    Row(
        "community:offer-new", get=only(SELLER, rest="403"),
        post=only(SELLER, gets=TO_OFFER, rest="403"), data=CARD,
    ),
    Row(
        "community:offer-desk", get=only(*EDITORS, rest="403"),
        post=only(*EDITORS, gets="405", rest="403"),
    ),
    Row("community:offer", "offer", get=members(), post=READ),
    Row(
        "community:offer-edit", "offer", get=only(SELLER, rest="403"),
        post=only(SELLER, gets=TO_OFFER, rest="403"), data=CARD,
    ),
    Row("community:offer-submit", "offer draft", get=BY_POST, post=only(SELLER, gets=TO_OFFER)),
    Row(
        "community:offer-withdraw", "offer", get=BY_POST,
        post=only(SELLER, *EDITORS, gets=TO_OFFER), data={"reason": "Geen dienst."},
    ),
    Row(
        "community:offer-decide", "offer waiting", get=only(*EDITORS, gets="405", rest="403"),
        post=only(*EDITORS, gets="to community:offer-desk", rest="403"), data={"doe": "publiceren"},
    ),
    Row(
        "community:offer-inquire", "offer", get=members(*GOVERNMENTS),
        post=members(*GOVERNMENTS, gets=TO_INQUIRY), data={"token": TOKEN, "text": "Kunt u dit?"},
    ),
    Row("community:inquiries", get=members(), post=READ),
    Row("community:inquiry", "inquiry", get=members("alice", "bob", SELLER), post=READ),
    Row(
        "community:inquiry-worked", "inquiry", get=BY_POST,
        post=only("alice", "bob", SELLER, gets=TO_INQUIRY), data=WORK,
    ),
    Row(
        "community:inquiry-close", "inquiry", get=BY_POST,
        post=only("alice", "bob", SELLER, gets=TO_INQUIRY),
    ),
    Row(
        "community:inquiry-review", "worked inquiry", get=members("alice", "bob"),
        post=members("alice", "bob", gets=TO_INQUIRY), data=OPINION,
    ),
    Row(
        "community:review-answer", "review", get=members(SELLER),
        post=members(SELLER, gets=TO_INQUIRY), data={"answer": "Dank u."},
    ),
]  # fmt: skip
