"""The news as a feed: only what everybody may read."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from content.pages.listing import newest, news_index

MOST = 30


class NewsAtom(Feed):
    feed_type: type[SyndicationFeed] = Atom1Feed
    title = _("Nieuws van VlaVirGem")
    subtitle = description = _("Wat er nieuw is voor de Vlaamse lokale besturen.")
    author_name = "VlaVirGem"
    language = "nl"
    address = "content:news-atom"

    def link(self) -> str:
        """Where the news is read: its index, or the front door while there is none."""
        index = news_index()
        return settings.SITE_URL + ((index and index.get_url()) or "/")

    def feed_url(self) -> str:
        return settings.SITE_URL + reverse(self.address)

    def items(self) -> list[Page]:
        return newest(MOST)

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.lead)

    def item_link(self, item: Any) -> str:
        return settings.SITE_URL + (item.get_url() or "/")

    def item_guid(self, item: Any) -> str:
        """Stays when the page is moved or gets another title."""
        return f"{settings.SITE_URL}/#nieuws-{item.pk}"

    item_guid_is_permalink = False

    def item_pubdate(self, item: Any) -> datetime:
        return datetime.combine(item.published_on, time(12), tzinfo=UTC)

    def item_updateddate(self, item: Any) -> datetime:
        changed: datetime | None = item.last_published_at
        return changed or self.item_pubdate(item)


class NewsRss(NewsAtom):
    feed_type = Rss201rev2Feed
    address = "content:news-rss"
