"""Out of quarantine: what the scanner says of a file, asked again until it says something."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from community.files import disk
from community.files.claiming import claim, note
from community.files.clamd import ScannerAway, scan
from community.files.enums import FileState, Refusal
from community.files.models import StoredFile
from community.files.services import tell
from community.verbs import FILE_CLEARED, FILE_REFUSED

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=5)
PAUSE, LONGEST_PAUSE = 30, 900
"""Seconds before a scanner that gave no verdict is asked again, doubled each time."""


def scan_one() -> bool:
    """Scan the file that waits longest; False when none is due.

    May be killed at any line and run by many at once: a file belongs to whoever claimed it until the
    lease ends. Without a scanner in the settings, what still waits for one is let through.
    """
    file = claim(StoredFile.objects.to_scan(), LEASE)
    if file is None:
        return False
    try:
        found = scan(settings.CLAMAV_URL, file.path) if settings.CLAMAV_URL else ""
    except ScannerAway as away:
        log.warning("scanner_away", file=file.pk, error=str(away))
        wait = min(PAUSE * 2 ** min(file.attempts - 1, 10), LONGEST_PAUSE)
        note(file, not_before=now() + timedelta(seconds=wait), error=str(away)[:300])
        return True
    if found:
        _refuse(file, found)
    else:
        _clear(file)
    return True


def _clear(file: StoredFile) -> None:
    with transaction.atomic():
        is_mine = note(
            file, state=FileState.CLEAN, scanned_at=now() if settings.CLAMAV_URL else None,
            attempts=0, not_before=now(), error="",
        )  # fmt: skip
        if is_mine:
            tell(FILE_CLEARED, file)


def _refuse(file: StoredFile, found: str) -> None:
    with transaction.atomic():
        is_mine = note(
            file, state=FileState.REFUSED, refused_because=Refusal.VIRUS, scanned_at=now(),
            refused_detail=found[:200], error="",
        )  # fmt: skip
        if not is_mine:
            return
        tell(FILE_REFUSED, file)
        transaction.on_commit(lambda: disk.drop(file.path))
