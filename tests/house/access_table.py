"""Who gets what at every address of ours: the role × URL table.

An outcome is a status code, or `to <name of a view>` for a redirect; IN sends to sign in first.
Roles and rows of the world are those of `world.py`. A new address needs a row here.
"""

from __future__ import annotations

from tests.house import access_events, access_library
from tests.house.access_content import CONTENT
from tests.house.access_drills import DRILLS
from tests.house.access_files import FILES
from tests.house.access_learning import LEARNING, OPEN
from tests.house.access_packages import PACKAGES
from tests.house.access_rows import (
    BY_POST,
    IN,
    PLATFORM,
    QRC,
    Outcomes,
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
OWN_ALERT = {
    "title": "Golf van valse facturen", "severity": "high", "action": "Betaal niets.",
    "tlp": "GREEN", "audience": "iedereen",
}  # fmt: skip
SIGHTING = {"kind": "phishing", "title": "Valse facturen", "may_contact": "on"}
EMERGENCY = {"first_hour": "Bel.", "do_not": "Wis niets.", "call": "Ons.", "duties": "Meld."}
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

KEEPERS = ("alice", "bob", "charlie")
"""Beheerder, ICT and CISO of a bestuur: here the three who work for one."""
ITEM = {"solution_words": "Ons Eigen Zaaksysteem", "solution_chosen": "", "version": "4"}
TO_PORTFOLIO = "to catalogue:portfolio"
TO_ITEM = "to catalogue:portfolio-item"


def kept(gets: str) -> Outcomes:
    """An item of Gent: who keeps another portfolio doesn't find it, who keeps none is refused."""
    return only("alice", "bob", gets=gets, rest="403") | {"charlie": "404", "anonymous": IN}


def drawn(gets: str) -> Outcomes:
    """A list that Alice brought in: not even her colleague finds it."""
    return kept(gets) | {"bob": "404"}


PORTFOLIO = [
    Row("catalogue:portfolio", get=only(*KEEPERS, rest="403"), post=signed_in("405")),
    Row("catalogue:portfolio-export", get=only(*KEEPERS, rest="403"), post=signed_in("405")),
    Row(
        "catalogue:portfolio-add", get=only(*KEEPERS, rest="403"),
        post=only(*KEEPERS, gets=TO_PORTFOLIO, rest="403"), data=ITEM,
    ),
    Row(
        "catalogue:portfolio-quick-start", get=only(*KEEPERS, rest="403"),
        post=only(*KEEPERS, gets=TO_PORTFOLIO, rest="403"), data={"solutions": "common solution"},
    ),
    Row(
        "catalogue:import", get=only(*KEEPERS, rest="403"),
        post=only(*KEEPERS, gets="to catalogue:import-preview", rest="403"),
        data={"text": "Ons Eigen Zaaksysteem"},
    ),
    Row("catalogue:import-preview", "draft", get=drawn("200"), post=signed_in("405")),
    Row(
        "catalogue:import-row", "draft row", get=drawn("200"),
        post=drawn("to catalogue:import-preview"), data={"guess": "common solution"},
    ),
    Row("catalogue:import-take", "draft", get=BY_POST, post=drawn(TO_PORTFOLIO)),
    Row("catalogue:import-drop", "draft", get=BY_POST, post=drawn(TO_PORTFOLIO)),
    Row("catalogue:portfolio-item", "item", get=kept("200"), post=signed_in("405")),
    Row(
        "catalogue:portfolio-change", "item", get=kept("200"), post=kept(TO_ITEM), data=ITEM
    ),
    # Without htmx there is the whole form.
    Row(
        "catalogue:portfolio-version", "item", get=kept("to catalogue:portfolio-change"),
        post=kept(TO_PORTFOLIO), data={"version": "13"},
    ),
    Row("catalogue:portfolio-end", "item", get=BY_POST, post=kept(TO_PORTFOLIO)),
    Row("catalogue:portfolio-restore", "ended item", get=BY_POST, post=kept(TO_PORTFOLIO)),
    # Without a file the form says what is missing.
    Row(
        "catalogue:portfolio-sbom", "item", get=kept("200"), post=kept("200"), data={"x": "x"},
        changes=(),
    ),
    Row("catalogue:portfolio-sbom-remove", "item", get=BY_POST, post=kept(TO_ITEM)),
]  # fmt: skip

PRODUCT = {"name": "Nieuwe oplossing", "kind": "toepassing", "new_supplier": "Nieuw huis"}
TO_SOLUTION = "to catalogue:solution-detail"
TO_SUPPLIERS = "to catalogue:supplier-list"
WORDS = ("editor", *QRC)
"""Who keeps the vocabulary."""

CATALOGUE = [
    Row("catalogue:solution-list", get=signed_in("200"), post=signed_in("405")),
    Row("catalogue:solution-export", get=signed_in("200"), post=signed_in("405")),
    Row("catalogue:solution-search", get=signed_in("200"), post=signed_in("405")),
    # An editor posts a name by which it is recognised too.
    Row(
        "catalogue:solution-detail", "solution", get=signed_in("200"),
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"),
        data={"kind": "alias", "value": "Nieuwe naam"},
    ),
    Row(
        "catalogue:solution-add", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"), data=PRODUCT,
    ),
    Row(
        "catalogue:solution-change", "solution", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"), data=PRODUCT,
    ),
    Row(
        "catalogue:solution-merge", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets="to catalogue:solution-list", rest="403"),
        data={"gone_words": "x", "gone_chosen": "other solution", "kept_words": "x",
              "kept_chosen": "solution"},
    ),
    Row(
        "catalogue:identifier-remove", "identifier", get=BY_POST,
        post=only(*WORDS, gets=TO_SOLUTION, rest="403"),
    ),
    Row(
        "catalogue:name-list", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets="to catalogue:name-list", rest="403"),
        data={"names": "unknown name", "doe": "negeren"},
    ),
    Row("catalogue:supplier-list", get=only(*WORDS, rest="403"), post=signed_in("405")),
    Row(
        "catalogue:supplier-add", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SUPPLIERS, rest="403"), data={"name": "Nieuw huis"},
    ),
    Row(
        "catalogue:supplier-change", "maker", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SUPPLIERS, rest="403"), data={"name": "Ander huis"},
    ),
    Row(
        "catalogue:supplier-merge", get=only(*WORDS, rest="403"),
        post=only(*WORDS, gets=TO_SUPPLIERS, rest="403"),
        data={"gone": "other maker", "kept": "maker"},
    ),
]  # fmt: skip

TO_RELEASE = only(*QRC, gets="to qrc:release-detail", rest="403")
DESK = [
    Row("qrc:desk", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:alert-new", get=only(*QRC, rest="403"), post=TO_RELEASE, data=OWN_ALERT),
    Row("qrc:release-detail", "release", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row(
        "qrc:release-edit", "release", get=BY_POST, post=TO_RELEASE,
        data={"severity": "critical", "title": "Werk bij"},
    ),
    Row("qrc:release-approve", "release", get=BY_POST, post=TO_RELEASE),
    Row("qrc:release-reject", "release", get=BY_POST, post=TO_RELEASE, data={"reason": "Nee."}),
    Row(
        "qrc:release-merge", "release", get=BY_POST, post=TO_RELEASE,
        data={"into": "other release"},
    ),
    Row(
        "qrc:desk-sighting", "sighting", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:desk-sighting", rest="403"), data={"state": "bekeken"},
    ),
    # The choice waits for a second person, who is any QRC-redacteur but the one who chose.
    Row(
        "qrc:source-approve", "source", get=BY_POST,
        post=only(*QRC, gets="to qrc:source-detail", rest="403"),
    ),
    Row(
        "qrc:sighting-new", get=signed_in("200", newcomer="403"),
        post=signed_in("to qrc:sighting-mine", newcomer="403"), data=SIGHTING,
    ),
    # Everyone reads his own, and those of his colleagues.
    Row("qrc:sighting-mine", get=signed_in("200", newcomer="403"), post=signed_in("405")),
    Row("qrc:emergency", get=everyone("200"), post=everyone("405")),
    Row(
        "qrc:emergency-change", get=only(*QRC, rest="403"),
        post=only(*QRC, gets="to qrc:emergency", rest="403"), data=EMERGENCY,
    ),
]  # fmt: skip

FOLLOWING = [
    # Everyone sees what touches his own organisation: only Gent has any.
    Row("qrc:cases", get=signed_in("200"), post=signed_in("405")),
    Row("qrc:cases-export", get=signed_in("200"), post=signed_in("405")),
    Row("qrc:case", "case", get=only("alice", "bob"), post=signed_in("405")),
    Row(
        "qrc:case-change", "case", get=BY_POST, post=only("alice", "bob", gets="to qrc:case"),
        data={"state": "verholpen", "note": "Bijgewerkt."},
    ),
    Row(
        "qrc:case-acknowledge", "case", get=BY_POST,
        post=only("alice", "bob", gets="to qrc:case"),
    ),
    # Who ticks what is not his is told so, and nothing changes.
    Row(
        "qrc:cases-change", get=BY_POST, post=signed_in("to qrc:cases"),
        data={"state": "verholpen", "cases": "case"}, changes=("alice", "bob"),
    ),
    # A link in a message: its token is the proof, for this and nothing else.
    Row(
        "qrc:acknowledge", "acknowledge token", get=everyone("200"),
        post=everyone("to qrc:acknowledge"),
    ),
    Row("qrc:contacts", get=signed_in("200"), post=signed_in("405")),
    # Of the first rank; administrators of a government choose, for their own.
    Row(
        "qrc:contact-choose", "rank", get=only("alice", "charlie"),
        post=only("alice", gets="to qrc:contacts") | {"charlie": "200"}, data={"user": "bob"},
    ),
    Row(
        "qrc:contact-channels", get=only("alice", "bob", "charlie"),
        post=only("alice", "bob", "charlie", gets="to qrc:contacts"),
        data={"channels": ["email"]},
    ),
    Row(
        "qrc:contact-patience", get=only("alice", "charlie"),
        post=only("alice", "charlie", gets="to qrc:contacts"),
        data={"grave_hours": "6", "high_hours": "30"},
    ),
    Row(
        "qrc:unreachable", get=only(*QRC, "helpdesk", rest="403"), post=signed_in("405"),
    ),
    Row("qrc:board", get=only(*QRC, rest="403"), post=signed_in("405")),
    Row("qrc:board-detail", "advisory", get=only(*QRC, rest="403"), post=signed_in("405")),
]  # fmt: skip

PARTS = {
    "site": SITE, "api": API, "community": COMMUNITY, "messaging": MESSAGING, "qrc": WARNINGS,
    "catalogue": CATALOGUE,
    "portfolio": PORTFOLIO,
    "desk": DESK,
    "following": FOLLOWING,
    "drills": DRILLS,
    "statistics": STATISTICS,
    "content": CONTENT,
    "learning": LEARNING,
    "packages": PACKAGES,
    "events": access_events.EVENTS,
    "files": FILES,
    "library": access_library.LIBRARY,
}  # fmt: skip
TABLE = [row for part in PARTS.values() for row in part]
BY_NAME = {row.name: row for row in TABLE}

WITH_DEBUG_ONLY = {"site:styleguide", "site:styleguide-error"}
"""Mounted only with DEBUG; the tests run without."""

FOREIGN = ("account/", "beheer/", "cms/", "^cms/password_reset/", "^cms/documents/", "_util/")
"""Beginnings of the libraries' own addresses, and of our redirects that stand before them."""
PAGES = ("wagtail_serve",)
"""What editors make: the last pattern of all, for everybody unless an editor restricts it."""

PUBLIC = OPEN | access_events.OPEN | access_library.OPEN | {
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
