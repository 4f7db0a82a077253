"""Keeping a document in step with its files: which version is read, and what words are in it.

Files are scanned and read in the background, so all of this looks at what is true now and may come
late, twice or in any order.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.activity.services import record
from community.files.enums import FileState, TextState
from community.files.models import FileText
from community.files.services import try_again
from community.search.vectors import BODY, vector_of
from content.library.models import DocumentPage, DocumentVersion, LibraryDocument
from content.verbs import DOCUMENT_SETTLED

MOST_PAGES = 2000
LONGEST_PAGE = 20_000
"""Characters kept of one page; a sheet without end is found by its beginning."""


def settle(document: LibraryDocument) -> bool:
    """Let the newest clean version be the current one; in the caller's transaction, on a locked
    row. Returns whether another one is read now."""
    clean = document.versions.filter(file__state=FileState.CLEAN, file__discarded_at=None)
    newest = clean.select_related("file").first()
    if newest is None or newest.pk == document.current_id:
        return False
    file = newest.file
    document.current, document.form = newest, file.form
    document.file.name, document.file_size = file.name, file.size
    document.changed_at = timezone.now()
    document.save()
    _keep_pages(newest)
    return True


def follow_file(*, file_id: int) -> None:
    """A file was cleared or refused: its document reads the newest that is clean."""
    with transaction.atomic():
        document = _document_of(file_id)
        if document is not None and settle(document):
            record(DOCUMENT_SETTLED, subject=document)


def take_text(*, file_id: int) -> int:
    """The words of a file are known: keep them by page when its version is read now. Returns how
    many pages are kept."""
    with transaction.atomic():
        document = _document_of(file_id)
        if document is None or document.current is None or document.current.file_id != file_id:
            return 0
        kept = _keep_pages(document.current)
        record(DOCUMENT_SETTLED, subject=document)
    return kept


def read_again(*, document: LibraryDocument, actor: Any) -> bool:
    """Let the words of a document be read once more; False when that did not fail."""
    current = document.current
    if current is None or current.file.text_state != TextState.FAILED:
        return False
    return try_again(file=current.file, actor=actor)


def _document_of(file_id: int) -> LibraryDocument | None:
    used = DocumentVersion.objects.filter(Q(file=file_id)).values("document")
    rows = LibraryDocument.objects.select_for_update(of=("self",)).select_related("current")
    return rows.filter(pk__in=used).first()


def _keep_pages(version: DocumentVersion) -> int:
    """The pages of this version and of no other of its document."""
    DocumentPage.objects.filter(version__document=version.document_id).delete()
    known = FileText.objects.filter(file=version.file_id).first()
    texts = known.by_page[:MOST_PAGES] if known else []
    rows = [
        DocumentPage(
            version=version, number=number, text=text[:LONGEST_PAGE],
            vector=vector_of((text[:LONGEST_PAGE], BODY)),
        )
        for number, text in enumerate(texts, start=1)
        if text.strip()
    ]  # fmt: skip
    DocumentPage.objects.bulk_create(rows, batch_size=200)
    return len(rows)
