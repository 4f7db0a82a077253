"""Times as feeds write them."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime
from typing import Any


def moment(text: str) -> datetime | None:
    """An RFC 3339 time; None when it is not one. Without an offset it is UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def parsed_moment(parsed: Any) -> datetime | None:
    """The time of a struct_time in UTC, as feedparser gives it."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), tz=UTC) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
