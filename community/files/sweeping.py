"""Throwing away what nobody keeps: uploads that ended nowhere, bytes without a row, files unused."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import now

from community.files import disk
from community.files.models import StoredFile, Upload
from community.files.purposes import Purpose, purposes
from community.files.services import discard

log = structlog.get_logger(__name__)

BATCH = 500
GRACE = 86_400
"""Seconds that bytes without a row are left alone: somebody may be writing them."""
REMEMBERED = timedelta(days=30)
"""How long the row of a discarded file stays, without its bytes."""


def sweep() -> dict[str, int]:
    """All of it, by what was thrown away; may be killed at any line and run again."""
    counts = {
        "uploads": _expired_uploads(),
        "unused": sum(_unused(each) for each in purposes),
        "forgotten": _forgotten(),
        "bytes": _without_row(),
    }
    log.info("files_swept", **counts)
    return counts


def _expired_uploads() -> int:
    """Rows first: bytes without a row are found by the next sweep, never the other way round."""
    count = 0
    for pk in list(Upload.objects.filter(expires_at__lt=now()).values_list("pk", flat=True)):
        with transaction.atomic():
            row = Upload.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
            upload = row.filter(expires_at__lt=now()).first()
            if upload is None:
                continue
            path = upload.path
            upload.delete()
        disk.drop(path)
        count += 1
    return count


def _unused(purpose: Purpose) -> int:
    """Files of a purpose that nothing refers to, after the time it gives them."""
    old = StoredFile.objects.kept().filter(
        purpose=purpose.key, created_at__lt=now() - purpose.unused
    )
    count, last = 0, 0
    while files := list(old.filter(pk__gt=last).order_by("pk")[:BATCH]):
        used = set(purpose.in_use([each.pk for each in files]))
        for file in files:
            if file.pk not in used:
                discard(file=file, actor=None)
                count += 1
        last = files[-1].pk
    return count


def _forgotten() -> int:
    return StoredFile.objects.filter(discarded_at__lt=now() - REMEMBERED).delete()[0]


def _without_row() -> int:
    root: Path = settings.FILES_ROOT
    kept = StoredFile.objects.kept()
    return (
        _drop_unknown(root / "parts", lambda keys: Upload.objects.filter(file=None, key__in=keys))
        + _drop_unknown(root / "whole", lambda keys: kept.filter(key__in=keys))
        + _drop_unknown(root / "pictures", lambda keys: kept.filter(key__in=keys))
    )


def _drop_unknown(folder: Path, known: Callable[[list[uuid.UUID]], QuerySet[Any]]) -> int:
    count = 0
    for paths in old_files(folder):
        keys = {path: key for path in paths if (key := _key(path))}
        there = set(known(list(keys.values())).values_list("key", flat=True))
        for path in paths:
            if keys.get(path) not in there:
                disk.drop(path)
                count += 1
    return count


def old_files(folder: Path) -> Iterator[list[Path]]:
    """In batches, what lies there for a day. The time of the last change of its place: a part gets a second name when it is
    whole, which leaves the time of its bytes as it was."""
    batch: list[Path] = []
    for path in folder.rglob("*"):
        if path.is_file() and path.stat().st_ctime < time.time() - GRACE:
            batch.append(path)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _key(path: Path) -> uuid.UUID | None:
    try:
        return uuid.UUID(path.name.split(".")[0])
    except ValueError:
        return None
