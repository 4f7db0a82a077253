"""Cursors of the API: the place of a row by when it changed and its key, and moments in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from ninja.errors import HttpError

PATTERN = "[0-9]{1,16}-[0-9]{1,18}"
EPOCH, MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


def cursor_of(last: Any) -> str:
    """The place of a row: its moment in microseconds since 1970, and its key."""
    return f"{(last.changed_at - EPOCH) // MICROSECOND}-{last.pk}"


def position_of(cursor: str) -> tuple[datetime, int]:
    if not re.fullmatch(PATTERN, cursor, re.ASCII):
        raise HttpError(400, "cursor: not one of ours")
    moment, pk = cursor.split("-")
    return EPOCH + int(moment) * MICROSECOND, int(pk)


def moment_of(value: datetime | None) -> datetime | None:
    """In UTC: the database knows fewer offsets than a moment may have."""
    if value is None:
        return None
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    try:
        return aware.astimezone(UTC)
    except OverflowError:
        return datetime(1 if aware.year == 1 else 9999, 12, 31, tzinfo=UTC)
