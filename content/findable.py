"""What the search box finds of the editors' pages: those that are live and for everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from community.search.audience import PUBLIC
from community.search.kinds import Entry, SearchKind, register_kind

PAGE = "content.page"


def pages(ids: Collection[str]) -> Iterator[Entry]:
    for page in _open().filter(pk__in=ids).specific():
        url = page.get_url()
        if url:
            yield Entry(
                object_id=str(page.pk), title=page.title, summary=getattr(page, "lead", ""),
                body=get_text_for_indexing(str(getattr(page, "body", ""))), url=url, public_url=url,
                audience=(PUBLIC,), changed_at=page.last_published_at,
            )  # fmt: skip


def page_ids() -> Iterable[Any]:
    return _open().values_list("pk", flat=True)


def seen_pages(request: HttpRequest, ids: Collection[str]) -> set[str]:
    return {str(pk) for pk in _open().filter(pk__in=ids).values_list("pk", flat=True)}


def _open() -> Any:
    """Live, and behind no lock: of a page for some an editor chose who."""
    return Page.objects.live().public().filter(depth__gt=1)


register_kind(
    SearchKind(
        key=PAGE,
        label=_("Pagina’s"),
        icon="file",
        order=4,
        entries=pages,
        ids=page_ids,
        visible=seen_pages,
    )
)
