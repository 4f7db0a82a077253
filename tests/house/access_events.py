"""Who gets what at the addresses of events."""

from __future__ import annotations

from tests.house.access_rows import BY_POST, MEMBERS, Row, everyone, only, signed_in
from tests.house.world import ROLES

EDITORS = ("editor", "platform_admin")
SHOWN = only(*MEMBERS) | {"anonymous": "404"}
"""For members; a visitor is not told that it is there."""
TO_EVENT, TO_LIST = "to community:event", "to community:event-participants"
TO_MATERIALS = "to community:event-materials"
# Alice leads a group: she plans for it, and finds nobody else's.
PLANS = only(*EDITORS, rest="403") | {"alice": "404"}
PLANNED = only(*EDITORS, gets=TO_EVENT, rest="403") | {"alice": "404"}
EVENT = {
    "kind": "workshop", "title": "Nieuw", "summary": "Kort.", "audience": "leden", "place": "Gent",
    "sessie-TOTAL_FORMS": "1", "sessie-INITIAL_FORMS": "0", "sessie-0-day": "2031-05-06",
    "sessie-0-begins": "09:00", "sessie-0-ends": "12:00",
}  # fmt: skip
MAIL = {
    "to": "plaats", "subject": "Parkeren", "text": "Kom op tijd.",
    "token": "9f1c2b1e-0000-4000-8000-000000000001",
}  # fmt: skip
OPINION = {"content": "4", "speaker": "4", "organised": "5", "useful": "ja"}
MATERIAL = {"kind": "presentatie", "title": "Slides", "url": "https://slides.example/1"}

EVENTS = [
    Row("community:agenda", get=everyone("200"), post=everyone("405")),
    Row("community:agenda-mine", get=signed_in("200"), post=signed_in("405")),
    Row("community:agenda-atom", get=everyone("200"), post=everyone("405")),
    Row("community:agenda-calendar", get=everyone("200"), post=everyone("405")),
    Row("community:agenda-feed", get=signed_in("200"), post=signed_in("405")),
    Row(
        "community:agenda-feed-renew", get=BY_POST, post=signed_in("200"),
        changes=tuple(role for role in ROLES if role != "anonymous"),
    ),
    Row(
        "community:agenda-feed-close", get=BY_POST,
        post=only("alice", gets="to community:agenda-feed"),
    ),
    # The secret in the address is the proof.
    Row("community:agenda-own", "agenda token", get=everyone("200"), post=everyone("405")),
    # Of the organisation one works for now.
    Row("community:event-colleagues", get=signed_in("200"), post=signed_in("405")),
    Row(
        "community:event-new", get=PLANS | {"alice": "200"},
        post=only(*EDITORS, gets=TO_EVENT, rest="403") | {"alice": "200"}, data=EVENT,
    ),
    Row("community:event", "event", get=SHOWN, post=everyone("405")),
    Row("community:event-calendar", "event", get=SHOWN, post=everyone("405")),
    # Alice has a place already.
    Row(
        "community:event-register", "event", get=BY_POST, post=only(*MEMBERS, gets=TO_EVENT),
        changes=tuple(role for role in MEMBERS if role != "alice"),
    ),
    # Bob, whom only his own people find.
    Row(
        "community:event-colleague", "event", get=only(*MEMBERS),
        post=only("alice", "bob", gets=TO_EVENT, rest="200") | {"newcomer": "404"},
        data={"colleague_words": "Bob Proef", "colleague_chosen": "bob"},
    ),
    Row(
        "community:event-edit", "event", get=PLANS, post=PLANNED, data=EVENT,
    ),
    Row(
        "community:event-state", "event", get=BY_POST,
        post=PLANNED, data={"stand": "gesloten"},
    ),
    Row(
        "community:event-call-off", "event", get=PLANS, post=PLANNED, data={"reason": "Ziek."},
    ),
    Row("community:event-participants", "event", get=only(*EDITORS), post=signed_in("405")),
    Row("community:event-export", "event", get=only(*EDITORS), post=signed_in("405")),
    Row(
        "community:event-mail", "event", get=only(*EDITORS), post=only(*EDITORS, gets=TO_LIST),
        data=MAIL,
    ),
    Row("community:event-attendance", "past event", get=only(*EDITORS), post=signed_in("405")),
    Row(
        "community:event-mark", "past seat", get=BY_POST,
        post=only(*EDITORS, gets="to community:event-attendance"), data={"stand": "aanwezig"},
    ),
    Row(
        "community:event-evaluate", "past event", get=only("alice"),
        post=only("alice", gets=TO_EVENT), data=OPINION,
    ),
    Row("community:event-evaluation", "past event", get=only(*EDITORS), post=signed_in("405")),
    Row(
        "community:event-materials", "past event", get=only(*EDITORS),
        post=only(*EDITORS, gets=TO_MATERIALS), data=MATERIAL,
    ),
    Row(
        "community:event-material-publish", "material", get=BY_POST,
        post=only(*EDITORS, gets=TO_MATERIALS),
    ),
    Row(
        "community:event-material-remove", "material", get=BY_POST,
        post=only(*EDITORS, gets=TO_MATERIALS),
    ),
    # Without a file the form says what is missing.
    Row(
        "content:event-recording", "past event", get=only(*EDITORS) | {"newcomer": "403"},
        post=only(*EDITORS) | {"newcomer": "403"}, data={"title": "Opname"}, changes=(),
    ),
    Row("community:event-cancel", "seat", get=BY_POST, post=only("alice", gets=TO_EVENT)),
    Row(
        "community:event-cancel-participant", "seat", get=BY_POST,
        post=only(*EDITORS, gets=TO_LIST),
    ),
    Row("api:list_events", get=everyone("200") | {"anonymous": "401"}, post=everyone("405")),
    Row(
        "api:get_event", "event", get=only(*MEMBERS) | {"anonymous": "401"}, post=everyone("405"),
    ),
]  # fmt: skip
OPEN = {
    "community:agenda", "community:agenda-atom", "community:agenda-calendar",
    "community:agenda-own", "community:event", "community:event-calendar", "api:list_events",
    "api:get_event",
}  # fmt: skip
