"""What callers hand to messaging: recipients and words, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Words:
    """What is said on one channel in one language.

    Marks such as `[[why]]` (any key of a recipient's `parts`) and `[[unsubscribe]]` (the
    address of his opt-out page) are filled in per recipient when the message leaves.
    """

    text: str
    subject: str = ""
    html: str = ""
    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


Content = Mapping[tuple[str, str], Words]
"""Words by (channel, language)."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who hears it, and by which channel.

    `name` is the caller's own stable name for the person, such as "subscriber:12"; with the
    message and the channel it makes the idempotency key of a delivery.
    """

    name: str
    channel: str
    address_id: int | None = None
    user_id: int | None = None
    language: str = "nl"
    parts: Mapping[str, str] = field(default_factory=dict)
    not_before: datetime | None = None
    reply_to: str = ""
