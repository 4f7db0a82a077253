"""What the search box finds of content: live pages for everybody, and documents, each by its readers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from community.files.models import FileText
from community.search.audience import PUBLIC
from community.search.kinds import Entry, SearchKind, register_kind
from community.search.services import LONGEST_BODY
from content.library.circles import Circles
from content.library.models import LibraryDocument
from content.library.queries import KIND as DOCUMENT
from content.library.rules import visible_to

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


def documents(ids: Collection[str]) -> Iterator[Entry]:
    """With the words inside; drafts and archived ones by editors alone."""
    rows = LibraryDocument.objects.filter(pk__in=ids).select_related(
        "collection", "current", "author"
    )
    circles = Circles()
    for each in rows.prefetch_related("readers", "tags", "themes").order_by("pk"):
        yield _document(each, circles.keys_of(each))


def _document(document: LibraryDocument, audience: Sequence[str]) -> Entry:
    # One at a time: two hundred books at once would be hundreds of megabytes.
    text = (
        FileText.objects.filter(file=document.current.file_id)
        .values_list("text", flat=True)
        .first()
        if document.current
        else None
    )
    named = [each.name for each in (*document.themes.all(), *document.tags.all())]
    url = reverse("content:document", args=(document.pk,))
    return Entry(
        object_id=str(document.pk), title=document.title, summary=document.description,
        body="\n".join((" ".join(named), str(document.author or ""), (text or "")[:LONGEST_BODY])),
        url=url, public_url=url if PUBLIC in audience else "", audience=audience,
        changed_at=document.changed_at,
        facts={"kind": document.kind, "form": document.form, "status": document.status},
    )  # fmt: skip


def document_ids() -> Iterable[Any]:
    return LibraryDocument.objects.order_by("pk").values_list("pk", flat=True)


def seen_documents(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = visible_to(request.user).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


register_kind(
    SearchKind(
        key=DOCUMENT,
        label=_("Documenten"),
        icon="book",
        order=3,
        entries=documents,
        ids=document_ids,
        visible=seen_documents,
    )
)
