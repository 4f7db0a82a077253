"""Taking files in, and letting them go.

Bytes go first to a part file and are looked at there. They get their place, then the file its row,
and only then does the part go: whoever is killed leaves at most bytes without a row, which the sweep
throws away, and an upload that can be finished again.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from community.activity.services import record, ring
from community.activity.verbs import Verb
from community.files import disk
from community.files.enums import FileState, PictureState, Refusal, TextState
from community.files.models import StoredFile, StoredFileQuerySet, Upload
from community.files.names import clean_name
from community.files.purposes import Purpose, purposes
from community.files.refusals import FileRefused
from community.files.safety import check
from community.files.sniffing import sniff
from community.files.types import FileType
from community.verbs import FILE_CLEARED, FILE_DISCARDED, FILE_STORED, FILE_TRIED_AGAIN

LASTS = timedelta(days=2)
"""An upload that nobody goes on with."""
MOST_UPLOADS = 250
"""Under way for one person at once."""


class UploadConflict(Exception):
    """The chunk does not follow what is there; `offset` is where to go on."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(f"expected offset {offset}")


class TooManyUploads(Exception):
    """Somebody has more uploads under way than anybody needs."""


def store(
    *, name: str, content: disk.Readable, purpose: str, owner: Any, organisation: models.Model | None = None
) -> StoredFile:  # fmt: skip
    """Take in a file at once; FileRefused, with nothing kept, when it is not one for this purpose.

    The caller has asked `may_upload`. It is clean when no scanner is set up, else in quarantine.
    """
    kept = purposes.get(purpose)
    name = clean_name(name)
    part = _root() / "parts" / f"store-{uuid.uuid4().hex}"
    try:
        written = disk.write_new(part, disk.pieces(content), most=kept.max_bytes, name=name)
        return _take_in(
            part, written, name=name, purpose=kept, owner=owner, organisation=organisation
        )
    finally:
        disk.drop(part)


def begin_upload(*, user: Any, purpose: str, name: str, size: int, sha256: str = "") -> Upload:
    """An upload in pieces. FileRefused when the told size already says no; TooManyUploads."""
    kept, name = purposes.get(purpose), clean_name(name)
    if size < 1:
        raise FileRefused(Refusal.EMPTY, name=name)
    if size > kept.max_bytes:
        raise FileRefused(Refusal.TOO_LARGE, name=name, most=disk.readable(kept.max_bytes))
    under_way = Upload.objects.filter(user=user, file=None, expires_at__gt=timezone.now())
    if under_way.count() >= MOST_UPLOADS:
        raise TooManyUploads
    return Upload.objects.create(
        user=user, purpose=purpose, name=name, size=size, sha256=sha256.lower(),
        expires_at=timezone.now() + LASTS,
    )  # fmt: skip


def append(*, upload: Upload, offset: int, chunk: bytes) -> int:
    """Add a chunk; returns how many bytes are there now. UploadConflict when it does not follow.

    Two that send at once wait for each other, and the second learns that its chunk is there.
    """
    with transaction.atomic():
        row = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if offset != row.received or row.received + len(chunk) > row.size:
            raise UploadConflict(row.received)
        disk.write_at(row.path, offset, chunk, name=row.name)
        row.received += len(chunk)
        row.expires_at = timezone.now() + LASTS
        row.save(update_fields=["received", "expires_at"])
    upload.received = row.received
    return row.received


def finish_upload(*, upload: Upload, organisation: models.Model | None = None) -> StoredFile:
    """The file of an upload that is whole; the same file when it is asked for again.

    FileRefused throws the upload away: what is wrong with it does not mend by sending it again.
    """
    try:
        with transaction.atomic():
            row = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
            if row.file is not None:
                return row.file
            if not row.is_whole:
                raise UploadConflict(row.received)
            written = disk.read_back(row.path)
            if row.sha256 and row.sha256 != written.sha256:
                raise FileRefused(Refusal.CHANGED, name=row.name)
            row.file = _take_in(
                row.path, written, name=row.name, purpose=purposes.get(row.purpose),
                owner=row.user, organisation=organisation,
            )  # fmt: skip
            row.save(update_fields=["file"])
            transaction.on_commit(lambda: disk.drop(row.path))
            return row.file
    except FileRefused:
        drop_upload(upload=upload)
        raise


def drop_upload(*, upload: Upload) -> None:
    """Stop with an upload; what came of it, when something did, stays."""
    Upload.objects.filter(pk=upload.pk).delete()
    disk.drop(upload.path)


def discard(*, file: StoredFile, actor: Any) -> None:
    """Let a file go: from now on nobody opens it, and its bytes go once this is certain."""
    with transaction.atomic():
        file.discarded_at = timezone.now()
        file.save(update_fields=["discarded_at"])
        tell(FILE_DISCARDED, file, actor=actor)
        for path in (file.path, file.picture_path):
            transaction.on_commit(partial(disk.drop, path))


def duplicates_of(file: StoredFile) -> StoredFileQuerySet:
    """Other files of the same purpose with the same bytes, the oldest first."""
    alike = StoredFile.objects.kept().filter(sha256=file.sha256, purpose=file.purpose)
    return alike.exclude(pk=file.pk).order_by("created_at", "pk")


def wake() -> None:
    """Ring the worker that scans and reads; a lost ring costs one round of the sweep."""
    ring("community.files.tasks.work")


def _take_in(
    part: Path, written: disk.Written, *, name: str, purpose: Purpose, owner: Any,
    organisation: models.Model | None,
) -> StoredFile:  # fmt: skip
    found = _looked_at(part, written, name, purpose)
    is_scanned = bool(settings.CLAMAV_URL)
    file = StoredFile(
        name=name, purpose=purpose.key, owner=owner,
        organisation_id=organisation.pk if organisation else None, sha256=written.sha256,
        size=written.size, media_type=found.media_type, form=found.form,
        state=FileState.QUARANTINED if is_scanned else FileState.CLEAN,
        text_state=TextState.WAITING if found.reads else TextState.NONE,
        picture=PictureState.WAITING if found.pictures else PictureState.NONE,
    )  # fmt: skip
    disk.place(part, file.path)
    with transaction.atomic():
        file.save()
        tell(FILE_STORED, file, actor=owner)
        if not is_scanned:
            tell(FILE_CLEARED, file, actor=owner)
        transaction.on_commit(wake)
    return file


def tell(verb: Verb, file: StoredFile, *, actor: Any = None) -> None:
    """Record what happened to a file, as the last step of a service."""
    record(
        verb, actor=actor, organisation=file.organisation, subject=file, file=file.pk,
        purpose=file.purpose,
    )  # fmt: skip


def _looked_at(part: Path, written: disk.Written, name: str, purpose: Purpose) -> FileType:
    if not written.size:
        raise FileRefused(Refusal.EMPTY, name=name)
    found = sniff(part, name)
    if found.form not in purpose.forms:
        raise FileRefused(Refusal.NOT_HERE, name=name, form=found.form.label)
    check(part, found, name)
    return found


def _root() -> Path:
    root: Path = settings.FILES_ROOT
    return root


def try_again(*, file: StoredFile, actor: Any) -> bool:
    """Scan or read a file now instead of later; False when there is nothing to try."""
    with transaction.atomic():
        row = StoredFile.objects.kept().select_for_update(of=("self",)).get(pk=file.pk)
        changes: dict[str, Any] = {"not_before": timezone.now(), "attempts": 0}
        if row.state == FileState.CLEAN and row.text_state == TextState.FAILED:
            changes |= {"text_state": TextState.WAITING, "error": ""}
            if row.picture == PictureState.FAILED:
                changes["picture"] = PictureState.WAITING
        elif row.state != FileState.QUARANTINED:
            return False
        StoredFile.objects.filter(pk=row.pk).update(**changes)
        tell(FILE_TRIED_AGAIN, row, actor=actor)
        transaction.on_commit(wake)
    return True
