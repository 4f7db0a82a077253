"""The main pages of the tree, for the menus of the site.

Every page of the site shows them, so they are kept in the cache, which all processes share, and
forgotten whenever a page is saved, moved, locked or deleted. What was read before such a change is
never believed after it: each change gives the cache another mark.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

import structlog
from django.core.cache import cache
from django.db import connection
from django.urls import NoReverseMatch, reverse
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

MOST = 7
"""More than these no header holds, and no reader chooses from."""
KEPT, MARK = "content.menu", "content.menu.mark"
SECONDS = 3600
"""How long it is kept at most; the clock of the pages has it forgotten each minute, so that what
changed without telling (by hand, in the database) is seen too."""

# `listing.open_to_all` in SQL: putting the same query together by the ORM takes longer than the
# database takes to answer it.
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
    """What stands right under the front door and is to be shown in menus: live, and for everybody.

    A cache that is down costs a query, and nothing else.
    """
    try:
        known = cache.get_many((KEPT, MARK))
        mark = known.get(MARK)
        if KEPT in known and known[KEPT][0] == mark:
            return [MainPage(*each) for each in known[KEPT][1]]
        found = _ask()
        cache.set(KEPT, (mark, [(each.title, each.url) for each in found]), SECONDS)
    except RedisError as error:
        log.warning("menu_not_kept", error=str(error))
        found = _ask()
    return found


def forget_main_pages() -> None:
    """Something of the tree changed: nobody believes what was kept before."""
    try:
        cache.set(MARK, secrets.token_hex(8), None)
    except RedisError as error:
        log.warning("menu_not_forgotten", error=str(error))


def _ask() -> list[MainPage]:
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
