"""The recording of an event, into the library and back on the page of the event, in one go."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from community.events.models import Event
from community.events.services import keep_recording
from community.files.models import StoredFile
from content.library.enums import DocumentKind, Readers
from content.library.models import LibraryDocument
from content.library.queries import KIND
from content.library.rules import may_edit
from content.library.services.deciding import publish_drafts
from content.library.services.entering import bring_in, propose
from content.library.services.sharing import share_in_group


def shelve_recording(
    *, event: Event, actor: Any, title: str, file: StoredFile, captions: StoredFile | None = None,
    exception_reason: str = "", exception_until: date | None = None,
) -> LibraryDocument:  # fmt: skip
    """A document for the readers of the event: published by an editor or in its group, proposed by
    anybody else.

    The page of the event names it from now on; who may not open it yet, does not see that. Without
    `captions` there is a reason and a day. The same file once more is the same recording.
    """
    facts = {
        "title": title, "description": event.summary, "kind": DocumentKind.RECORDING,
        "audience": Readers(event.audience), "author": event.organisation,
        "year": event.starts_at.year,
    }  # fmt: skip
    with transaction.atomic():
        StoredFile.objects.select_for_update().get(pk=file.pk)
        known = LibraryDocument.objects.filter(versions__file=file).first()
        if known is not None:
            return known
        if event.group is not None:
            made = share_in_group(file=file, actor=actor, facts=facts, group=event.group)
            made.versions.update(captions=captions)
        elif may_edit(actor):
            (made,) = bring_in(files=[file], actor=actor)
            made.versions.update(captions=captions)
            publish_drafts(drafts=[(made, facts)], actor=actor)
        else:
            made = propose(file=file, actor=actor, facts=facts)
            made.versions.update(captions=captions)
        keep_recording(
            event=event, actor=actor, title=title, document=f"{KIND}:{made.pk}",
            is_captioned=captions is not None, exception_reason=exception_reason,
            exception_until=exception_until,
        )  # fmt: skip
    return made
