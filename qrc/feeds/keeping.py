"""What stays of a poll: its bytes, once per content, and which documents were read."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils import timezone

from qrc.feeds.enums import PollStatus
from qrc.feeds.kinds.seam import Seen
from qrc.feeds.models import Fetch, Payload, Source, SourceDocument

PAYLOAD_DAYS, QUIET_DAYS, FETCH_DAYS = 90, 30, 400


def keep(body: bytes) -> Payload:
    """The row of these bytes, made when they are new; bytes that come again are kept longer."""
    row, is_new = Payload.objects.get_or_create(
        sha256=hashlib.sha256(body).hexdigest(), defaults=_packed(body)
    )
    if not is_new and row.kept_at < timezone.now() - timedelta(days=1):
        Payload.objects.filter(pk=row.pk).update(kept_at=timezone.now())
    return row


def bytes_of(payload: Payload) -> bytes:
    return zlib.decompress(bytes(payload.body))


def _packed(body: bytes) -> dict[str, Any]:
    return {"size": len(body), "body": zlib.compress(body)}


def remember(source: Source, seen: Sequence[Seen]) -> None:
    """Note which documents were read, and keep their bytes."""
    if not seen:
        return
    rows = [
        SourceDocument(
            source=source, path=each.path, changed=each.changed, sha256=each.sha256,
            note=each.note[:200],
        )
        for each in {each.path: each for each in seen}.values()
    ]  # fmt: skip
    SourceDocument.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=("source", "path"),
        update_fields=("changed", "sha256", "note"), batch_size=500,
    )  # fmt: skip
    bodies = {each.sha256: each.body for each in seen if each.body}
    Payload.objects.bulk_create(
        [Payload(sha256=digest, **_packed(body)) for digest, body in bodies.items()],
        update_conflicts=True, unique_fields=("sha256",), update_fields=("kept_at",),
        batch_size=100,
    )  # fmt: skip


def prune() -> int:
    """Forget polls that brought nothing after a month, and old bytes; returns rows removed."""
    now = timezone.now()
    quiet = Fetch.objects.filter(status=PollStatus.NOT_MODIFIED)
    removed = quiet.filter(at__lt=now - timedelta(days=QUIET_DAYS)).delete()[0]
    removed += Fetch.objects.filter(at__lt=now - timedelta(days=FETCH_DAYS)).delete()[0]
    old = Payload.objects.filter(kept_at__lt=now - timedelta(days=PAYLOAD_DAYS))
    return removed + old.delete()[0]
