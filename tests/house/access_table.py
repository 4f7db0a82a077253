"""Who gets what at every address of ours: the role × URL table.

An outcome is a status code, or `to <name of a view>` for a redirect; IN sends to sign in first.
Roles and rows of the world are those of `world.py`. A new address needs a row here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.house.world import ROLES

Outcomes = dict[str, str]
IN = "to account_login"
QRC = ("qrc_editor", "platform_admin")
PLATFORM = ("qrc_editor", "editor", "helpdesk", "platform_admin")
MEMBERS = tuple(role for role in ROLES if role not in ("anonymous", "newcomer"))


def everyone(outcome: str) -> Outcomes:
    return dict.fromkeys(ROLES, outcome)


def signed_in(outcome: str, **others: str) -> Outcomes:
    return everyone(outcome) | {"anonymous": IN} | others


def only(*roles: str, gets: str = "200", rest: str = "404") -> Outcomes:
    return signed_in(rest) | dict.fromkeys(roles, gets)


BY_POST = signed_in("405")
"""What a view that only changes things answers to GET; signing in goes first."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    key: str = ""
    """The row of the world that the address names."""
    get: Outcomes = field(default_factory=dict)
    post: Outcomes = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    changes: tuple[str, ...] | None = None
    """Whose POST changes rows; by default whoever is sent on, which is how a success answers."""

    def is_changed_by(self, role: str) -> bool:
        if self.changes is not None:
            return role in self.changes
        return self.post[role].startswith("to ") and self.post[role] != IN


WISH = {"min_severity": "high", "channels": ["email"], "words": "", "organisation": "gent"}
SOURCE = {
    "name": "Nieuwe bron", "url": "https://bron.example/feed.xml", "kind": "rss", "language": "nl",
    "tlp": "CLEAR", "interval_minutes": "30", "identity_policy": "guid", "first_poll": "silent",
}  # fmt: skip
PROFILE = {"first_name": "Ander", "last_name": "Woord", "language": "nl"}
TO_ORGANISATION = "to community:organisation"
TO_PREFERENCES = "to community:preferences"

SITE = [
    Row("health-live", get=everyone("200"), post=everyone("405")),
    Row("health-ready", get=everyone("200"), post=everyone("405")),
    # From this machine; from elsewhere it is 403 without a token (tests/site/test_metrics.py).
    Row("metrics", get=everyone("200"), post=everyone("405")),
    Row("pictures", "picture", get=everyone("404")),
    Row("avatars", "picture", get=signed_in("404")),
    Row("site:accessibility", get=everyone("200")),
    Row("site:privacy", get=everyone("200")),
    Row("site:colophon", get=everyone("200")),
    # Both set a cookie and no row.
    Row(
        "site:set-language", get=everyone("405"), post=everyone("to site:privacy"),
        data={"next": "/privacy/", "language": "en"}, changes=(),
    ),
    Row(
        "site:theme", get=everyone("405"), post=everyone("to site:privacy"),
        data={"next": "/privacy/", "theme": "dark"}, changes=(),
    ),
]  # fmt: skip

API = [
    Row("api:list_advisories", get=everyone("200") | {"anonymous": "401"}, post=everyone("405")),
    Row(
        "api:get_advisory", "advisory", get=everyone("200") | {"anonymous": "401"},
        post=everyone("405"),
    ),
    # The schema names no row of anybody.
    Row("api:openapi-json", get=everyone("200"), post=everyone("200"), changes=()),
    Row("api:api-root", get=everyone("404"), post=everyone("404")),
]  # fmt: skip

COMMUNITY = [
    Row("community:dashboard", get=signed_in("200"), post=signed_in("405")),
    Row("community:indicators", get=only(*PLATFORM, rest="403"), post=signed_in("405")),
    Row("community:indicators-export", get=only(*PLATFORM, rest="403"), post=signed_in("405")),
    Row(
        "community:start",
        get=signed_in("to community:dashboard", newcomer="to community:join"),
        post=signed_in("405"),
    ),
    # Everyone sees his own organisation here, whatever he asks for.
    Row(
        "community:organisation", get=signed_in("200", newcomer="to community:join"),
        post=signed_in("405"),
    ),
    # The choice is kept in the session.
    Row(
        "community:switch-organisation", get=BY_POST,
        post=only("alice", "bob", gets="to community:dashboard"), data={"organisation": "gent"},
        changes=(),
    ),
    Row(
        "community:organisation-leave", get=BY_POST, post=only("bob", gets="to community:start"),
        data={"membership": "membership"},
    ),
    # Who manages another organisation invites to that one; V-ICT-OR knows no medewerkers.
    Row(
        "community:invite", get=only("alice", "charlie", "platform_admin"),
        post=only("alice", "charlie", gets=TO_ORGANISATION) | {"platform_admin": "200"},
        data={"email": "nieuw@elders.example", "roles": ["medewerker"]},
    ),
    Row(
        "community:member-roles", "membership", get=only("alice"),
        post=only("alice", gets=TO_ORGANISATION), data={"roles": ["dpo"]},
    ),
    Row(
        "community:member-remove", "membership", get=BY_POST,
        post=only("alice", gets=TO_ORGANISATION),
    ),
    Row(
        "community:invitation-revoke", "invitation", get=BY_POST,
        post=only("alice", gets=TO_ORGANISATION),
    ),
    # Others who manage may not claim a domain in which they have no address: a message says so.
    Row(
        "community:domain-add", get=BY_POST,
        post=only("alice", "charlie", "platform_admin", gets=TO_ORGANISATION),
        data={"domain": "gent.example"}, changes=("alice",),
    ),
    Row(
        "community:domain-remove", "domain", get=BY_POST, post=only("alice", gets=TO_ORGANISATION)
    ),
    # Gent has an administrator, so the helpdesk has no say in it.
    Row(
        "community:request-approve", "request", get=only("alice"),
        post=only("alice", gets=TO_ORGANISATION),
    ),
    Row(
        "community:request-refuse", "request", get=BY_POST,
        post=only("alice", gets=TO_ORGANISATION), data={"reason": "Onbekend"},
    ),
    Row(
        "community:join-withdraw", "request", get=BY_POST,
        post=only("newcomer", gets="to community:join"),
    ),
    Row("community:join", get=signed_in("200"), post=signed_in("405")),
    Row(
        "community:join-ask", "to join", get=signed_in("200"), post=signed_in("to community:join"),
        data={"roles": ["medewerker"], "message": "Ik werk er."},
    ),
    # The link is the proof: whoever holds it may look, and accept once signed in.
    Row(
        "community:invitation", "invitation token", get=everyone("200"),
        post=signed_in("to community:dashboard", anonymous="200"),
    ),
    Row(
        "community:helpdesk", get=only("helpdesk", "platform_admin", rest="403"),
        post=only("helpdesk", "platform_admin", gets="405", rest="403"),
    ),
    Row(
        "community:account", get=signed_in("200"), post=signed_in("to community:account"),
        data=PROFILE,
    ),
]  # fmt: skip

MESSAGING = [
    # An empty form wants nothing of what may be switched off.
    Row(
        "community:preferences", get=signed_in("200"), post=signed_in(TO_PREFERENCES),
        data={"csrfmiddlewaretoken": "x"},
    ),
    Row(
        "community:phone-add", get=signed_in("200"), post=signed_in("to community:confirmation"),
        data={"phone": "0470 99 98 97"},
    ),
    Row(
        "community:address-change", "phone", get=only("alice"),
        post=only("alice", gets="to community:confirmation"), data={"phone": "0470 99 98 97"},
    ),
    Row("community:address-ask", "unasked", get=BY_POST, post=only("alice", gets=TO_PREFERENCES)),
    Row("community:address-stop", "phone", get=BY_POST, post=only("alice", gets=TO_PREFERENCES)),
    Row(
        "community:address-restart", "stopped", get=BY_POST,
        post=only("alice", gets=TO_PREFERENCES),
    ),
    Row("community:address-remove", "phone", get=BY_POST, post=only("alice", gets=TO_PREFERENCES)),
    # Links in messages: their token is the proof, a mailbox knows no password.
    Row(
        "community:confirmation", "confirmation token", get=everyone("200"),
        post=everyone("to community:confirmation"),
    ),
    # Asked a moment ago: nothing is sent again so soon.
    Row(
        "community:confirmation-again", "confirmation token", get=everyone("405"),
        post=everyone("200"), changes=(),
    ),
    Row(
        "community:unsubscribe", "stop token", get=everyone("200"), post=everyone("200"),
        data={"doe": "stop"}, changes=ROLES,
    ),
    # Twilio signs its calls; nobody else can.
    Row("community:twilio-status", "twilio token", get=everyone("405"), post=everyone("403")),
    Row("community:twilio-inbound", get=everyone("405"), post=everyone("403")),
    Row("community:notifications", get=signed_in("200"), post=signed_in("405")),
    # Everyone reads his own: only Alice has any.
    Row(
        "community:notifications-read", get=BY_POST, post=signed_in("to community:notifications"),
        changes=("alice",),
    ),
    Row(
        "community:notification-read", "notification", get=BY_POST,
        post=only("alice", gets="to community:notifications"),
    ),
    Row("community:bell-count", get=signed_in("200"), post=signed_in("405")),
    # The answer shows the secret, once, so it is no redirect.
    Row(
        "community:webhooks", get=only("alice", "charlie", "platform_admin"),
        post=only("alice", "charlie", "platform_admin"), data={"url": "https://nieuw.example/x"},
        changes=("alice", "charlie", "platform_admin"),
    ),
    Row(
        "community:webhook-try", "webhook", get=BY_POST,
        post=only("alice", gets="to community:webhooks"),
    ),
    Row(
        "community:webhook-remove", "webhook", get=BY_POST,
        post=only("alice", gets="to community:webhooks"),
    ),
    # Only with DEBUG (see test_outbox_opens_with_debug_only).
    Row("community:outbox", get=everyone("404"), post=everyone("405")),
    Row("community:outbox-item", "delivery", get=everyone("404"), post=everyone("405")),
    Row("community:outbox-mail", "delivery", get=everyone("404"), post=everyone("405")),
]  # fmt: skip

WARNINGS = [
    Row("qrc:advisory-list", get=signed_in("200"), post=signed_in("405")),
    Row("qrc:advisory-export", get=signed_in("200"), post=signed_in("405")),
    Row("qrc:advisory-detail", "advisory", get=signed_in("200"), post=signed_in("405")),
    Row("qrc:short", "advisory", get=signed_in("to qrc:advisory-detail"), post=signed_in("405")),
    Row("qrc:ledger", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:ledger-export", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:ledger-detail", "delivery", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row(
        "qrc:ledger-resend", "delivery", get=BY_POST,
        post=only(*QRC, gets="to qrc:ledger-detail", rest="403"),
    ),
    # It failed for certain: there is nothing to ask.
    Row(
        "qrc:ledger-ask", "delivery", get=BY_POST,
        post=only(*QRC, gets="to qrc:ledger-detail", rest="403"), changes=(),
    ),
    Row("qrc:source-list", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row(
        "qrc:source-add", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:source-detail", rest="403"), data=SOURCE,
    ),
    Row("qrc:source-detail", "source", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row(
        "qrc:source-change", "source", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:source-detail", rest="403"), data=SOURCE,
    ),
    # Its address is private, which the poller refuses: that too is written down.
    Row(
        "qrc:source-poll", "source", get=BY_POST,
        post=only(*QRC, gets="to qrc:source-detail", rest="403"),
    ),
    Row(
        "qrc:source-switch", "source", get=BY_POST,
        post=only(*QRC, gets="to qrc:source-detail", rest="403"),
    ),
    Row(
        "qrc:source-follow", "source", get=BY_POST,
        post=only(*QRC, gets="to qrc:source-detail", rest="403"),
    ),
    Row("qrc:my-subscription", get=signed_in("200"), post=signed_in("405")),
    # For Gent, which only its own members may name.
    Row(
        "qrc:subscription-add", get=signed_in("200"),
        post=signed_in("200") | only("alice", "bob", gets="to qrc:my-subscription", rest="200"),
        data=WISH,
    ),
    Row("qrc:subscription-preview", get=signed_in("200"), post=signed_in("405")),
    Row(
        "qrc:subscription-change", "subscription", get=only("alice"),
        post=only("alice", gets="to qrc:my-subscription"), data=WISH,
    ),
    Row(
        "qrc:subscription-stop", "subscription", get=BY_POST,
        post=only("alice", gets="to qrc:my-subscription"),
    ),
]  # fmt: skip

PARTS = {
    "site": SITE, "api": API, "community": COMMUNITY, "messaging": MESSAGING, "qrc": WARNINGS,
}  # fmt: skip
TABLE = [row for part in PARTS.values() for row in part]
BY_NAME = {row.name: row for row in TABLE}

WITH_DEBUG_ONLY = {"site:styleguide", "site:styleguide-error"}
"""Mounted only with DEBUG; the tests run without."""

FOREIGN = ("account/", "beheer/", "cms/", "^cms/password_reset/", "documenten/", "_util/")
"""Beginnings of the libraries' own addresses, and of our redirects that stand before them."""
PAGES = ("wagtail_serve",)
"""What editors make: the last pattern of all, for everybody unless an editor restricts it."""

PUBLIC = {
    "health-live", "health-ready", "metrics", "pictures", "site:accessibility", "site:privacy",
    "site:colophon", "site:set-language", "site:theme", "community:invitation",
    "community:confirmation", "community:confirmation-again", "community:unsubscribe",
    "community:twilio-status", "community:twilio-inbound", "community:outbox",
    "community:outbox-item", "community:outbox-mail", "wagtail_serve",
    # A program gets 401 from the API itself.
    "api:list_advisories", "api:get_advisory", "api:openapi-json", "api:api-root",
}  # fmt: skip
"""Everything else of ours asks to sign in."""
