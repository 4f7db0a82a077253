"""What the search box finds of the editors' pages: those that are live and for everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from community.search.audience import PUBLIC
from community.search.kinds import Entry, SearchKind, register_kind
from content.pages.listing import open_to_all
from content.pages.principles import Principle, PrinciplesPage

PAGE = "content.page"
STREAMS = ("promises", "body", "questions")


def pages(ids: Collection[str]) -> Iterator[Entry]:
    for page in _open().filter(pk__in=ids).specific():
        url = page.get_url()
        if url:
            yield Entry(
                object_id=str(page.pk), title=page.title, summary=getattr(page, "lead", ""),
                body=_words(page), url=url, public_url=url, audience=(PUBLIC,),
                changed_at=page.last_published_at,
            )  # fmt: skip


def _words(page: Any) -> str:
    """Every word of its blocks; a live tile has none of its own."""
    found = [getattr(page, name, None) for name in STREAMS]
    streams = [each for each in found if isinstance(each, StreamValue)]
    said = [
        each for stream in streams for each in stream.stream_block.get_searchable_content(stream)
    ]
    if isinstance(page, PrinciplesPage):
        for row in Principle.objects.in_order().filled():
            said += [row.name, get_text_for_indexing(row.meaning)]
    return "\n".join(said)


def page_ids() -> Iterable[Any]:
    return _open().values_list("pk", flat=True)


def seen_pages(request: HttpRequest, ids: Collection[str]) -> set[str]:
    return {str(pk) for pk in _open().filter(pk__in=ids).values_list("pk", flat=True)}


def _open() -> Any:
    """Live, and behind no lock: of a page for some an editor chose who. A screen of an app asks
    itself who may see it, and is found by its own name."""
    return open_to_all(Page.objects.filter(depth__gt=1)).filter(apppage=None)


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
