"""One turn of the worker at the files: scanning first, since people wait for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from community.files.reading import read_one
from community.files.scanning import scan_one
from community.files.services import wake

SECONDS = 20
"""Of one turn: whoever waits behind the files in the queue comes in between."""
LOCK = "hashtext('community.files.work')"


def work(seconds: float = SECONDS) -> int:
    """Scan and read until nothing is due or time is up; returns how many were taken up.

    One process at a time: the others are for warnings, which may never wait behind files.
    """
    end, done = time.monotonic() + seconds, 0
    with _alone() as is_alone:
        if not is_alone:
            return 0
        while time.monotonic() < end:
            if not (scan_one() or read_one()):
                return done
            done += 1
    wake()
    return done


@contextmanager
def _alone() -> Iterator[bool]:
    """Whoever dies lets go with its connection."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_lock({LOCK})")
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT pg_advisory_unlock({LOCK})")
