"""What is one reader's own, and the figures in which no reader stands."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from content.library.models import Favourite, LibraryDocument, Visit

MOST_RECENT = 30
COUNT = """
INSERT INTO content_downloadday (document_id, day, count) VALUES (%s, %s, 1)
ON CONFLICT (document_id, day) DO UPDATE SET count = content_downloadday.count + 1
"""


def set_favourite(*, document: LibraryDocument, user: Any, wanted: bool) -> None:
    if wanted:
        Favourite.objects.bulk_create(
            [Favourite(user=user, document=document)], ignore_conflicts=True
        )
    else:
        Favourite.objects.filter(user=user, document=document).delete()


def note_visit(*, document: LibraryDocument, user: Any) -> None:
    """The newest MOST_RECENT of one reader, each document once."""
    with transaction.atomic():
        Visit.objects.bulk_create(
            [Visit(user=user, document=document, at=timezone.now())],
            update_conflicts=True, update_fields=("at",), unique_fields=("user", "document"),
        )  # fmt: skip
        mine = Visit.objects.filter(user=user).order_by("-at", "-pk")
        kept = list(mine.values_list("pk", flat=True)[:MOST_RECENT])
        Visit.objects.filter(user=user).exclude(pk__in=kept).delete()


def note_download(*, document: LibraryDocument) -> None:
    """One more today; nobody's name is kept."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(COUNT, [document.pk, timezone.localdate()])
        rows = LibraryDocument.objects.filter(pk=document.pk)
        rows.update(downloads=F("downloads") + 1)
