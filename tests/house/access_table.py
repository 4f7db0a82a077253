"""Who gets what at every address of ours: the role × URL table.

An outcome is a status code, or `to <name of a view>` for a redirect; IN sends to sign in first.
Roles and rows of the world are those of `world.py`. A new address needs a row here.
"""

from __future__ import annotations

from tests.house import (
    access_achievements,
    access_events,
    access_forum_reading,
    access_library,
    access_moderation,
)
from tests.house.access_catalogue import CATALOGUE, PORTFOLIO
from tests.house.access_content import CONTENT
from tests.house.access_desk import DESK, FOLLOWING
from tests.house.access_drills import DRILLS
from tests.house.access_experts import EXPERTS, OFFERS
from tests.house.access_files import FILES
from tests.house.access_forum_mail import FORUM_MAIL
from tests.house.access_forum_writing import FORUM_WRITING
from tests.house.access_groups import GROUPS
from tests.house.access_learning import LEARNING, OPEN
from tests.house.access_packages import PACKAGES
from tests.house.access_privacy import PRIVACY
from tests.house.access_rows import (
    BY_POST,
    PLATFORM,
    QRC,
    Row,
    everyone,
    only,
    signed_in,
)
from tests.house.access_statistics import STATISTICS
from tests.house.world import ROLES

WISH = {"min_severity": "high", "channels": ["email"], "words": "", "organisation": "gent"}
SOURCE = {
    "name": "Nieuwe bron", "url": "https://bron.example/feed.xml", "kind": "rss", "language": "nl",
    "tlp": "CLEAR", "interval_minutes": "30", "identity_policy": "guid", "first_poll": "silent",
    "release_policy": "automatisch",
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
    Row(
        "api:get_advisory_csaf", "advisory", get=everyone("200") | {"anonymous": "401"},
        post=everyone("405"),
    ),
    # Of the organisation one works for now.
    Row(
        "api:list_concerning",
        get=everyone("200") | {"anonymous": "401", "newcomer": "403"}, post=everyone("405"),
    ),
    # The schema names no row of anybody.
    Row("api:openapi-json", get=everyone("200"), post=everyone("200"), changes=()),
    Row("api:api-root", get=everyone("404"), post=everyone("404")),
]  # fmt: skip

COMMUNITY = [
    # What each may find there: tests/community/search and the canary.
    Row("community:search", get=everyone("200"), post=everyone("405")),
    Row("community:search-palette", get=everyone("200"), post=everyone("405")),
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
    # The answer shows the key, once, so it is no redirect.
    Row(
        "community:api-keys", get=signed_in("200"), post=signed_in("200"),
        data={"name": "proef", "owner": "mij", "scopes": ["qrc.read"], "days": "30"},
        changes=tuple(role for role in ROLES if role != "anonymous"),
    ),
    Row(
        "community:api-key-revoke", "api key", get=BY_POST,
        post=only("alice", gets="to community:api-keys"),
    ),
    Row(
        "community:sms-allowances", get=only("platform_admin", rest="403"),
        post=only("platform_admin", gets="to community:sms-allowances", rest="403"),
        data={"organisation": "0207451227", "monthly_cap": "10", "reserve": "20"},
    ),
    Row(
        "community:sms-allowance-drop", "allowance", get=only("platform_admin", gets="405", rest="403"),
        post=only("platform_admin", gets="to community:sms-allowances", rest="403"),
    ),
    Row(
        "community:incoming-mail", get=only("platform_admin", rest="403"),
        post=only("platform_admin", gets="405", rest="403"),
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
        "community:quiet-hours", get=signed_in("200"), post=signed_in(TO_PREFERENCES),
        data={"starts": "22:00", "ends": "07:00", "channels": ["sms"], "passes": "1"},
    ),
    Row("community:quiet-hours-stop", get=BY_POST, post=signed_in(TO_PREFERENCES), changes=()),
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
    Row(
        "community:webhooks", get=only("alice", "charlie", "platform_admin"),
        post=only("alice", "charlie", "platform_admin", gets="to community:webhooks"),
        data={"channel": "teams", "url": "https://nieuw.example/x"},
    ),
    Row(
        "community:webhook-try", "webhook", get=BY_POST,
        post=only("alice", gets="to community:webhooks"),
    ),
    # Shown once, so no redirect.
    Row(
        "community:webhook-secret", "webhook", get=BY_POST, post=only("alice"),
        changes=("alice",),
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
    # For anybody: TLP:CLEAR alone.
    Row("qrc:public-list", get=everyone("200"), post=everyone("405")),
    Row("qrc:public-export", get=everyone("200"), post=everyone("405")),
    Row("qrc:public-detail", "advisory", get=everyone("200"), post=everyone("405")),
    # For machines: TLP:CLEAR without signing in, and nothing of anybody's own.
    Row("qrc:advisory-feed", get=everyone("200"), post=everyone("405")),
    Row("qrc:cap-feed", get=everyone("200"), post=everyone("405")),
    Row("qrc:advisory-cap", "advisory", get=everyone("200"), post=everyone("405")),
    # The secret in the address is the key.
    Row("qrc:organisation-feed", "feed token", get=everyone("200"), post=everyone("405")),
    Row("qrc:feed", get=only("alice", "charlie", "platform_admin"), post=signed_in("405")),
    # The answer shows the address, once.
    Row(
        "qrc:feed-renew", get=BY_POST, post=only("alice", "charlie", "platform_admin"),
        changes=("alice", "charlie", "platform_admin"),
    ),
    Row("qrc:feed-close", get=BY_POST, post=only("alice", gets="to qrc:feed")),
    Row("qrc:short", "advisory", get=signed_in("to qrc:advisory-detail"), post=signed_in("405")),
    Row("qrc:my-week", get=signed_in("200"), post=signed_in("405")),
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
    Row("qrc:source-health", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:source-health-export", get=only(*QRC, rest="403"), post=signed_in("405")),
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
        "qrc:source-try", "source", get=BY_POST, post=only(*QRC, gets="200", rest="403"),
        changes=(),
    ),
    Row(
        "qrc:source-judge", "source", get=BY_POST,
        post=only(*QRC, gets="to qrc:source-detail", rest="403"), data={"doe": "behouden"},
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
    "catalogue": CATALOGUE, "portfolio": PORTFOLIO, "desk": DESK, "following": FOLLOWING,
    "drills": DRILLS, "statistics": STATISTICS, "content": CONTENT, "learning": LEARNING,
    "packages": PACKAGES, "events": access_events.EVENTS, "files": FILES,
    "library": access_library.LIBRARY, "forum": access_forum_reading.READING,
    "forum-writing": FORUM_WRITING, "forum by mail": FORUM_MAIL,
    "moderation": access_moderation.MODERATION, "groups": GROUPS, "experts": EXPERTS,
    "offers": OFFERS, "privacy": PRIVACY,
    "achievements": access_achievements.ACHIEVEMENTS, "contests": access_achievements.CONTESTS,
}  # fmt: skip
TABLE = [row for part in PARTS.values() for row in part]
BY_NAME = {row.name: row for row in TABLE}

WITH_DEBUG_ONLY = {"site:styleguide", "site:styleguide-error"}
"""Mounted only with DEBUG; the tests run without."""

FOREIGN = ("account/", "beheer/", "cms/", "^cms/password_reset/", "^cms/documents/", "_util/")
"""Beginnings of the libraries' own addresses, and of our redirects that stand before them."""
PAGES = ("wagtail_serve",)
"""What editors make: the last pattern of all, for everybody unless an editor restricts it."""

PUBLIC = OPEN | access_achievements.OPEN | access_events.OPEN | access_library.OPEN | access_forum_reading.READING_OPEN | access_moderation.OPEN | {
    "community:erasure",
    "community:search", "community:search-palette",
    "content:library", "content:library-feed", "content:document", "content:document-look",
    "content:document-captions", "content:document-version", "wagtaildocs_serve",
    "health-live", "health-ready", "metrics", "pictures", "site:accessibility", "site:privacy",
    "site:colophon", "site:set-language", "site:theme", "community:invitation",
    "community:confirmation", "community:confirmation-again", "community:unsubscribe",
    "community:twilio-status", "community:twilio-inbound", "community:outbox",
    "community:outbox-item", "community:outbox-mail", "wagtail_serve", "qrc:emergency",
    "qrc:acknowledge", "qrc:drill-answer", "qrc:public-list", "qrc:public-export", "qrc:public-detail",
    # A program gets 401 from the API itself.
    "api:list_advisories", "api:get_advisory", "api:get_advisory_csaf", "api:list_concerning",
    "content:sitemap", "content:sitemap-section", "content:robots", "content:news-atom",
    "content:news-rss", "content:newsletters", "content:newsletter",
    "qrc:advisory-feed", "qrc:cap-feed", "qrc:advisory-cap", "qrc:organisation-feed", "api:openapi-json", "api:api-root",
}  # fmt: skip
"""Everything else of ours asks to sign in."""
