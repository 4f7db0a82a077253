"""What callers hand to messaging: recipients and words, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

REPLY_TO = "reply_to"
"""The part that is a recipient's own address to answer a mail at: it stands in the mail's head too,
and what depends on it in the words between `[[?reply_to]]` and `[[/reply_to]]`."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """An iCalendar object that goes with a mail (RFC 6047); `method` is its own METHOD.

    Marks in `text` are filled as in the words: a part that stands alone on a line is a whole
    content line of the recipient's own, folded and escaped by who made it.
    """

    name: str
    method: str
    text: str


@dataclass(frozen=True, slots=True)
class Words:
    """What is said on one channel in one language.

    Marks such as `[[why]]` (any key of a recipient's `parts`) and `[[unsubscribe]]` (the
    address of his opt-out page) are filled in per recipient when the message leaves. A part is
    plain text and may have lines; in html it is escaped and its lines stay lines. What stands
    between `[[?ack]]` and `[[/ack]]` is left out for who has no part `ack`, what stands between
    `[[!ack]]` and `[[/ack]]` for who has one. Such sections never stand in each other.

    `headers` are extra header lines of a mail, the facts under a card in Teams, and what a webhook
    is told as `data`: there it may hold whatever JSON can. A mail's own Message-ID, List-Id and
    Auto-Submitted stand instead of the house's; then its Message-ID is the same for every recipient.
    `calendars` go with a mail alone. `stops` is the list that one click in this mail leaves, when
    that is not the list of its kind (see `stopping`).
    """

    text: str
    subject: str = ""
    html: str = ""
    url: str = ""
    headers: Mapping[str, Any] = field(default_factory=dict)
    calendars: Sequence[Calendar] = ()
    stops: str = ""


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
