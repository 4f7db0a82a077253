"""Taking a file to work on, and noting what came of it: only by whoever still holds it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from community.files.models import StoredFile, StoredFileQuerySet


def claim(rows: StoredFileQuerySet, lease: timedelta, **changes: Any) -> StoredFile | None:
    """The row that is due longest, held for the length of the lease; None when there is none.

    `not_before` is the end of the lease and the claim's mark: whoever dies loses it then.
    """
    with transaction.atomic():
        due = rows.select_for_update(skip_locked=True, of=("self",))
        file = due.order_by("not_before", "pk").first()
        if file is None:
            return None
        file.attempts = min(file.attempts + 1, 1000)
        file.not_before = now() + lease
        for name, value in changes.items():
            setattr(file, name, value)
        file.save(update_fields=["attempts", "not_before", *changes])
    return file


def note(file: StoredFile, **changes: Any) -> bool:
    """Write what came of it; False, with nothing written, when the claim was lost meanwhile."""
    held = StoredFile.objects.kept().filter(pk=file.pk, not_before=file.not_before)
    if not held.update(**changes):
        return False
    for name, value in changes.items():
        setattr(file, name, value)
    return True
