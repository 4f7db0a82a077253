"""The main menu: what it offers, to whom, and where one is.

An entry is left out when the person may not use it. Names of URLs are resolved when the menu
is drawn; `dead_entries` tells a house test which of them lead nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.organisations import rules
from community.organisations.models import JoinRequest

if TYPE_CHECKING:
    from community.organisations.rules import Person

Words = str | Promise


def everyone(user: Person) -> bool:
    return user.is_authenticated


def nothing(request: HttpRequest) -> int:
    return 0


def open_requests(request: HttpRequest) -> int:
    """How many people wait to be let into the organisation that this person administers."""
    organisation = getattr(request, "organisation", None)
    if organisation is None or not rules.may_manage_members(request.user, organisation):
        return 0
    return JoinRequest.objects.open().filter(organisation=organisation).count()


@dataclass(frozen=True, slots=True)
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

    label: Words
    url: str
    icon: str
    is_current: bool
    badge: int


@dataclass(frozen=True, slots=True)
class LinkGroup:
    title: Words
    links: tuple[Link, ...]


MENU = (
    Group(
        "",
        (
            Entry(_("Mijn overzicht"), "community:dashboard", "home"),
            Entry(_("Waarschuwingen"), "qrc:advisory-list", "radio"),
        ),
    ),
    Group(
        _("Mijn bestuur"),
        (
            Entry(_("Bestuur en leden"), "community:organisation", "users", badge=open_requests),
            Entry(_("Mijn abonnement"), "qrc:my-subscription", "sliders"),
        ),
    ),
    Group(
        _("QRC-redactie"),
        (
            Entry(_("Bronnen"), "qrc:source-list", "rss", rules.is_qrc_editor),
            Entry(_("Verzendregister"), "qrc:ledger", "send", rules.is_qrc_editor),
        ),
    ),
    Group(
        _("Platform"),
        (
            Entry(_("Helpdesk"), "community:helpdesk", "circle-help", rules.is_helpdesk),
            Entry(_("Indicatoren"), "community:indicators", "gauge", rules.is_helpdesk),
            Entry(_("Inhoud beheren"), "wagtailadmin_home", "pencil", rules.is_editor),
        ),
    ),
)

ACCOUNT = (
    Entry(_("Mijn account"), "community:account", "user"),
    Entry(_("Meldingen instellen"), "community:preferences", "bell"),
)


def menu_for(request: HttpRequest) -> tuple[LinkGroup, ...]:
    groups = [(group.title, _open_to(request, group.entries)) for group in MENU]
    current = _current(request.path, [url for _t, found in groups for _e, url in found])
    return tuple(
        LinkGroup(title, tuple(_link(request, entry, url, current) for entry, url in found))
        for title, found in groups
        if found
    )


def account_links(request: HttpRequest) -> tuple[Link, ...]:
    found = _open_to(request, ACCOUNT)
    return tuple(_link(request, entry, url, request.path) for entry, url in found)


def dead_entries() -> list[str]:
    """URL names in the menu that resolve to nothing."""
    entries = [entry for group in MENU for entry in group.entries] + list(ACCOUNT)
    return [entry.url_name for entry in entries if _address(entry.url_name) is None]


def _open_to(request: HttpRequest, entries: Iterable[Entry]) -> list[tuple[Entry, str]]:
    allowed = [entry for entry in entries if entry.is_for(request.user)]
    return [(entry, url) for entry in allowed if (url := _address(entry.url_name))]


def _address(url_name: str) -> str | None:
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def _current(path: str, urls: Iterable[str]) -> str:
    """The longest address that the path stands under: a detail page lights up its list."""
    return max((url for url in urls if path.startswith(url)), key=len, default="")


def _link(request: HttpRequest, entry: Entry, url: str, current: str) -> Link:
    return Link(entry.label, url, entry.icon, url == current, entry.badge(request))
