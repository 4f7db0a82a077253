"""What the library shows: found, counted by facet, a page at a time, in a constant number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, FloatField, Min, OuterRef, Q, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.safestring import SafeString
from wagtail.models import Collection

from community.files.enums import FileForm, FileState
from community.files.models import StoredFile
from community.groups.models import Group
from community.groups.rules import groups_of
from community.organisations.models import Organisation
from community.search.asking import Question, ask
from community.search.models import SearchEntry
from community.search.snippets import lit, snippet
from content.library.enums import LIBRARY
from content.library.models import (
    DocumentPage,
    DocumentVersion,
    Favourite,
    LibraryDocument,
    LibraryDocumentQuerySet,
    Theme,
)
from content.library.rules import outside_groups, visible_to

KIND = "content.document"
"""The library's kind in the search box."""
MOST = 1000
"""Documents that are ordered and counted: the first of them when there are more ("1000+")."""
PER_PAGE = 20
DUE = "nakijken"
"""Beside the statuses a tab of the desk: published, and to be looked at again."""
SORTS = {
    "": (F("published_at").desc(nulls_last=True), "-pk"),
    "titel": ("title", "pk"),
    "gedownload": ("-downloads", "-pk"),
}
FACETS = ("theme", "kind", "year", "author", "licence", "form", "group")
COLUMNS = {
    "kind": "kind",
    "year": "year",
    "author": "author_id",
    "licence": "licence",
    "form": "form",
    "group": "group_id",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks of the library. `chosen` has a value by facet: a theme by its slug, an
    organisation by its key."""

    text: str = ""
    sort: str = ""
    chosen: dict[str, Any] = field(default_factory=dict)
    tab: str = ""
    """"" for all, `favorieten` or `recent`."""


@dataclass(slots=True)
class Shown:
    """One document of a page of hits, its words lit up; `page` is where the text stands (0: nowhere
    in it)."""

    document: LibraryDocument
    title: SafeString
    text: SafeString
    page: int = 0
    is_favourite: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    page: Page[int]
    rows: list[Shown]
    counts: dict[str, Counter[Any]]
    """By facet, how many of each value among the first MOST."""
    is_loose: bool = False

    @property
    def total(self) -> int:
        return self.page.paginator.count

    @property
    def is_cut(self) -> bool:
        return self.total >= MOST


def find(user: Any, wish: Wish, *, page: Any = 1) -> Found:
    """A page of what this person may read and asks for."""
    question = ask(wish.text)
    rows = chosen_of(user, wish)
    keys, is_loose = _keys(rows, wish, question), False
    if not keys and question.any:
        keys = _keys(rows, wish, question, loose=True)
        is_loose = bool(keys)
    at = Paginator(keys, PER_PAGE).get_page(page)
    return Found(at, _shown(user, list(at), question), _counted(keys), is_loose)


def chosen_of(user: Any, wish: Wish) -> LibraryDocumentQuerySet:
    """The published documents that this person may read, of the values he chose."""
    rows = _of_values(visible_to(user).published(), wish.chosen)
    if wish.tab == "favorieten":
        rows = rows.filter(Exists(Favourite.objects.filter(user=user.pk, document=OuterRef("pk"))))
    elif wish.tab == "recent":
        rows = rows.filter(visits__user=user.pk)
    return rows


def _of_values(rows: LibraryDocumentQuerySet, chosen: dict[str, Any]) -> LibraryDocumentQuerySet:
    for name, value in chosen.items():
        if name == "theme":
            # By its key, so that the database knows beforehand how many documents it has.
            # PostgreSQL knows no NUL, and no slug has one.
            slug = str(value).replace("\0", " ")
            key = Theme.objects.filter(slug=slug).values_list("pk", flat=True).first()
            through = LibraryDocument.themes.through.objects.filter(
                librarydocument=OuterRef("pk"), theme=key
            )
            rows = rows.filter(Exists(through))
        else:
            rows = rows.filter(**{COLUMNS[name]: value})
    return rows


def narrowed(
    rows: LibraryDocumentQuerySet, *, text: str, chosen: dict[str, Any]
) -> LibraryDocumentQuerySet:
    """Of these documents those of the chosen values with every word; of words, the newest MOST."""
    rows, question = _of_values(rows, chosen), ask(text)
    if not question.text:
        return rows
    return rows.filter(pk__in=_keys(rows, Wish(text), question))


def changed_after(
    rows: LibraryDocumentQuerySet, moment: datetime, pk: int
) -> LibraryDocumentQuerySet:
    """What follows that place in a list of which the latest change stands first."""
    return rows.filter(Q(changed_at__lt=moment) | Q(changed_at=moment, pk__lt=pk))


def shaped(rows: LibraryDocumentQuerySet) -> LibraryDocumentQuerySet:
    """With what is told of each beside its own columns."""
    return rows.select_related("author", "current__file").prefetch_related("themes")


def clean_versions(document: LibraryDocument) -> QuerySet[DocumentVersion]:
    """The versions that readers may open, the newest first."""
    return document.versions.filter(
        file__state=FileState.CLEAN, file__discarded_at=None
    ).select_related("file")


def _keys(
    rows: LibraryDocumentQuerySet, wish: Wish, question: Question, *, loose: bool = False
) -> list[int]:
    """The keys of at most MOST documents, in the order that is asked for."""
    if question.text and not question.every:
        return []
    if not question.every:
        order = ("-visits__at", "-pk") if wish.tab == "recent" else SORTS.get(wish.sort, SORTS[""])
        return list(rows.order_by(*order).values_list("pk", flat=True)[:MOST])
    query = question.any if loose else question.every
    with_word = rows.annotate(word=Cast("pk", TextField()))
    entries = (
        SearchEntry.objects.filter(Exists(with_word.filter(word=OuterRef("object_id"))), kind=KIND)
        .extra(where=["community_searchentry.vector @@ %s::tsquery"], params=[query])
        .annotate(rank=_rank(query))
        .order_by(F("changed_at").desc(nulls_last=True))
        .values_list("object_id", "rank")[:MOST]
    )
    ranks = {int(key): rank for key, rank in entries}
    if wish.sort not in SORTS or not wish.sort:
        return sorted(ranks, key=lambda key: (-ranks[key], -key))
    found = LibraryDocument.objects.filter(pk__in=ranks).order_by(*SORTS[wish.sort])
    return list(found.values_list("pk", flat=True))


def _rank(query: str) -> RawSQL:
    """As the search box ranks: a word in the title counts most, and what is new a little more."""
    return RawSQL(
        "ts_rank('{0.05, 0.2, 0.5, 1}', community_searchentry.vector, %s::tsquery, 1) / "
        "(1 + extract(epoch FROM now() - coalesce(community_searchentry.changed_at, now()))"
        " / 94608000)",
        (query,), output_field=FloatField(),
    )  # fmt: skip


def _counted(keys: Sequence[int]) -> dict[str, Counter[Any]]:
    rows = LibraryDocument.objects.filter(pk__in=keys)
    values = list(rows.values_list(*COLUMNS.values()))
    counts = {
        name: Counter(row[place] for row in values if row[place] not in (None, ""))
        for place, name in enumerate(COLUMNS)
    }
    themes = LibraryDocument.themes.through.objects.filter(librarydocument__in=keys)
    counts["theme"] = Counter(themes.values_list("theme__slug", flat=True))
    return counts


def _shown(user: Any, keys: Sequence[int], question: Question) -> list[Shown]:
    rows = (
        LibraryDocument.objects.filter(pk__in=keys).select_related("author", "current__file")
        .prefetch_related("themes")
    )  # fmt: skip
    by_key = {each.pk: each for each in rows}
    pages = _pages(by_key, question)
    liked = set(
        Favourite.objects.filter(user=user.pk, document__in=keys).values_list("document", flat=True)
    )
    return [
        _one(by_key[key], pages.get(key), question, key in liked) for key in keys if key in by_key
    ]


def _one(
    document: LibraryDocument, page: DocumentPage | None, question: Question, is_favourite: bool
) -> Shown:
    if not question.every:
        text, number = SafeString(""), 0
    else:
        text = snippet(document.description, page.text if page else "", question)
        number = page.number if page else 0
    return Shown(document, lit(document.title, question), text, number, is_favourite)


def _pages(documents: Iterable[int], question: Question) -> dict[int, DocumentPage]:
    """The page of each of these on which most of what was asked stands."""
    if not question.every:
        return {}
    query = question.any or question.every
    rows = (
        DocumentPage.objects.filter(version__document__in=list(documents))
        .extra(where=["content_documentpage.vector @@ %s::tsquery"], params=[query])
        .annotate(
            document=F("version__document"),
            rank=RawSQL(
                "ts_rank(content_documentpage.vector, %s::tsquery, 1)", (query,),
                output_field=FloatField(),
            ),
        )
        .defer("vector").order_by("document", "-rank", "number").distinct("document")
    )  # fmt: skip
    return {each.document: each for each in rows}


def choices_of(user: Any) -> dict[str, list[tuple[Any, str]]]:
    """Every value that a facet may have, with its words; of makers only those he can read from."""
    mine = visible_to(user).published()
    first = mine.aggregate(year=Min("year"))["year"]
    this_year = timezone.localdate().year
    field_of = LibraryDocument._meta.get_field
    used = mine.filter(author=OuterRef("pk"))
    return {
        "theme": list(Theme.objects.values_list("slug", "name")),
        "author": [
            (each.pk, each.display_name)
            for each in Organisation.objects.filter(Exists(used)).order_by("sort_name", "pk")
        ],
        "group": list(Group.objects.filter(pk__in=inside).values_list("pk", "name"))
        if (inside := groups_of(user))
        else [],
        "year": [(each, str(each)) for each in range(this_year, (first or this_year) - 1, -1)],
        **{
            name: [(key, str(label)) for key, label in field_of(name).choices if key]
            for name in ("kind", "licence", "form")
        },
    }


def public() -> LibraryDocumentQuerySet:
    """What whoever walks by may read: for feed and sitemap."""
    return visible_to(AnonymousUser()).published()


def newest_public(most: int = 50) -> QuerySet[LibraryDocument]:
    return public().select_related("author").order_by(*SORTS[""])[:most]


def of_state(state: str) -> LibraryDocumentQuerySet:
    """What an editor finds under a tab of his desk, in its order: a status, or what is due."""
    if state == DUE:
        rows = outside_groups().due(timezone.localdate()).order_by("review_due", "pk")
    else:
        rows = outside_groups().filter(status=state).order_by("-changed_at", "-pk")
    return rows.select_related("uploaded_by_user", "owner", "author")


def counted_states(states: Iterable[str]) -> dict[str, str]:
    """How many under each tab, as it is said there: "1000+" from MOST on."""
    found = {each: of_state(each).order_by()[:MOST].count() for each in states}
    return {each: f"{MOST}+" if n >= MOST else str(n) for each, n in found.items()}


def duplicates_among(documents: Sequence[LibraryDocument]) -> dict[int, LibraryDocument]:
    """By the key of a document, an older one of which some version has the same bytes."""
    hashes = {
        each.pk: version.file.sha256
        for each in documents
        for version in list(each.versions.all())[:1]
    }
    same = Q(versions__file__sha256__in=set(hashes.values()))
    rows = outside_groups().filter(same).order_by("-pk")
    known: dict[str, list[LibraryDocument]] = {}
    for row in rows.annotate(sha=F("versions__file__sha256")):
        known.setdefault(row.sha, []).append(row)
    return {
        pk: older[-1]
        for pk, sha in hashes.items()
        if (older := [each for each in known.get(sha, ()) if each.pk < pk])
    }


def loose_files(user: Any) -> QuerySet[StoredFile]:
    """What this person uploaded for the library and is in no document: his browser closed."""
    used = DocumentVersion.objects.filter(
        Q(file=OuterRef("pk")) | Q(captions=OuterRef("pk")),
    )
    mine = StoredFile.objects.kept().filter(owner=user.pk, purpose=LIBRARY)
    good = mine.exclude(state=FileState.REFUSED).exclude(form=FileForm.CAPTIONS)
    return good.exclude(Exists(used)).order_by("pk")


def under_collection(collection: int) -> list[int]:
    """The keys of the documents in a collection and under it."""
    here = Collection.objects.filter(pk=collection).first()
    if here is None:
        return []
    rows = LibraryDocument.objects.filter(collection__path__startswith=here.path)
    return list(rows.order_by("pk").values_list("pk", flat=True))
