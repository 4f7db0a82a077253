"""What every page may ask of the house, each answer looked up only when a template wants it."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest
from notifications.models import Notification

from community.organisations.models import Membership, Organisation
from vlavirgem.navigation import Link, LinkGroup, account_links, menu_for, page_links
from vlavirgem.preferences import THEME_COOKIE, THEMES


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
    def main_pages(self) -> tuple[Link, ...]:
        return page_links(self._request)

    @cached_property
    def account_links(self) -> tuple[Link, ...]:
        return account_links(self._request) if self.is_signed_in else ()

    @cached_property
    def bell_count(self) -> int:
        if not self.is_signed_in:
            return 0
        return int(Notification.objects.filter(recipient_id=self._request.user.pk).unread().count())

    @property
    def is_demo(self) -> bool:
        """Whether this page shows invented people and data, so that it can say so."""
        here = (getattr(self._request, "user", None), self.organisation)
        return any(getattr(one, "is_demo", False) for one in here)

    @property
    def theme(self) -> str:
        chosen = self._request.COOKIES.get(THEME_COOKIE, "")
        return chosen if chosen in THEMES else ""


def house(request: HttpRequest) -> dict[str, Any]:
    """One House per request, so that a page made of many templates asks each thing once."""
    if not hasattr(request, "house"):
        request.house = House(request)  # type: ignore[attr-defined]
    return {"house": request.house}  # type: ignore[attr-defined]
