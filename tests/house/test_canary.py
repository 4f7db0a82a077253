"""What Kanarie keeps to itself is seen, heard and counted by nobody else."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from community.activity.services import pay_owed
from community.messaging.delivering import deliver
from community.messaging.models import Address
from community.offers.models import ServiceInquiry
from community.organisations.models import Organisation
from community.search.services import catch_up
from qrc.advisories.models import Advisory
from qrc.alerts.discussing import open_topic
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make
from tests.house import canary, canary_experts, canary_groups
from tests.house.access_catalogue import WORDS
from tests.house.access_events import EDITORS
from tests.house.access_rows import QRC
from tests.house.access_table import TABLE
from tests.house.canary import MARKERS, NAME, NOWHERE
from tests.house.forum_unmarked import UNMARKED as FORUM
from tests.house.world import ROLES, World

pytestmark = [pytest.mark.django_db, pytest.mark.whole]

FOREIGN_PAGES = (
    "/", "/account/email/", "/account/toestellen/", "/account/tweestaps/", "/cms/", "/cms/users/",
    "/cms/reports/site-history/", "/beheer/", "/beheer/community/user/",
)  # fmt: skip
SEARCHES = (
    "/qrc/waarschuwingen/?q={}", "/qrc/waarschuwingen/export.csv?q={}", "/aansluiten/?zoek={}",
    "/helpdesk/?zoek={}", "/api/v1/advisories?q={}", "/qrc/abonnement/voorproef/?words={}",
    "/qrc/verzendregister/?q={}", "/qrc/bronnen/?q={}", "/organisatie/?sort={}",
    "/catalogus/oplossingen/?q={}", "/catalogus/oplossingen/zoek/?q={}",
    "/catalogus/oplossingen/export.csv?q={}", "/catalogus/onbekende-namen/?q={}",
    "/catalogus/portfolio/?q={}", "/catalogus/portfolio/export.csv?q={}",
    "/waarschuwingen/?q={}", "/waarschuwingen/?product={}", "/bibliotheek/?q={}",
    "/qrc/waarschuwingen/?product_words={}", "/zoeken/?q={}", "/zoeken/snel/?q={}",
    "/api/v1/documents?q={}", "/experts/?q={}", "/hulpvragen/?toon=alle&q={}", "/diensten/?q={}",
    "/experts/vaardigheden/zoek/?q={}",
)  # fmt: skip
SEARCHED = ("first name", "mail address", "phone", "subscription's words", "mail domain",
            "name at the desk", "item's own name", "component's name", "document",
            "document's words")  # fmt: skip
LISTS = (
    "/aansluiten/?zoek=kanarie", "/aansluiten/?soort=intercommunale", "/organisatie/?sort=-sinds",
    "/qrc/waarschuwingen/?sort=severity&severity=high", "/qrc/waarschuwingen/?state=standing",
    "/meldingen/?page=2", "/helpdesk/?soort=intercommunale", "/catalogus/portfolio/?state=uit",
    "/catalogus/portfolio/?sort=-vendor&state=alle",
)  # fmt: skip

LEDGER = "/qrc/verzendregister/"
"""Every delivery of a warning is the business of QRC-redacteuren: to whom, and what became of it."""

FIGURES = "/qrc/cijfers/"
"""Exact for QRC-redacteuren; members are told of nothing that fewer than five besturen stand behind."""

NAMES = "/catalogus/onbekende-namen/"
AT_NAMES = {"name at the desk", "item's own name", "item's vendor", "ended item"}
"""Editors of the vocabulary see the names that wait, and not whose they are."""

DESK = "/qrc/desk/"
"""What members tell the QRC is read here by QRC-redacteuren, with who told it; and how many people a
candidate would reach is counted."""

LETTERS = "/nieuwsbrieven/redactie/"
READ_BY_LOOKING = ("/forum/", "/berichten/", "/groepen/", "/feed/")
LIBRARIANS = ("editor", "platform_admin")
LIBRARY = ("/bibliotheek/", "/documenten/", "/api/v1/documents", "/zoeken/", "/overzicht/")
"""Editors keep the library, so they know every document in it, and how many there are."""

PUBLIC_FIGURES = {
    # How many governments take part is told on the front page, to all.
    ("/", role) for role in ROLES
} | {
    # Who wants to join reads beside a name whether somebody manages it, for that decides who answers.
    (address, role)
    for address in ("/aansluiten/?zoek=kanarie", "/aansluiten/?soort=intercommunale")
    for role in ROLES
    if role != "anonymous"
} | {
    # The helpdesk has a list of the organisations that nobody manages: Kanarie leaves it.
    (address, role)
    for address in ("/helpdesk/", "/helpdesk/?soort=intercommunale")
    for role in ("helpdesk", "platform_admin")
} | {
    # Who runs the platform decides which organisation has an SMS allowance.
    ("/platform/sms-budgetten/", "platform_admin"),
} | {
    # The ledger, its export and its tile count every warning that left the house.
    (address, role)
    for address in (LEDGER, f"{LEDGER}export.csv", "/overzicht/", "/qrc/bord/", FIGURES,
                    f"{FIGURES}zendingen.csv")
    for role in QRC
} | {(NAMES, role) for role in WORDS} | {
    # How many hidden groups there are is all that the platform knows of them.
    ("/groepen/verborgen/", "platform_admin"),
} | {
    # How requests for help fare is counted for editors, over the whole house.
    ("/hulpvragen/cijfers/", role) for role in LIBRARIANS
} | {
    # So many governments say what they use; who can be reached is none of this list.
    ("/qrc/onbereikbaar/", role) for role in (*QRC, "helpdesk")
}  # fmt: skip
"""Answers that may differ because of Kanarie; on all others not one character does."""


@pytest.fixture
def still() -> Iterator[None]:
    """Time stands still, so that two answers differ by what they tell alone."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


@pytest.fixture
def kanarie(db: None) -> Organisation:
    return canary.organisation()


@pytest.fixture
def advisory(db: None) -> Advisory:
    """A warning that all may read, not told to anybody yet."""
    found = make.advisory(
        title="Dijkwacht laat binnen zonder wachtwoord", cves=["CVE-2026-00001"],
        products=[{"vendor": "Dijkwacht", "product": "Dijkwacht poort"}],
    )  # fmt: skip
    make.revision(found)
    # Its topic is the house's own, whoever is warned.
    open_topic(advisory_id=found.pk)
    catch_up()
    return found


@pytest.fixture
def clients(still: None, world: World) -> dict[str, Client]:
    made = {}
    for role, user in world.people.items():
        made[role] = Client()
        if user is not None:
            made[role].force_login(user)
        made[role].get("/qrc/abonnement/")
    pay_owed()
    return made


def addresses(keys: dict[str, Any]) -> list[str]:
    world = World({}, keys)
    return [world.url(row.name, row.key) for row in TABLE] + [*FOREIGN_PAGES, *LISTS]


def said(client: Client, address: str) -> str:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if response.get("Content-Type") == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    # Who is sent to sign in reads the address that he typed himself.
    return body.decode() + response.get("Location", "").partition("?next=")[0]


OF_A_DOCUMENT = ("document", "version's note", "first name", "last name")
"""Markers that stand in a document, and the name of who brought it in."""


def markers_in(text: str) -> set[str]:
    plain = text.lower()
    digits = re.sub(r"[\s./-]", "", plain)
    return {what for what, marker in MARKERS.items() if marker in plain or marker in digits}


CHANCE = re.compile(
    r"(?<=<dt>Gedownload</dt><dd>)\d+|"
    r'\b[A-Za-z0-9]{64}\b|nonce="[^"]*"|value="[0-9a-f]{8}-[0-9a-f-]{27}"'
    r'|(?<=<span>Nazicht</span>)<span class="tag info">\d+<span class="visually-hidden"> open</span>'
)
"""Tokens against forged forms and double ones, and nonces: new in every answer; downloads, which we count ourselves. And what waits at the desk, which
stands in the menu of QRC-redacteuren on every page."""
WAITING = re.compile(
    r'(<span>(?:Onbekende namen|Nazicht van berichten)</span>)<span class="tag info">.*?</span></span>'
)
"""How many names, and how much of what members wrote, wait for editors; in their menu."""


def masked(text: str) -> str:
    return WAITING.sub(r"\1", CHANCE.sub("", text))


def told(clients: dict[str, Client], where: Iterable[str]) -> dict[tuple[str, str], str]:
    return {
        (address, role): masked(said(client, address))
        for address in where
        for role, client in clients.items()
        if not address.startswith("/metrics")
    }


@pytest.mark.parametrize("roles", [ROLES[:5], ROLES[5:]])
def test_nobody_else_sees_or_counts_what_is_kanaries(
    clients: dict[str, Client], world: World, kanarie: Organisation, advisory: Advisory,
    roles: tuple[str, ...],
):  # fmt: skip
    clients = {role: clients[role] for role in roles}
    shown = addresses(world.keys)
    # Who opens a topic has read it: what changes by that alone has changed beforehand.
    told(clients, [each for each in shown if each.startswith(READ_BY_LOOKING)])
    before = told(clients, shown)
    made = canary.settle(kanarie, advisory)
    after = told(clients, shown)

    different = {key for key in after if after[key] != before[key]}
    known = {key for key in different if any(knows(*key) for knows in KNOWING)}
    assert different - known <= PUBLIC_FIGURES
    assert seen_by_others(after) == {}
    held = [each for each in addresses(made.keys) if each not in shown]
    assert held
    assert seen_by_others(told(clients, [each for each in held if not is_own_door(each)])) == {}


def is_counted(address: str, role: str) -> bool:
    """A newsletter tells its editors how many people get it."""
    return role in ("editor", "platform_admin") and address.startswith(LETTERS)


def counts_learners(address: str, role: str) -> bool:
    """Editors see how many began a package, and no names."""
    return role in ("editor", "platform_admin") and address.startswith("/leren/beheer/")


def organises(address: str, role: str) -> bool:
    """Who organises an event reads who comes, and counts them."""
    return role in EDITORS and address.startswith("/agenda/")


def at_the_desk(address: str, role: str) -> bool:
    return role in QRC and address.startswith(DESK)


def keeps_files(address: str, role: str) -> bool:
    """Editors look after every file of the house, and open those of the library."""
    return role in LIBRARIANS and address.startswith(("/platform/bestanden/", "/bestanden/"))


def own_feed(address: str, role: str) -> bool:
    """It says when her own feed was last read, and the round before read it."""
    return role == "alice" and address == "/agenda/feed/"


def in_the_library(address: str, role: str) -> bool:
    return role in LIBRARIANS and address.startswith(LIBRARY)


MODERATION = ("/nazicht/", "/niveaus/")
"""Moderators read what they judge, whose it is and who flagged it; editors know who has which level."""
MODERATORS = ("editor", "platform_admin")


def moderates(address: str, role: str) -> bool:
    return role in MODERATORS and address.startswith(MODERATION)


def counts_decisions(address: str, role: str) -> bool:
    """How much was decided is told to every member, and not about whom."""
    return address == "/nazicht/cijfers/"


def is_told(address: str, role: str) -> bool:
    """Who moderates is mailed of what waits for him, and his own page counts his mails."""
    return role in (*LIBRARIANS, *QRC) and address == "/mijn-account/gegevens/"


KNOWING = (
    is_told,
    moderates,
    counts_decisions,
    at_the_desk,
    is_counted,
    counts_learners,
    organises,
    in_the_library,
    keeps_files,
    own_feed,
)
"""Who may see that Kanarie did something, and where."""


def seen_by_others(answers: dict[tuple[str, str], str]) -> dict[tuple[str, str], set[str]]:
    found = {key: markers_in(text) for key, text in answers.items()}
    return {
        (address, role): markers
        for (address, role), markers in found.items()
        if markers
        and not (role in QRC and address.startswith(LEDGER))
        and not at_the_desk(address, role)
        and not (moderates(address, role) and address != "/nazicht/cijfers/")
        and not organises(address, role)
        and not (
            (in_the_library(address, role) or keeps_files(address, role))
            and all(each.startswith(OF_A_DOCUMENT) for each in markers)
        )
        and not (role in WORDS and address == NAMES and markers <= AT_NAMES)
    }


def is_own_door(address: str) -> bool:
    """Links sent in a message: who holds the token is the person it was sent to."""
    return address.startswith(("/uitnodiging/", "/bevestigen/", "/uit/", "/feed/", "/b/"))


def test_a_forged_link_opens_nothing_of_kanaries(
    clients: dict[str, Client], kanarie: Organisation, advisory: Advisory
):
    made = canary.settle(kanarie, advisory)
    doors = [each for each in addresses(made.keys) if is_own_door(each)]
    bent = [forged(each) for each in doors]

    assert len(doors) == 9
    assert seen_by_others(told(clients, bent)) == {}


def forged(address: str) -> str:
    """The same link with another last sign of its signature."""
    _root, door, token, *rest = address.split("/")
    other = "B" if token.endswith("A") else "A"
    return "/".join(["", door, token[:-1] + other, *rest])


@pytest.mark.parametrize("role", ["charlie", "newcomer", "helpdesk"])
def test_searching_finds_nothing_of_kanaries(
    clients: dict[str, Client], kanarie: Organisation, advisory: Advisory, role: str
):
    few = {role: clients[role]}
    where = [each.format(MARKERS[what][:-3]) for each in SEARCHES for what in SEARCHED]
    before = told(few, where)
    canary.settle(kanarie, advisory)
    after = told(few, where)

    assert {key for key in after if after[key] != before[key]} == set()
    assert seen_by_others(after) == {}


def test_no_table_of_the_figures_counts_kanarie_for_a_member(
    clients: dict[str, Client], kanarie: Organisation, advisory: Advisory
):
    members = {role: clients[role] for role in ("alice", "charlie", "supplier_editor", "helpdesk")}
    tables = ("weken", "bronnen", "van-bron", "naar-u", "zendingen", "bevestigd")
    where = [FIGURES, *(f"{FIGURES}{each}.csv" for each in tables)]
    before = told(members, where)
    canary.settle(kanarie, advisory)
    after = told(members, where)

    assert after == before
    assert seen_by_others(after) == {}


def test_metrics_name_nobody(clients: dict[str, Client], kanarie: Organisation, advisory: Advisory):
    canary.settle(kanarie, advisory)

    assert markers_in(said(clients["anonymous"], "/metrics")) == set()


def test_every_marker_can_be_seen_by_its_own_people(
    clients: dict[str, Client], kanarie: Organisation, advisory: Advisory
):
    """Otherwise the tests above would look for what is never shown."""
    made = canary.settle(kanarie, advisory)
    boss, _colleague = made.clients()
    own = {each: markers_in(said(boss, each)) for each in addresses(made.keys)}
    ledger = [each for each in addresses(made.keys) if each.startswith(LEDGER)]
    own["ledger"] = set().union(*(markers_in(said(clients["qrc_editor"], e)) for e in ledger))

    assert set().union(*own.values()) == set(MARKERS) - set(NOWHERE)
    assert own["ledger"] >= {"phone", "mail address", "delivery's error", "delivery's event"}


def test_colleague_sees_members_and_not_what_the_administrator_decides(
    still: None, kanarie: Organisation, advisory: Advisory
):
    made = canary.settle(kanarie, advisory)
    colleague = made.clients()[1]
    own = set().union(
        *(markers_in(said(colleague, e)) for e in addresses(made.keys) if not is_own_door(e))
    )

    assert own == {
        "first name",
        "last name",
        "colleague's name",
        "colleague's address",
        "job title",
        *(each for each in MARKERS if each.startswith(("item's", "component's"))),
        "ended item",
        "bill's file",
        "sighting",
        "unnamed sighting",
        "follow-up's note",
        *(each for each in MARKERS if each.startswith(("document", "version's"))),
        *canary_groups.SHARED,
        "evidence of a skill",
        "inquiry",
        "request for help",
    }


@pytest.mark.parametrize(
    "what", ["item's own name", "item's vendor", "item's version", "item's note"]
)
def test_kanaries_own_people_find_it_by_searching(
    still: None, kanarie: Organisation, advisory: Advisory, what: str
):
    made = canary.settle(kanarie, advisory)
    for client in made.clients():
        client.get("/overzicht/")
        assert "item's own name" in markers_in(said(client, f"/zoeken/?q={MARKERS[what]}"))


def test_public_name_may_be_found(clients: dict[str, Client], kanarie: Organisation):
    assert NAME in said(clients["charlie"], "/aansluiten/?zoek=kanarie")


@pytest.mark.django_db(transaction=True)
def test_nothing_of_kanaries_is_sent_to_others(
    world: World, kanarie: Organisation, advisory: Advisory, smtp: Any, twilio: Any
):
    for role in ("charlie", "alice", "newcomer"):
        subscribe(subscriber=subscriber_of(user=world.people[role]), words=["Dijkwacht"])
    made = canary.settle(kanarie, advisory)
    for _again in range(3):
        pay_owed()
        for channel in ("email", "sms", "web"):
            deliver(channel)

    mails: dict[str, str] = {}
    for each in smtp.accepted:
        parts = each.mail.walk()
        text = " ".join(str(p.get_content()) for p in parts if p.get_content_maintype() == "text")
        mails[each.to[0]] = f"{mails.get(each.to[0], '')} {each.header('Subject')} {text}"
    guests = {to for to in mails if "zzq" in to or to == "afgewezen@elders.example"}
    # A supplier hears what he is asked, and by whom; no other supplier does.
    for to in members_of_asked(made):
        assert markers_in(mails.pop(to)) <= {"first name", "last name", "inquiry"}
    assert {to for to, text in mails.items() if to not in guests and markers_in(text)} == set()
    assert set(mails) >= {"charlie@aalst.example", "alice@gent.example"}
    assert "motivation" in markers_in(mails["zzqpost@kanarie.example"])
    assert markers_in(mails["afgewezen@elders.example"]) >= {"reason of refusal"}

    texts = {each["to"]: each["body"] for each in twilio.accepted}
    own = set(Address.objects.filter(user=made.boss).values_list("value", flat=True))
    assert {to for to, text in texts.items() if to not in own and markers_in(text)} == set()
    assert texts
    bells = {
        user.pk: " ".join(f"{n.verb} {n.description} {n.data}" for n in user.notifications.all())
        for user in world.people.values()
        if user is not None
    }
    assert bells[world.people["charlie"].pk]
    assert {pk for pk, text in bells.items() if markers_in(text)} == set()


def members_of_asked(made: canary.Canary) -> set[str]:
    """Addresses of the supplier that Kanarie asked for a service."""
    asked = ServiceInquiry.objects.get(pk=made.keys["inquiry"]).offer.organisation
    return set(asked.memberships.current().values_list("user__email", flat=True))


HELD = {
    "community.User", "community.Activity", "community.Address", "community.Body",
    "community.Registration", "community.Draft",
    "community.ApiKey", "community.Delivery", "community.DeliveryEvent", "community.MailDomain",
    "content.PackageAttempt",
    "community.SearchEntry", "content.LibraryDocument", "content.DocumentVersion",
    "content.DocumentPage", "community.Membership", "community.Invitation", "community.JoinRequest", "qrc.Subscription",
    "qrc.BundleEntry", "qrc.Case", "qrc.Sighting", "catalogue.PortfolioItem", "catalogue.Sbom",
    "catalogue.Component", "catalogue.ImportDraft", "catalogue.ImportRow", "catalogue.UnknownName",
    "account.EmailAddress", "usersessions.UserSession", "notifications.Notification",
    "content.Enrolment", "content.QuizAttempt", "content.Certificate", *canary_groups.HELD,
    "community.Decision", "community.Flag", "community.Appeal", "community.Standing",
}  # fmt: skip
"""Models in which Kanarie has a row with a marker."""
UNMARKED = {
    **FORUM,
    **canary_groups.UNMARKED,
    "community.Organisation": "public: the register of governments",
    "community.ReviewItem": "keys, and codes of what software noticed",
    "community.Restriction": "keys and a moment", "community.RulesRead": "keys and a version",
    "community.CannedReason": "of editors", "community.OldPlace": "keys and numbers",
    "community.NisCode": "public: the register of governments",
    "community.User_groups": "keys only",
    "community.User_user_permissions": "keys only",
    "community.Owed": "keys only; an error of our own code, which no screen shows",
    "community.Measurement": "counts of the whole house, for V-ICT-OR",
    "community.Confirmation": "keys and a hash",
    "community.Preference": "keys only",
    "community.QuietHours": "keys and hours",
    "qrc.Bundle": "keys and moments",
    "community.SmsAllowance": "two figures, for the platform's administrators",
    "community.IncomingMail": "what strangers write to the house, for the platform's administrators",
    "qrc.OrganisationFeed": "a hash and moments",
    "community.Upload": "its owner's own, on no screen",
    "community.StoredFile": "on the screens of what keeps it, whose own row is marked",
    "community.FileText": "on the screens of what keeps it, whose own row is marked",
    "community.Event_hosts": "keys only", "community.Session": "of an event, for whom that says",
    "community.Evaluation": "nobody's: it names no one",
    "community.Material": "of an event, for who was registered",
    "community.AgendaFeed": "a hash and moments",
    "community.ForumFeed": "a hash and moments",
    "community.DataExport": "a key and moments; the copy itself is its person's alone",
    "community.Erasure": "a code and moments",
    "community.Kept": "what a law keeps, for who holds the code",
    "content.EventPage": "for all",
    "community.SearchCompound": "stems of words, which no screen shows",
    "community.Budget": "keys and counts, on no screen",
    "community.Message": "keys only; its words are in Body",
    "qrc.Subscriber": "keys only; its addresses are in Address",
    "catalogue.Supplier": "the vocabulary, for all", "catalogue.Solution": "the vocabulary, for all",
    "catalogue.Identifier": "the vocabulary, for all",
    "catalogue.LaidFact": "keys of the vocabulary that came with the house",
    "qrc.Alert": "keys and a count",
    "qrc.WarningContact": "keys and channels",
    "qrc.Patience": "keys and hours",
    "qrc.Advisory": "of a source, for all", "qrc.AdvisoryRevision": "of a source, for all",
    "qrc.Source": "of the QRC", "qrc.Payload": "of the QRC", "qrc.Fetch": "of the QRC",
    "qrc.Hit": "keys, and names that its item has itself", "qrc.Signature": "names in an advisory", "qrc.AdvisorySignal": "names in an advisory", "qrc.Cluster": "keys only",
    "qrc.WeeklyOverview": "a week and the state of sources",
    "qrc.SourceDocument": "of the QRC", "qrc.HeldWithdrawal": "of the QRC",
    "qrc.CveFact": "public: EPSS and CISA's list",
    "qrc.Release": "of the QRC, at its own desk", "qrc.Release_organisations": "keys only",
    "qrc.Drill": "of the QRC, told to the besturen", "qrc.Drill_organisations": "keys only",
    "qrc.DrillResult": "keys, moments and a score",
    "qrc.EmergencyPage": "of the QRC, for all",
    "content.HouseImage": "of editors, for all", "content.HouseRendition": "of editors, for all",
    "content.HomePage": "for all",
    "content.StandardPage": "for all", "content.LandingPage": "for all",
    "content.ArticlePage": "for all", "content.FaqPage": "for all",
    "content.NewsIndexPage": "for all", "content.NewsPage": "for all",
    "content.CampaignPage": "for all", "content.PrinciplesPage": "for all",
    "content.Principle": "for all", "content.AppPage": "the name of a screen",
    "content.ColleagueTask": "keys only", "content.ColleagueTask_groups": "keys only",
    "content.Newsletter": "of V-ICT-OR; who gets it is counted, for its editors",
    **dict.fromkeys(
        ("content.CourseIndexPage", "content.CoursePage", "content.CourseSkill",
         "content.ModulePage", "content.LessonPage", "content.Question", "content.Option",
         "content.Quiz", "content.QuizQuestion", "content.LearningPath", "content.PathStep",
         "content.Book"),
        "of editors, for who may follow the course (tests/content/learning/test_access.py)",
    ),
    "content.CourseOrganisation": "keys only", "content.BookOrganisation": "keys only",
    "content.BlockProgress": "keys and a share", "content.LearningSession": "keys and moments",
    "content.Statement": "keys, and titles of courses and questions",
    "community.Achievement": "of editors, for members", "community.AchievementRule": "of editors",
    "community.Award": "keys and moments; what an editor wrote is read by whom it is about"
    " (tests/community/achievements/test_views.py)",
    "community.AchievementBadge": "what its holder shows, with a hash of his address",
    "community.AwardChoice": "keys only", "community.Look": "keys only",
    "community.Round": "of editors",
    "community.Contest": "of editors, for members",
    "community.ContestEntry": "read by its own people (tests/community/contests/test_views.py)",
    "community.ContestResult": "of editors; its list holds keys and answers, no names",
    "community.SigningKey": "sealed, and public halves",
    "content.Badge": "what its holder shows, with a hash of his address",
    "content.ContentPackage": "of editors, for members",
    "content.PackageVersion": "of editors, for members",
    "content.Theme": "of editors, for all", "content.LibraryDocument_themes": "keys only",
    "content.LibraryDocument_readers": "keys only", "content.Favourite": "keys only",
    "content.Visit": "keys and a moment", "content.DownloadDay": "a count, of nobody",
    "content.CollectionReaders": "a circle", "content.CollectionReaders_organisations": "keys only",
    "community.ReplyHandle": "drawn by lot, and on no screen",
    "community.DigestWish": "a rhythm and moments", "community.DigestMark": "keys and a number",
    "account.EmailConfirmation": "keys only: ours are signed, not kept",
    "mfa.Authenticator": "sealed secrets, which no screen shows again",
}  # fmt: skip
HELD |= canary_experts.HELD
UNMARKED |= canary_experts.UNMARKED
LABELS = {each.partition(".")[0] for each in [*HELD, *UNMARKED]} | {"catalogue", "security"}


def test_every_model_is_marked_or_excused(still: None, kanarie: Organisation, advisory: Advisory):
    """A new model needs a marker in `canary.settle`, or a reason here why it needs none."""
    canary.settle(kanarie, advisory)
    models = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in LABELS]

    assert {each._meta.label for each in models} == HELD | set(UNMARKED)
    marked = {
        each._meta.label
        for each in models
        if each._meta.label in HELD
        and any(markers_in(str(row)) for row in each._base_manager.values())
    }
    assert marked == HELD
    assert set(NOWHERE) <= set(MARKERS)
