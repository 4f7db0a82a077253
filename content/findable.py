"""What the search box finds of content: pages, documents, courses and packages, each by its readers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from community.files.models import FileText
from community.organisations.enums import Audience
from community.search.audience import (
    ACCOUNT,
    EDITOR,
    GOVERNMENT,
    MEMBER,
    PUBLIC,
    of_organisation,
)
from community.search.kinds import Entry, SearchKind, register_kind
from community.search.services import LONGEST_BODY
from content.learning.enums import Readers
from content.learning.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from content.learning.queries.catalogue import catalogue, lessons
from content.learning.queries.texts import text_of
from content.library.circles import Circles
from content.library.models import LibraryDocument
from content.library.queries import KIND as DOCUMENT
from content.library.rules import visible_to
from content.packages.models import ContentPackage
from content.packages.queries import packages_for
from content.pages.listing import open_to_all
from content.pages.principles import Principle, PrinciplesPage

PAGE = "content.page"
COURSE, LESSON = "content.course", "content.lesson"
STREAMS = ("promises", "body", "questions")
PACKAGE = "content.package"
KEYS = {
    Audience.PUBLIC: (ACCOUNT,), Audience.MEMBERS: (MEMBER,),
    # The association reads along with the governments.
    Audience.GOVERNMENTS: (GOVERNMENT, EDITOR),
}  # fmt: skip


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
    itself who may see it, and is found by its own name; courses have a rule of their own."""
    found = open_to_all(Page.objects.filter(depth__gt=1)).filter(apppage=None)
    return found.not_type(CourseIndexPage, CoursePage, ModulePage, LessonPage)


def courses(ids: Collection[str]) -> Iterator[Entry]:
    rows = CoursePage.objects.live().public().filter(pk__in=ids)
    for page in rows.prefetch_related("skills", "organisations"):
        url = page.get_url()
        if url:
            yield Entry(
                object_id=str(page.pk), title=page.title, summary=page.lead,
                body="\n".join([get_text_for_indexing(page.body), *(s.name for s in page.skills.all())]),
                url=url, public_url="" if page.audience == Readers.CHOSEN else url,
                audience=_told_of(page), changed_at=page.last_published_at,
            )  # fmt: skip


def _told_of(page: CoursePage) -> tuple[str, ...]:
    return (PUBLIC,) if page.audience != Readers.CHOSEN else _readers_of(page)


def _readers_of(page: CoursePage) -> tuple[str, ...]:
    if page.audience == Readers.MEMBERS:
        return (MEMBER, EDITOR)
    if page.audience == Readers.GOVERNMENTS:
        return (GOVERNMENT, EDITOR)
    return (*(of_organisation(each.organisation_id) for each in page.organisations.all()), EDITOR)


def course_ids() -> Iterable[Any]:
    return CoursePage.objects.live().public().values_list("pk", flat=True)


def seen_courses(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = catalogue(request.user).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def lesson_entries(ids: Collection[str]) -> Iterator[Entry]:
    """By the readers of its course, with what is said in its films."""
    parents = {
        page.path: page
        for page in CoursePage.objects.live().public().prefetch_related("organisations")
    }
    for page in LessonPage.objects.live().filter(pk__in=ids):
        course = parents.get(page.path[: -2 * page.steplen])
        url = page.get_url()
        if course is not None and url:
            yield Entry(
                object_id=str(page.pk), title=page.title, summary=course.title,
                body=text_of(page), url=url, audience=_readers_of(course),
                changed_at=page.last_published_at,
            )  # fmt: skip


def lesson_ids() -> Iterable[Any]:
    return LessonPage.objects.live().values_list("pk", flat=True)


def seen_lessons(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = lessons(request.user).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


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
register_kind(
    SearchKind(
        key=COURSE, label=_("Cursussen"), icon="lightbulb", order=5,
        entries=courses, ids=course_ids, visible=seen_courses,
    )
)  # fmt: skip
register_kind(
    SearchKind(
        key=LESSON, label=_("Lessen"), icon="book", order=6,
        entries=lesson_entries, ids=lesson_ids, visible=seen_lessons,
    )
)  # fmt: skip


def packages(ids: Collection[str]) -> Iterator[Entry]:
    for package in ContentPackage.objects.ready().filter(pk__in=ids).select_related("current"):
        version = package.current
        if version is None:
            continue
        parts = " ".join(each["title"] for each in version.items)
        yield Entry(
            object_id=str(package.pk), title=package.title, summary=package.summary, body=parts,
            url=reverse("content:package", args=[package.uuid]),
            audience=KEYS[Audience(package.audience)], changed_at=version.created_at,
        )  # fmt: skip


def package_ids() -> Iterable[Any]:
    found: Iterable[Any] = ContentPackage.objects.ready().values_list("pk", flat=True)
    return found


def seen_packages(request: HttpRequest, ids: Collection[str]) -> set[str]:
    rows = packages_for(request.user).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def documents(ids: Collection[str]) -> Iterator[Entry]:
    """With the words inside; drafts and archived ones by editors alone."""
    rows = LibraryDocument.objects.filter(pk__in=ids).select_related(
        "collection", "current", "author"
    )
    circles = Circles()
    for each in rows.prefetch_related("readers", "tags", "themes").order_by("pk"):
        keys = circles.keys_of(each)
        if keys:
            yield _document(each, keys)


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
        key=PACKAGE, label=_("Leerpakketten"), icon="book", order=7, entries=packages,
        ids=package_ids, visible=seen_packages,
    )
)  # fmt: skip
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
