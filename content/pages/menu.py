"""The main pages of the tree, for the menus of the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models.functions import Substr
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page

from content.pages.listing import open_to_all
from content.pages.models import HomePage

MOST = 7
"""More than these no header holds, and no reader chooses from."""


@dataclass(frozen=True, slots=True)
class MainPage:
    title: str
    url: str


def main_pages() -> list[MainPage]:
    """What stands right under the front door and is to be shown in menus: live, and for everybody.

    Every page of the site asks this, so it is one query: it compares paths instead of walking
    the tree.
    """
    rows = open_to_all(Page.objects.in_menu().filter(depth=3))
    rows = rows.annotate(front=Substr("path", 1, 2 * Page.steplen))
    rows = rows.filter(front__in=HomePage.objects.values("path")).order_by("path")
    found = rows.values_list("title", "slug", "apppage__url_name")[:MOST]
    return [MainPage(title, _address(slug, screen)) for title, slug, screen in found]


def _address(slug: str, screen: str | None) -> str:
    if screen:
        try:
            return reverse(screen)
        except NoReverseMatch:
            return "/"
    return reverse("wagtail_serve", args=[f"{slug}/"])
