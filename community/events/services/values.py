"""What callers hand to the services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SessionWish:
    """A session as it has to be; `pk` is that of the one it was, None for a new one."""

    starts_at: datetime
    ends_at: datetime
    title: str = ""
    place: str = ""
    pk: int | None = None


class Refused(Exception):
    """Why something cannot be; the text, in the reader's language, says what he can do."""
