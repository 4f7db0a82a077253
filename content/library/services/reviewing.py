"""Reminding whoever answers for a document to look whether it still holds."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from content.library.models import LibraryDocument
from content.library.services.telling import tell_due

BATCH = 100


def remind_due() -> int:
    """Tell the owners of what is due, once for each date; returns how many documents were told of.

    May be killed and run again: the date that was told of is kept with the message.
    """
    told = 0
    while _remind_one():
        told += 1
        if told >= BATCH:
            break
    return told


def _remind_one() -> bool:
    with transaction.atomic():
        waiting = LibraryDocument.objects.due(timezone.localdate()).filter(
            Q(reminded_for=None) | ~Q(reminded_for=F("review_due"))
        )
        row = (
            waiting.select_for_update(skip_locked=True, of=("self",)).select_related("owner")
            .order_by("review_due", "pk").first()
        )  # fmt: skip
        if row is None:
            return False
        tell_due(row)
        row.reminded_for = row.review_due
        row.save(update_fields=["reminded_for"])
    return True
