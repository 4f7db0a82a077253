"""What every page may ask of the house, each answer looked up only when a template wants it."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language
from notifications.models import Notification

from community.conversations.rules import conversations_with
from community.kit.counting import counts
from community.kit.prepared import Prepared
from community.organisations.models import Membership, Organisation
from vlavirgem.navigation import Link, LinkGroup, account_links, menu_for, page_links
from vlavirgem.preferences import THEME_COOKIE, THEMES


def _what_waits(user: int) -> QuerySet[Any, Any]:
    bell = Notification.objects.filter(recipient_id=user).unread()
    return counts({"bell": bell, "messages": conversations_with(user).unread()})


_waiting_for = Prepared(_what_waits)


class House:
    """One request's view of the house; `house` in every template."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def is_signed_in(self) -> bool:
        user = getattr(self._request, "user", None)
        return bool(user and user.is_authenticated)

    @property
    def organisation(self) -> Organisation | None:
        return getattr(self._request, "organisation", None)

    @property
    def memberships(self) -> list[Membership]:
        return getattr(self._request, "memberships", [])

    @cached_property
    def navigation(self) -> tuple[LinkGroup, ...]:
        return menu_for(self._request) if self.is_signed_in else ()

    @cached_property
    def menu(self) -> str:
        """The lines of the main menu, which a page shows twice."""
        return _menu_lines(self.navigation, get_language())

    @cached_property
    def main_pages(self) -> tuple[Link, ...]:
        return page_links(self._request)

    @cached_property
    def account_links(self) -> tuple[Link, ...]:
        return account_links(self._request) if self.is_signed_in else ()

    @property
    def bell_count(self) -> int:
        return self._waiting[0]

    @property
    def message_count(self) -> int:
        """In how many conversations something waits to be read."""
        return self._waiting[1]

    @cached_property
    def _waiting(self) -> tuple[int, int]:
        """What waits for this person, under the bell and in conversations: one question a page."""
        if not self.is_signed_in:
            return 0, 0
        user: Any = self._request.user
        # The overview counted them among its own.
        found = getattr(self._request, "community_counts", None) or dict(_waiting_for(user.pk))
        return int(found.get("bell", 0)), int(found.get("messages", 0))

    @property
    def is_demo(self) -> bool:
        """Whether this page shows invented people and data, so that it can say so."""
        here = (getattr(self._request, "user", None), self.organisation)
        return any(getattr(one, "is_demo", False) for one in here)

    @property
    def theme(self) -> str:
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""


@lru_cache(maxsize=512)
def _menu_lines(groups: tuple[LinkGroup, ...], _language: str | None) -> str:
    """Pages that people open one after the other have the same menu, or a few of them."""
    return render_to_string("components/menu.html", {"groups": groups})


def house(request: HttpRequest) -> dict[str, Any]:
    """One House per request, so that a page made of many templates asks each thing once."""
    if not hasattr(request, "house"):
        request.house = House(request)  # type: ignore[attr-defined]
    return {"house": request.house}  # type: ignore[attr-defined]
