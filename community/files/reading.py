"""The words and the small picture of a file, taken out in the background."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import transaction
from django.utils.timezone import now

from community.files import disk
from community.files.claiming import claim, note
from community.files.enums import PictureState, TextState, Unread
from community.files.models import FileText, StoredFile
from community.files.processes import USUAL, Limits, NotRead, run_apart
from community.files.services import tell
from community.verbs import FILE_TEXT_FAILED, FILE_TEXT_READ

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=6)
"""Longer than words and picture may take together."""
MOST_ATTEMPTS = 3
PAUSE = timedelta(minutes=1)


def read_one(limits: Limits = USUAL) -> bool:
    """Read the file that waits longest; False when none is due.

    A killed reader loses it when its lease ends; one that ends its readers time and again is given up.
    """
    file = claim(StoredFile.objects.to_read(), LEASE)
    if file is None:
        return False
    if file.attempts > MOST_ATTEMPTS:
        _give_up(file, Unread.INTERRUPTED)
        return True
    picture = _picture(file, limits)
    if file.text_state == TextState.NONE:
        note(file, picture=picture)
        return True
    _mark_running(file)
    try:
        found = run_apart("words", file.media_type, file.path, limits=limits)
    except NotRead as error:
        log.warning("file_not_read", file=file.pk, why=error.code, detail=str(error))
        _failed(file, error.code, picture)
    else:
        _done(file, found["text"], found["pages"], picture)
    return True


def _mark_running(file: StoredFile) -> None:
    note(file, text_state=TextState.RUNNING)


def _picture(file: StoredFile, limits: Limits) -> PictureState:
    """A file without a picture is no less read: this is tried once."""
    if file.picture != PictureState.WAITING:
        return PictureState(file.picture)
    place = file.picture_path
    part = place.with_suffix(f".{file.attempts}.part")
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        run_apart("picture", file.media_type, file.path, part, limits=limits)
        part.replace(place)
    except (NotRead, OSError) as error:
        log.info("file_not_pictured", file=file.pk, why=str(error))
        disk.drop(part)
        return PictureState.FAILED
    return PictureState.MADE


def _done(file: StoredFile, text: str, pages: int | None, picture: PictureState) -> None:
    with transaction.atomic():
        is_mine = note(
            file, text_state=TextState.DONE, pages=pages, picture=picture, attempts=0, error=""
        )
        if is_mine:
            FileText.objects.update_or_create(file=file, defaults={"text": text})
            tell(FILE_TEXT_READ, file)


def _failed(file: StoredFile, why: Unread, picture: PictureState) -> None:
    if file.attempts >= MOST_ATTEMPTS:
        _give_up(file, why, picture)
        return
    later = now() + PAUSE * 5 ** (file.attempts - 1)
    note(file, text_state=TextState.WAITING, picture=picture, not_before=later, error=why.value)


def _give_up(file: StoredFile, why: Unread, picture: PictureState | None = None) -> None:
    if picture is None:
        waits = file.picture == PictureState.WAITING
        picture = PictureState.FAILED if waits else PictureState(file.picture)
    has_text = file.text_state != TextState.NONE
    with transaction.atomic():
        state = TextState.FAILED if has_text else TextState.NONE
        is_mine = note(file, text_state=state, picture=picture, error=why.value if has_text else "")
        if is_mine and has_text:
            tell(FILE_TEXT_FAILED, file)
