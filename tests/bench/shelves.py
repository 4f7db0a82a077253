"""A library of any size, every table that its pages read filled as real use fills it.

The first documents are made by the models and read by the search table itself; the rest are copies
of those in the database, each with a number and a word of its own, so that tables and indexes grow
as they would. What is copied is older, so that the same rows stand first at every size.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.utils import timezone

FIRST = 1000
"""The key of the first document; of its file's first version it is three times that."""
TOGETHER = 60
"""Documents at the top that everybody may read and that are copied nowhere; half of a few."""
SELECTIVE, COMMON = "vijftigtal", "gemeente"
YEAR = 1999
PAGES, WORDS, DAYS, OTHERS = 4, 30, 5, 20
MADE = (
    "content_librarydocument", "content_librarydocument_themes", "content_librarydocument_readers",
    "content_documentversion", "content_documentpage", "content_downloadday", "content_favourite",
    "content_visit", "community_storedfile", "community_filetext", "community_searchentry",
    "community_searchcompound", "taggit_taggeditem", "wagtailcore_collection",
)  # fmt: skip
SEQUENCED = (
    "content_librarydocument", "content_documentversion", "community_storedfile",
)  # fmt: skip
STATUSES = {17: "klaargezet", 18: "voorgesteld", 19: "gearchiveerd"}
"""Of twenty documents; the others are published."""
KNOWN = [f"{a}{b}{c}" for a in "bdgklmnprstvw" for b in ("aa", "oe", "ij", "el") for c in
         ("ning", "baar", "stuk", "land", "werk", "pad", "lijst", "tel")]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """For whom it is filled, and of what."""

    editor: Any
    member: Any
    organisations: list[int]
    themes: list[int]
    collections: list[int]
    others: list[int]


# A copy stands for every number from the old size to the new; `twin` is the document it is of.
COPIES = """
WITH copies AS (
  SELECT n, %(first)s + n AS key, twin.* FROM generate_series(%(old)s, %(new)s - 1) AS n
  JOIN content_librarydocument AS twin
    ON twin.id = %(first)s + %(top)s + n %% (%(old)s - %(top)s)
)
"""
GROW = (
    """
INSERT INTO content_librarydocument
  (id, title, file, file_size, file_hash, created_at, collection_id, uploaded_by_user_id,
   description, kind, licence, author_id, owner_id, audience, status, reason, decided_by_id,
   decided_at, published_at, changed_at, reviewed_on, review_due, reminded_for, current_id, form,
   year, downloads, is_demo)
SELECT key, title || ' ' || n, file, file_size, file_hash, created_at, collection_id,
   uploaded_by_user_id, description, kind, licence, author_id, owner_id, audience, status, reason,
   decided_by_id, decided_at, published_at - n * interval '1 minute' - interval '6 years',
   changed_at - n * interval '1 minute', reviewed_on, review_due + 1, reminded_for,
   CASE WHEN current_id IS NULL THEN NULL ELSE key * 3 + (current_id - id * 3) END, form,
   CASE WHEN year = %(year)s THEN 2020 ELSE year END, 0, false
FROM copies
""",
    """
INSERT INTO community_storedfile
  (id, key, name, purpose, owner_id, organisation_id, sha256, size, media_type, form, state,
   refused_because, refused_detail, scanned_at, text_state, picture, pages, attempts, not_before,
   error, created_at, discarded_at)
SELECT copies.key * 3 + f.id - copies.id * 3, gen_random_uuid(), f.name, f.purpose, f.owner_id,
   f.organisation_id, md5(copies.key::text) || md5(f.id::text), f.size, f.media_type, f.form, f.state,
   f.refused_because, f.refused_detail, f.scanned_at, f.text_state, f.picture, f.pages, f.attempts,
   f.not_before, f.error, f.created_at - n * interval '1 minute', f.discarded_at
FROM copies JOIN content_documentversion AS v ON v.document_id = copies.id
JOIN community_storedfile AS f ON f.id = v.file_id
""",
    """
INSERT INTO content_documentversion (id, document_id, number, file_id, note, made_by_id, made_at)
SELECT key * 3 + v.id - copies.id * 3, key, v.number, key * 3 + v.id - copies.id * 3, v.note,
   v.made_by_id, v.made_at
FROM copies JOIN content_documentversion AS v ON v.document_id = copies.id
""",
    """
INSERT INTO community_filetext (file_id, text, read_at)
SELECT key * 3 + t.file_id - copies.id * 3, t.text, t.read_at
FROM copies JOIN community_filetext AS t ON t.file_id = copies.current_id
""",
    """
INSERT INTO content_documentpage (version_id, number, text, vector)
SELECT key * 3 + p.version_id - copies.id * 3, p.number, p.text,
   p.vector || ('''eigen' || n || ''':61D')::tsvector
FROM copies JOIN content_documentpage AS p ON p.version_id = copies.current_id
""",
    """
INSERT INTO content_librarydocument_themes (librarydocument_id, theme_id)
SELECT key, t.theme_id
FROM copies JOIN content_librarydocument_themes AS t ON t.librarydocument_id = copies.id
""",
    """
INSERT INTO content_librarydocument_readers (librarydocument_id, organisation_id)
SELECT key, r.organisation_id
FROM copies JOIN content_librarydocument_readers AS r ON r.librarydocument_id = copies.id
""",
    """
INSERT INTO taggit_taggeditem (tag_id, content_type_id, object_id)
SELECT t.tag_id, t.content_type_id, key
FROM copies JOIN taggit_taggeditem AS t
  ON t.object_id = copies.id AND t.content_type_id = %(type)s
""",
    """
INSERT INTO content_downloadday (document_id, day, count)
SELECT key, d.day, d.count FROM copies JOIN content_downloadday AS d ON d.document_id = copies.id
""",
    """
INSERT INTO content_favourite (user_id, document_id, at)
SELECT f.user_id, key, f.at FROM copies JOIN content_favourite AS f ON f.document_id = copies.id
WHERE f.user_id <> %(member)s
""",
    """
INSERT INTO community_searchentry
  (kind, object_id, title, summary, body, url, public_url, facts, identifiers, audience,
   changed_at, reading, vector)
SELECT e.kind, key::text, e.title, e.summary, e.body, '/bibliotheek/' || key || '/', e.public_url,
   e.facts, e.identifiers, e.audience, e.changed_at - n * interval '1 minute' - interval '6 years',
   e.reading,
   e.vector || ('''eigen' || n || ''':121D')::tsvector
FROM copies JOIN community_searchentry AS e
  ON e.kind = %(kind)s AND e.object_id = copies.id::text
""",
)


def fill(shelf: Shelf, count: int) -> None:
    """The first documents, as they would have come in, and their entries in the search table."""
    from community.search.services import rebuild
    from content.library.models import LibraryDocument
    from content.library.queries import KIND

    lot = random.Random(5)
    with transaction.atomic():
        rows = [
            _document(shelf, number, lot, is_top=number < _top(count)) for number in range(count)
        ]
        LibraryDocument.objects.bulk_create([row for row, _texts in rows], batch_size=500)
        _files(shelf, rows)
        _around(shelf, [row for row, _texts in rows])
        _count_on()
    rebuild(KIND)


def grow(shelf: Shelf, *, old: int, new: int) -> None:
    from content.library.models import LibraryDocument
    from content.library.queries import KIND

    given = {
        "first": FIRST, "old": old, "new": new, "top": _top(old), "year": YEAR, "kind": KIND,
        "type": ContentType.objects.get_for_model(LibraryDocument).pk, "member": shelf.member.pk,
    }  # fmt: skip
    with transaction.atomic(), connection.cursor() as cursor:
        for each in GROW:
            cursor.execute(COPIES + each, given)
        _count_on()


def _top(count: int) -> int:
    return min(TOGETHER, count // 2)


def settle() -> None:
    """As autovacuum would have it some minutes later."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {', '.join(MADE)}")


def _document(
    shelf: Shelf, number: int, lot: random.Random, *, is_top: bool
) -> tuple[Any, list[str]]:
    from content.library.enums import DocumentKind, Licence, Readers, Status
    from content.library.models import LibraryDocument

    now, today = timezone.now(), timezone.localdate()
    texts = [" ".join(lot.choices(KNOWN, k=WORDS)) for _page in range(PAGES)]
    title = f"{'Aa' if is_top else 'Document'} {number:06} {' '.join(lot.choices(KNOWN, k=3))}"
    if number % 2:
        texts[1] += f" {COMMON}"
        title += f" {COMMON}" if is_top else ""
    if number < 50:
        texts[2] += f" {SELECTIVE}"
    status = Status.PUBLISHED if is_top else STATUSES.get(number % 20, Status.PUBLISHED)
    is_due = number % 10 == 0
    moment = now - timedelta(minutes=number)
    audience = (Readers.PUBLIC, Readers.PUBLIC, Readers.PUBLIC, Readers.PUBLIC, Readers.MEMBERS,
                Readers.MEMBERS, Readers.MEMBERS, Readers.GOVERNMENTS, Readers.GOVERNMENTS,
                Readers.CHOSEN)  # fmt: skip
    return LibraryDocument(
        pk=FIRST + number, title=title, file=f"document-{number}.pdf", file_size=100_000 + number,
        collection_id=shelf.collections[0 if is_top else number % len(shelf.collections)],
        uploaded_by_user=shelf.editor, description=" ".join(lot.choices(KNOWN, k=20)),
        kind=DocumentKind.values[number % 9], licence=Licence.values[number % 6],
        author_id=shelf.organisations[number % len(shelf.organisations)],
        owner=shelf.editor, audience=Readers.PUBLIC if is_top else audience[number % 10],
        status=status, published_at=moment if status == Status.PUBLISHED else None,
        changed_at=moment, reviewed_on=today - timedelta(days=30),
        review_due=today - timedelta(days=400 if is_due else -200),
        form="document", year=YEAR if number % 4 == 0 and is_top else 2026 - number % 12,
        downloads=2_000_000 - number, current_id=_version(number, _versions(number)),
    ), texts  # fmt: skip


def _versions(number: int) -> int:
    return 1 + number % 3


def _version(number: int, which: int) -> int:
    """The key of a version and of its file."""
    return (FIRST + number) * 3 + which - 1


def _files(shelf: Shelf, rows: list[tuple[Any, list[str]]]) -> None:
    from community.files.enums import FileForm, FileState, TextState
    from community.files.models import FileText, StoredFile
    from community.search.vectors import BODY, vector_of
    from content.library.enums import LIBRARY
    from content.library.models import DocumentPage, DocumentVersion

    files, versions, words, pages = [], [], [], []
    for number, (row, texts) in enumerate(rows):
        for which in range(1, _versions(number) + 1):
            key = _version(number, which)
            files.append(StoredFile(
                pk=key, name=f"document-{number}.pdf", purpose=LIBRARY, owner=shelf.editor,
                sha256=f"{key:064}", size=row.file_size, media_type="application/pdf",
                form=FileForm.DOCUMENT, state=FileState.CLEAN, text_state=TextState.DONE,
                pages=PAGES,
            ))  # fmt: skip
            versions.append(DocumentVersion(
                pk=key, document=row, number=which, file_id=key, made_by=shelf.editor
            ))  # fmt: skip
        words.append(FileText(file_id=row.current_id, text="\f".join(texts)))
        pages += [
            DocumentPage(
                version_id=row.current_id, number=page, text=text, vector=vector_of((text, BODY))
            )
            for page, text in enumerate(texts, start=1)
        ]
    for model, made in (
        (StoredFile, files), (DocumentVersion, versions), (FileText, words), (DocumentPage, pages)
    ):  # fmt: skip
        model.objects.bulk_create(made, batch_size=500)  # type: ignore[attr-defined]


def _around(shelf: Shelf, rows: list[Any]) -> None:
    """What hangs on a document: themes, keywords, readers, days, and what people keep."""
    from taggit.models import Tag, TaggedItem

    from content.library.enums import Readers
    from content.library.models import DownloadDay, Favourite, LibraryDocument, Visit

    themes, readers = LibraryDocument.themes.through, LibraryDocument.readers.through
    kind = ContentType.objects.get_for_model(LibraryDocument)
    tags = [Tag.objects.create(name=f"woord {each}", slug=f"woord-{each}") for each in range(200)]
    now, today = timezone.now(), timezone.localdate()
    made: list[Any] = []
    for number, row in enumerate(rows):
        made += [themes(librarydocument=row, theme_id=shelf.themes[(number + each) % len(shelf.themes)])
                 for each in range(1 + number % 2)]  # fmt: skip
        made += [TaggedItem(tag=tags[(number * 3 + each) % 200], content_type=kind, object_id=row.pk)
                 for each in range(2)]  # fmt: skip
        made += [DownloadDay(document=row, day=today - timedelta(days=each), count=1 + number % 7)
                 for each in range(DAYS)]  # fmt: skip
        made.append(Favourite(user_id=shelf.others[number % OTHERS], document=row, at=now))
        if row.audience == Readers.CHOSEN:
            made += [readers(librarydocument=row, organisation_id=shelf.organisations[each])
                     for each in (number // 10 % 2, 2)]  # fmt: skip
        if number < 30:
            made.append(Favourite(user=shelf.member, document=row, at=now))
            made += [Visit(user_id=each, document=row, at=now - timedelta(minutes=number))
                     for each in (shelf.member.pk, *shelf.others)]  # fmt: skip
    for model in {type(each) for each in made}:
        model._default_manager.bulk_create(
            [each for each in made if type(each) is model], batch_size=1000
        )


def _count_on() -> None:
    """New rows get keys after those that were given."""
    with connection.cursor() as cursor:
        for each in SEQUENCED:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{each}', 'id'), max(id)) FROM {each}"
            )
