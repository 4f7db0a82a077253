"""The number of a claim, which says when it was made, and what that tells after a crash.

A result is noted without waiting for the disk, so a database that dies may forget the notes of the
claims that were under way. A claim itself does wait, and with it every note before it: no more than
the claims under way are in doubt, and all of their rows.
"""

from __future__ import annotations

import os
import time
import uuid
from datetime import UTC, datetime, timedelta

from django.db import connection

SKEW = timedelta(seconds=5)
"""How far our clock and that of the database may differ."""
BEGAN = """
SELECT coalesce(max(backend_start), pg_postmaster_start_time())
FROM pg_stat_activity WHERE backend_type = 'checkpointer'
"""


def new_claim() -> uuid.UUID:
    """A UUID of version 7 (RFC 9562): milliseconds first, the rest by chance."""
    number = int(time.time() * 1000) << 80 | int.from_bytes(os.urandom(10))
    number = number & ~(0xF << 76) | 7 << 76
    return uuid.UUID(int=number & ~(0x3 << 62) | 0x2 << 62)


def claimed_at(claim: uuid.UUID | None) -> datetime | None:
    """When a claim was made; None for a number of another kind."""
    if claim is None or claim.version != 7:
        return None
    return datetime.fromtimestamp((claim.int >> 80) / 1000, UTC)


def database_began() -> datetime:
    """Since when the database forgets nothing: its start, or its recovery from a crash.

    Who may not see the server's own processes learns its start only.
    """
    with connection.cursor() as cursor:
        cursor.execute(BEGAN)
        return cursor.fetchone()[0]  # type: ignore[no-any-return]


def may_miss_notes(claim: uuid.UUID | None, began: datetime) -> bool:
    """Whether the database began anew after this claim was made: then its notes may be gone."""
    made = claimed_at(claim)
    return made is not None and began > made - SKEW
