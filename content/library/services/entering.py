"""How documents come in: by editors in heaps, by members one at a time, and as new versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from community.activity.services import record
from community.files.models import StoredFile
from community.files.names import split_name
from community.files.services import discard
from content.library.enums import Status
from content.library.models import DocumentVersion, LibraryDocument
from content.library.services.describing import Facts, apply, locked
from content.library.services.settling import settle
from content.verbs import (
    DOCUMENT_DROPPED,
    DOCUMENT_PROPOSED,
    DOCUMENT_VERSION_ADDED,
    DOCUMENTS_BROUGHT_IN,
)

LONGEST_TITLE = 255


class FileTaken(Exception):
    """The file is in another document already; nothing has changed."""


def bring_in(*, files: Sequence[StoredFile], actor: Any) -> list[LibraryDocument]:
    """A draft for each file, titled after its name, for its editor to describe and publish.

    A file that is in a document already is left out, so asking twice makes nothing twice.
    """
    with transaction.atomic():
        used = used_files(files)
        made = [
            make(file, actor, Status.DRAFT, {"title": title_of(file)})
            for file in files
            if file.pk not in used
        ]
        if made:
            keys = [each.pk for each in made]
            record(DOCUMENTS_BROUGHT_IN, actor=actor, documents=keys)
    return made


def propose(*, file: StoredFile, actor: Any, facts: Facts) -> LibraryDocument:
    """Offer a document to the editors, who decide whether it comes in. Sent twice (two clicks), it
    is offered once."""
    with transaction.atomic():
        used = used_files([file]).get(file.pk)
        if used is not None:
            return used.document
        made = make(file, actor, Status.PROPOSED, facts)
        record(DOCUMENT_PROPOSED, actor=actor, subject=made)
    return made


def add_version(
    *, document: LibraryDocument, file: StoredFile, actor: Any, note: str = "",
    captions: StoredFile | None = None,
) -> DocumentVersion:  # fmt: skip
    """The next version; it is read from the moment that its file is found clean.

    Sent twice, it is added once. FileTaken when a file of it is somewhere else.
    """
    with transaction.atomic():
        row = locked(document)
        used = used_files([file, captions] if captions else [file])
        there = used.get(file.pk)
        if there is not None and (there.document_id, there.file_id) == (row.pk, file.pk):
            return there
        if used:
            raise FileTaken
        highest = row.versions.aggregate(n=Max("number"))["n"] or 0
        version = DocumentVersion.objects.create(
            document=row, number=highest + 1, file=file, note=note, made_by=actor,
            captions=captions,
        )  # fmt: skip
        settle(row)
        record(
            DOCUMENT_VERSION_ADDED, actor=actor, subject=row, number=version.number,
            file=file.pk,
        )  # fmt: skip
    return version


def drop_draft(*, document: LibraryDocument, actor: Any) -> bool:
    """Throw away what was set out and never shown; False when it is no draft any more."""
    with transaction.atomic():
        row = locked(document)
        if row.status != Status.DRAFT:
            return False
        files = [each.file for each in row.versions.select_related("file")]
        record(DOCUMENT_DROPPED, actor=actor, subject=row)
        row.delete()
        for file in files:
            discard(file=file, actor=actor)
    return True


def title_of(file: StoredFile) -> str:
    """What the name says without its ending, in words.

    >>> title_of(StoredFile(name="Model_verwerkingsregister-2026.docx"))
    'Model verwerkingsregister-2026'
    """
    stem, _ending = split_name(file.name)
    words = " ".join(stem.replace("_", " ").split()) or file.name
    return words[:LONGEST_TITLE]


def make(file: StoredFile, actor: Any, status: str, facts: Facts) -> LibraryDocument:
    made = LibraryDocument(
        status=status, uploaded_by_user=actor, owner=actor, year=timezone.localdate().year,
        collection_id=_root(), title=title_of(file),
    )  # fmt: skip
    made.save()
    apply(made, facts)
    DocumentVersion.objects.create(document=made, number=1, file=file, made_by=actor)
    settle(made)
    return made


def used_files(files: Iterable[StoredFile]) -> dict[int, DocumentVersion]:
    """By the key of a file, the version that has it already. Whoever asks for one of these at the
    same time waits for this transaction."""
    keys = [each.pk for each in files]
    list(StoredFile.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    rows = DocumentVersion.objects.filter(Q(file__in=keys) | Q(captions__in=keys))
    return {
        key: each
        for each in rows.select_related("document")
        for key in (each.file_id, each.captions_id)
        if key in keys
    }


def _root() -> int:
    return int(LibraryDocument._meta.get_field("collection").get_default())
