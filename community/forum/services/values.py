"""What callers hand to the services, and what these refuse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from community.forum.models import Post


@dataclass(frozen=True, slots=True)
class PollWish:
    """A poll as it has to be; two options at least."""

    question: str
    options: Sequence[str]
    is_multiple: bool = False
    closes_at: datetime | None = None


class Refused(Exception):
    """Why something cannot be, in the reader's language; `field` is what he should mend."""

    def __init__(self, text: str, field: str = "source") -> None:
        self.field = field
        super().__init__(text)


class EditedMeanwhile(Exception):
    """Somebody else changed the post since its editor read it; `current` is what it says now."""

    def __init__(self, current: Post) -> None:
        self.current = current
        super().__init__(f"post {current.pk} is at revision {current.revision}")
