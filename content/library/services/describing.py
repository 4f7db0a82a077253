"""What is said about a document, and that it was looked at again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.activity.services import record
from content.library.models import LibraryDocument
from content.verbs import DOCUMENT_CHANGED, DOCUMENT_REVIEWED

MANY = ("themes", "readers", "tags")
"""Facts that are several rows; the others are fields of the document."""
Facts = Mapping[str, Any]


def locked(document: LibraryDocument) -> LibraryDocument:
    """The document as it is now; whoever else changes it waits."""
    rows = LibraryDocument.objects.select_for_update(of=("self",))
    return rows.get(pk=document.pk)


def apply(document: LibraryDocument, facts: Facts) -> list[str]:
    """Put these facts in the row, in the caller's transaction; returns the names that changed."""
    changed = [
        name
        for name, value in facts.items()
        if name not in MANY and getattr(document, name) != value
    ]
    for name in changed:
        setattr(document, name, facts[name])
    document.changed_at = timezone.now()
    document.save()
    changed += [name for name in MANY if name in facts and _put(document, name, facts[name])]
    return sorted(changed)


def _put(document: LibraryDocument, name: str, wanted: Any) -> bool:
    if name == "tags":
        before = set(document.tags.names())
        document.tags.set(list(wanted))
        return before != set(wanted)
    many = getattr(document, name)
    before, after = {each.pk for each in many.all()}, {each.pk for each in wanted}
    many.set(after)
    return before != after


def change_document(*, document: LibraryDocument, actor: Any, facts: Facts) -> list[str]:
    """Say something else about it; returns the names of what changed. Saying the same is nothing."""
    with transaction.atomic():
        changed = apply(locked(document), facts)
        if changed:
            record(DOCUMENT_CHANGED, actor=actor, subject=document, fields=changed)
    return changed


def mark_reviewed(*, document: LibraryDocument, actor: Any, again_on: date | None) -> None:
    """It still holds: looked at today, and to be looked at again on that day (None: never)."""
    with transaction.atomic():
        row = locked(document)
        row.reviewed_on, row.review_due = timezone.localdate(), again_on
        row.save(update_fields=["reviewed_on", "review_due"])
        record(DOCUMENT_REVIEWED, actor=actor, subject=row)
