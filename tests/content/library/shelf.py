"""Documents for tests, brought in as editors bring them in."""

from __future__ import annotations

import io
from typing import Any

from community.activity.services import pay_owed, record
from community.files.enums import TextState
from community.files.models import FileText, StoredFile
from community.files.services import store
from community.verbs import FILE_TEXT_READ
from content.library.enums import LIBRARY, Readers
from content.library.models import LibraryDocument
from content.library.services import bring_in, publish_drafts

WORDS = "Wat wij deelden."


def stored(owner: Any, name: str = "leidraad.txt", text: str = WORDS) -> StoredFile:
    return store(name=name, content=io.BytesIO(text.encode()), purpose=LIBRARY, owner=owner)


def published(
    editor: Any, title: str = "Leidraad", text: str = WORDS, **facts: Any
) -> LibraryDocument:
    """In the library, for whom the facts say (by default everybody), and found by the search box."""
    (draft,) = bring_in(files=[stored(editor, text=text)], actor=editor)
    said = {"title": title, "audience": Readers.PUBLIC} | facts
    publish_drafts(drafts=[(draft, said)], actor=editor)
    pay_owed()
    return LibraryDocument.objects.select_related("current__file").get(pk=draft.pk)


def read(document: LibraryDocument, *pages: str) -> None:
    """As the reader of files leaves it when it is done."""
    file = document.current.file
    FileText.objects.update_or_create(file=file, defaults={"text": "\f".join(pages)})
    StoredFile.objects.filter(pk=file.pk).update(text_state=TextState.DONE)
    record(FILE_TEXT_READ, subject=file, file=file.pk, purpose=file.purpose)
    pay_owed()
