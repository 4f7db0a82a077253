"""The main menu: what it offers, to whom, and where one is.

An entry is left out when the person may not use it. Names of URLs are resolved when the menu
is drawn; `dead_entries` tells a house test which of them lead nowhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalogue.portfolio.rules import works_for_government
from catalogue.solutions.models import UnknownName
from catalogue.suppliers.rules import may_edit_vocabulary
from community.files.rules import may_look_after
from community.moderation.queries import waiting as reviews_waiting
from community.organisations import rules
from community.organisations.enums import Kind
from community.organisations.models import JoinRequest
from community.search.places import Atlas, Place, atlases
from content.access import may_write
from content.learning.rules import coordinates
from content.pages.menu import main_pages
from content.pages.screens import AppScreen, screens
from qrc.cases.queries import open_count
from qrc.desk.queries import to_look_at
from qrc.statistics.rules import may_read_statistics

if TYPE_CHECKING:
    from community.organisations.rules import Person

Words = str | Promise


def everyone(user: Person) -> bool:
    return user.is_authenticated


def member(user: Person) -> bool:
    return bool(rules.current_memberships(user))


def nothing(request: HttpRequest) -> int:
    return 0


def open_requests(request: HttpRequest) -> int:
    """How many people wait to be let into the organisation that this person administers."""
    organisation = getattr(request, "organisation", None)
    # One joins V-ICT-OR by invitation only: nobody asks.
    if organisation is None or organisation.kind == Kind.PLATFORM:
        return 0
    if not rules.may_manage_members(request.user, organisation):
        return 0
    # The overview has read them already, unless there are more than it shows.
    known: int | None = getattr(request, "open_requests", None)
    if known is not None:
        return known
    return JoinRequest.objects.open().filter(organisation=organisation).count()


def unknown_names(request: HttpRequest) -> int:
    """How many names wait for an editor to say what they mean."""
    return _waiting(request)["names"]


def at_the_desk(request: HttpRequest) -> int:
    return _waiting(request)["desk"]


def _waiting(request: HttpRequest) -> Counter[str]:
    """What waits for editors, all of it by one question a request."""
    known: Counter[str] | None = getattr(request, "menu_waiting", None)
    if known is None:
        names, *desk = [
            _counted("names", UnknownName.objects.open()),
            *(_counted("desk", rows) for rows in to_look_at()),
            *_to_review(request.user),
        ]
        known = Counter()
        for row in names.union(*desk, all=True):
            known[row["of"]] += row["n"]
        request.menu_waiting = known  # type: ignore[attr-defined]
    return known


def to_review(request: HttpRequest) -> int:
    """What members wrote that waits for a moderator."""
    return _waiting(request)["review"]


def _to_review(user: Any) -> list[QuerySet[Any, Any]]:
    return [_counted("review", reviews_waiting(user))] if rules.is_editor(user) else []


def _counted(of: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    return rows.order_by().annotate(of=Value(of)).values("of").annotate(n=Count("pk"))


def unread_messages(request: HttpRequest) -> int:
    """In how many conversations something waits to be read; the top bar asks the same."""
    house = getattr(request, "house", None)
    return house.message_count if house is not None else 0


def open_cases(request: HttpRequest) -> int:
    """How many warnings about what the organisation uses wait for somebody."""
    return open_count(getattr(request, "organisation", None), request.user)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A line of the menu: whom it is for, and the figure that stands behind it (none for 0)."""

    label: Words
    url_name: str
    icon: str
    is_for: Callable[[Person], bool] = everyone
    badge: Callable[[HttpRequest], int] = nothing


@dataclass(frozen=True, slots=True)
class Group:
    title: Words
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as one request sees it."""

    label: str
    url: str
    icon: str
    is_current: bool
    badge: int


@dataclass(frozen=True, slots=True)
class LinkGroup:
    title: str
    links: tuple[Link, ...]


MENU = (
    Group(
        "",
        (
            Entry(_("Mijn overzicht"), "community:dashboard", "home"),
            Entry(_("Waarschuwingen"), "qrc:advisory-list", "radio"),
            Entry(_("Mijn meldingen"), "qrc:sighting-mine", "pencil", member),
            Entry(_("Cijfers"), "qrc:statistics", "gauge", may_read_statistics),
        ),
    ),
    Group(
        _("Mijn bestuur"),
        (
            Entry(_("Wat ons raakt"), "qrc:cases", "flag", works_for_government, open_cases),
            Entry(_("Mijn portfolio"), "catalogue:portfolio", "layers", works_for_government),
            Entry(_("Waarschuwingscontacten"), "qrc:contacts", "phone", works_for_government),
            Entry(_("Onze oefeningen"), "qrc:drills-own", "smartphone", works_for_government),
            Entry(_("Mijn abonnement"), "qrc:my-subscription", "sliders"),
            Entry(_("Wie wat leert"), "content:coordination", "graduation-cap", coordinates),
            Entry(_("Bestuur en leden"), "community:organisation", "users", badge=open_requests),
        ),
    ),
    Group(
        _("Samen"),
        (
            Entry(_("Forum"), "community:forum", "message"),
            Entry(_("Berichten"), "community:conversations", "mail", member, unread_messages),
            Entry(_("Groepen"), "community:groups", "users", member),
            Entry(_("Leden"), "community:members", "user", member),
            Entry(_("Experts"), "community:experts", "lightbulb", member),
            Entry(_("Hulpvragen"), "community:help-requests", "circle-help", member),
            Entry(_("Diensten"), "community:offers", "briefcase", member),
            Entry(_("Prestaties"), "community:achievements", "award", member),
        ),
    ),
    Group(
        _("Kennis"),
        (
            Entry(_("Bestandsbibliotheek"), "content:library", "book"),
            Entry(_("Leren"), "content:learning", "graduation-cap"),
            Entry(_("Agenda"), "community:agenda", "calendar"),
        ),
    ),
    Group(
        _("Catalogus"),
        (
            Entry(_("Oplossingen"), "catalogue:solution-list", "layers"),
            Entry(
                _("Onbekende namen"),
                "catalogue:name-list",
                "tag",
                may_edit_vocabulary,
                badge=unknown_names,
            ),
            Entry(_("Leveranciers"), "catalogue:supplier-list", "building", may_edit_vocabulary),
        ),
    ),
    Group(
        _("QRC-redactie"),
        (
            Entry(_("Nazicht"), "qrc:desk", "check-circle", rules.is_qrc_editor, at_the_desk),
            Entry(_("Opvolgbord"), "qrc:board", "gauge", rules.is_qrc_editor),
            Entry(_("Oefeningen"), "qrc:drills", "smartphone", rules.is_qrc_editor),
            Entry(_("Bronnen"), "qrc:source-list", "rss", rules.is_qrc_editor),
            Entry(_("Gezondheid"), "qrc:source-health", "gauge", rules.is_qrc_editor),
            Entry(_("Verzendregister"), "qrc:ledger", "send", rules.is_qrc_editor),
        ),
    ),
    Group(
        _("Platform"),
        (
            Entry(_("Helpdesk"), "community:helpdesk", "circle-help", rules.is_helpdesk),
            Entry(
                _("Sms-budgetten"), "community:sms-allowances", "message", rules.is_platform_admin
            ),
            Entry(_("Inkomende mail"), "community:incoming-mail", "mail", rules.is_platform_admin),
            Entry(_("Bestanden"), "community:stored-files", "archive", may_look_after),
            Entry(_("Onbereikbare besturen"), "qrc:unreachable", "bell-off", rules.is_helpdesk),
            Entry(_("Winacties beheren"), "community:contests-keep", "star", rules.is_editor),
            Entry(_("Indicatoren"), "community:indicators", "gauge", rules.is_helpdesk),
            Entry(_("Inhoud beheren"), "wagtailadmin_home", "pencil", may_write),
            Entry(_("Nieuwsbrieven"), "content:newsletter-desk", "mail", rules.is_editor),
            Entry(
                _("Nazicht van berichten"),
                "community:review-list",
                "shield",
                rules.is_editor,
                badge=to_review,
            ),
            Entry(_("Mededelingen"), "community:announcements", "send", rules.is_editor),
        ),
    ),
)

FOLDED = (
    Entry(_("Mijn concepten"), "community:forum-drafts", "pencil", member),
    Entry(_("Trefwoorden van het forum"), "community:forum-tags", "tag"),
    Entry(_("Categorieën beheren"), "community:forum-categories", "settings", rules.is_editor),
    Entry(_("Mijn vaardigheden"), "community:my-skills", "lightbulb", member),
    Entry(_("Wat ons bestuur kan"), "community:skill-map", "gauge", works_for_government),
    Entry(_("Aanvragen bij aanbieders"), "community:inquiries", "message", member),
    Entry(_("Nieuwe aanbieders"), "community:offer-desk", "check-circle", rules.is_editor),
    Entry(_("Hoe hulpvragen lopen"), "community:help-figures", "gauge", rules.is_editor),
    Entry(_("Mijn leren"), "content:my-learning", "user"),
    Entry(_("Leerpakketten"), "content:package-mine", "layers"),
    Entry(_("Digitale boeken"), "content:books", "book"),
    Entry(_("Huisregels van het forum"), "community:house-rules", "shield-check"),
    Entry(_("Cijfers over moderatie"), "community:moderation-figures", "gauge", member),
    Entry(_("Mijn signalen"), "community:my-flags", "flag"),
    Entry(_("Niveaus van leden"), "community:level-list", "star", rules.is_editor),
    Entry(_("Vaste motiveringen"), "community:reason-list", "pencil", rules.is_editor),
    Entry(_("Winacties"), "community:contests", "star", member),
    Entry(_("Prestaties beheren"), "community:achievements-keep", "sliders", rules.is_editor),
    Entry(_("Leerpakketten beheren"), "content:packages", "sliders", rules.is_editor),
)
"""Reached from another screen, such as *Leren*, *Forum* or *Prestaties*: no line of the menu, but the search box knows them by name."""

ACCOUNT = (
    Entry(_("Mijn profiel"), "community:profile", "user"),
    Entry(_("Mijn account"), "community:account", "settings"),
    Entry(_("Meldingen instellen"), "community:preferences", "bell"),
    Entry(_("Mijn niveau"), "community:my-level", "star"),
    Entry(_("Beslissingen over mij"), "community:my-decisions", "shield"),
    Entry(_("API-sleutels"), "community:api-keys", "key"),
)


def menu_for(request: HttpRequest) -> tuple[LinkGroup, ...]:
    groups = [(group.title, _open_to(request, group.entries)) for group in MENU]
    current = _current(request.path, [url for _t, found in groups for _e, url in found])
    shown = [
        LinkGroup(str(title), tuple(_link(request, entry, url, current) for entry, url in found))
        for title, found in groups
        if found
    ]
    pages = page_links(request)
    return (*shown, LinkGroup(str(_("Lezen")), pages)) if pages else tuple(shown)


def page_links(request: HttpRequest) -> tuple[Link, ...]:
    """The editors' main pages: beside the brand for visitors, under the menu for who signed in."""
    found = main_pages()
    current = _current(request.path, [each.url for each in found])
    return tuple(Link(each.title, each.url, "book", each.url == current, 0) for each in found)


def account_links(request: HttpRequest) -> tuple[Link, ...]:
    found = _open_to(request, ACCOUNT)
    return tuple(_link(request, entry, url, request.path) for entry, url in found)


def places(request: HttpRequest) -> list[Place]:
    """What the menu offers this person, for the search box; who did not sign in has no menu."""
    entries = [entry for group in MENU for entry in group.entries]
    found = _open_to(request, (*entries, *FOLDED, *ACCOUNT))
    return [Place(str(entry.label), url, entry.icon) for entry, url in found]


atlases.register(Atlas("vlavirgem.menu", places))
_lines = [entry for group in MENU for entry in group.entries]
for _each in {entry.url_name: entry for entry in (*_lines, *FOLDED)}.values():
    screens.register(AppScreen(_each.url_name, _each.label))


def dead_entries() -> list[str]:
    """URL names in the menu that resolve to nothing."""
    entries = [*(entry for group in MENU for entry in group.entries), *FOLDED, *ACCOUNT]
    return [entry.url_name for entry in entries if _address(entry.url_name) is None]


def _open_to(request: HttpRequest, entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    allowed = [entry for entry in entries if entry.is_for(request.user)]
    return [(entry, url) for entry in allowed if (url := _address(entry.url_name))]


def _address(url_name: str) -> str | None:
    return _reversed(url_name, get_urlconf())


@cache
def _reversed(url_name: str, urlconf: str | None) -> str | None:
    """Forty lines are asked on every page, and lead to the same addresses all day."""
    try:
        return reverse(url_name, urlconf)
    except NoReverseMatch:
        return None


def _current(path: str, urls: Iterable[str]) -> str:
    """The longest address that the path stands under: a detail page lights up its list."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def _link(request: HttpRequest, entry: Entry, url: str, current: str) -> Link:
    label = _said(entry, get_language())
    return Link(label, url, entry.icon, url == current, entry.badge(request))


@cache
def _said(entry: Entry, _language: str | None) -> str:
    """Thirty lines are asked on every page."""
    return str(entry.label)
