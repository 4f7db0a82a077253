"""What alerts hand to bundles, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aside:
    """One reader who hears of a revision later. `reason` is a sentence in his language."""

    subscriber_id: int
    user_id: int | None
    revision_id: int
    cadence: str
    channels: frozenset[str]
    reason: str

    @property
    def name(self) -> str:
        """The name under which messaging knows this reader."""
        return f"subscriber:{self.subscriber_id}"
