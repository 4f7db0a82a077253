"""The main pages of the tree, for the menus of the site."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection
from django.urls import NoReverseMatch, reverse

MOST = 7
"""More than these no header holds, and no reader chooses from."""

# `listing.open_to_all` in SQL: every page of the site asks this, and putting the same query
# together by the ORM takes longer than the database takes to answer it.
ASK = """
SELECT page.title, page.slug, app.url_name
FROM content_homepage AS home
JOIN wagtailcore_page AS front ON front.id = home.page_ptr_id
JOIN wagtailcore_page AS page
  ON page.depth = front.depth + 1 AND starts_with(page.path, front.path)
LEFT JOIN content_apppage AS app ON app.page_ptr_id = page.id
WHERE page.live AND page.show_in_menus AND NOT EXISTS (
  SELECT FROM wagtailcore_pageviewrestriction AS lock
  JOIN wagtailcore_page AS locked ON locked.id = lock.page_id
  WHERE starts_with(page.path, locked.path))
ORDER BY page.path LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class MainPage:
    title: str
    url: str


def main_pages() -> list[MainPage]:
    """What stands right under the front door and is to be shown in menus: live, and for everybody."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [MOST])
        return [MainPage(title, _address(slug, screen)) for title, slug, screen in cursor]


def _address(slug: str, screen: str | None) -> str:
    if screen:
        try:
            return reverse(screen)
        except NoReverseMatch:
            return "/"
    return reverse("wagtail_serve", args=[f"{slug}/"])
