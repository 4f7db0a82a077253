"""Pages that other pages show as cards: live, and for everybody."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction


def open_to_all(rows: Any) -> Any:
    """Live and behind no lock, its parents' locks counted: the one rule of every list, feed,
    sitemap, search and menu.

    What Wagtail's `public()` says, without asking for the locks first: no query of its own.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    locks = PageViewRestriction.objects.alias(here=path)
    return rows.live().filter(~Exists(locks.filter(here__startswith=F("page__path"))))


def news() -> Any:
    """The newest first."""
    rows = apps.get_model("content", "NewsPage").objects.order_by("-published_on", "-pk")
    return open_to_all(rows).select_related("picture")


def newest(count: int) -> list[Page]:
    return list(news()[:count])


def news_index() -> Page | None:
    """Where the news is read; None while there is no such page for everybody."""
    found: Page | None = open_to_all(apps.get_model("content", "NewsIndexPage").objects).first()
    return found


def campaigns() -> list[Page]:
    """Those that are not over, the first to begin first; a handful."""
    rows = apps.get_model("content", "CampaignPage").objects.exclude(
        ends_on__lt=timezone.localdate()
    )
    return list(open_to_all(rows).select_related("picture").order_by("begins_on", "pk")[:6])


def below(page: Page) -> Any:
    """What stands under a page, in the editors' order."""
    return open_to_all(page.get_children()).order_by("path")
