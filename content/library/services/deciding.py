"""Letting documents into the library, and out of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.activity.services import record
from content.library.enums import Status
from content.library.models import LibraryDocument
from content.library.services.describing import Facts, apply, locked
from content.library.services.telling import tell_decided
from content.verbs import (
    DOCUMENT_ARCHIVED,
    DOCUMENT_PUBLISHED,
    DOCUMENT_REJECTED,
    DOCUMENT_RESTORED,
)


def publish_drafts(
    *, drafts: Sequence[tuple[LibraryDocument, Facts]], actor: Any, publish: bool = True
) -> int:
    """Describe drafts, and publish them; what is no draft any more is left as it is. Returns how
    many were published."""
    published = 0
    with transaction.atomic():
        for document, facts in drafts:
            row = locked(document)
            if row.status != Status.DRAFT:
                continue
            apply(row, facts)
            if publish:
                publish_row(row, actor)
                published += 1
    return published


def approve(*, document: LibraryDocument, actor: Any) -> bool:
    """Take in what was proposed, and say so to who proposed it; False when that was decided."""
    with transaction.atomic():
        row = locked(document)
        if row.status != Status.PROPOSED:
            return False
        publish_row(row, actor)
        tell_decided(row)
    return True


def reject(*, document: LibraryDocument, actor: Any, reason: str) -> bool:
    """Send a proposal back with the reason; False when it was decided already."""
    with transaction.atomic():
        row = locked(document)
        if row.status != Status.PROPOSED:
            return False
        _decide(row, actor, Status.REJECTED, reason)
        record(DOCUMENT_REJECTED, actor=actor, subject=row)
        tell_decided(row)
    return True


def archive(*, document: LibraryDocument, actor: Any, reason: str = "") -> bool:
    """Out of sight of all but editors; its versions and its figures stay."""
    with transaction.atomic():
        row = locked(document)
        if row.status != Status.PUBLISHED:
            return False
        _decide(row, actor, Status.ARCHIVED, reason)
        record(DOCUMENT_ARCHIVED, actor=actor, subject=row)
    return True


def restore(*, document: LibraryDocument, actor: Any) -> bool:
    with transaction.atomic():
        row = locked(document)
        if row.status != Status.ARCHIVED:
            return False
        _decide(row, actor, Status.PUBLISHED, "")
        record(DOCUMENT_RESTORED, actor=actor, subject=row)
    return True


def publish_row(row: LibraryDocument, actor: Any) -> None:
    was = row.status
    row.published_at = row.published_at or timezone.now()
    row.reviewed_on = row.reviewed_on or timezone.localdate()
    _decide(row, actor, Status.PUBLISHED, "")
    record(DOCUMENT_PUBLISHED, actor=actor, subject=row, was=was)


def _decide(row: LibraryDocument, actor: Any, status: str, reason: str) -> None:
    row.status, row.reason = status, reason
    row.decided_by, row.decided_at = actor, timezone.now()
    row.changed_at = row.decided_at
    row.save()
