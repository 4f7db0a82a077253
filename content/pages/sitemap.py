"""The sitemap: the editors' pages and what other apps wrote in the address books."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import InvalidPage, Paginator
from django.urls import reverse
from wagtail.models import Page, get_page_models

from community.kit.sitemap import AddressBook, Known, address_books, register_addresses
from content.pages.listing import open_to_all


def _pages() -> Any:
    """Without the screens of apps, and without pages of which a room says itself who reads them:
    whether those are public is theirs to say."""
    rows = open_to_all(Page.objects.filter(depth__gt=1)).filter(apppage=None)
    others = [each for each in get_page_models() if getattr(each, "has_own_readers", False)]
    return rows.not_type(*others).order_by("path")


def _of_page(page: Page) -> Known | None:
    url = page.get_url()
    return (url, page.latest_revision_created_at or page.last_published_at) if url else None


register_addresses(AddressBook("content.pages", _pages, _of_page))


PER_PART = 2000
"""Addresses in one part; the protocol allows fifty thousand."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sitemap as the index names it."""

    location: str


@dataclass(frozen=True, slots=True)
class Address:
    location: str
    lastmod: datetime | None


def parts() -> list[Part]:
    """Every part of every book, at our own address whatever the request says."""
    found = []
    for book in address_books:
        path = reverse("content:sitemap-section", args=[book.key.replace(".", "-")])
        pages = Paginator(book.rows(), PER_PART).num_pages
        found += [f"{path}?p={number}" if number > 1 else path for number in range(1, pages + 1)]
    return [Part(settings.SITE_URL + each) for each in found]


def addresses(section: str, page: str) -> list[Address]:
    """One part of a book. LookupError for a book or a part that is not there."""
    books = {book.key.replace(".", "-"): book for book in address_books}
    book = books[section]
    try:
        rows = Paginator(book.rows(), PER_PART).page(page)
    except InvalidPage as error:
        raise LookupError(page) from error
    known = (book.known(row) for row in rows)
    return [Address(settings.SITE_URL + each[0], each[1]) for each in known if each]
