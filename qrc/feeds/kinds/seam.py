"""What a kind of feed offers the poller."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise

from community.kit.http import Reply
from qrc.advisories.cve_facts import Chance, Listed
from qrc.advisories.values import Report
from qrc.feeds.models import Source


class Fetcher(Protocol):
    """Get one more address under the source's own limits; raises FetchError."""

    def __call__(self, url: str, headers: Mapping[str, str] | None = None) -> Reply: ...


class Problem(Exception):
    """The payload is not what this kind promises. `code` for machines, the text for an editor."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Payload:
    """The bytes of the source's own address, and a way to get more.

    `until` is the monotonic second at which a kind that reads many documents should leave the
    rest for the next turn; None when it may go on to the end.
    """

    source: Source
    reply: Reply
    fetch: Fetcher
    until: float | None = None
    # How many documents of a directory are enough; None for all (a trial looks at a few).
    most: int | None = None

    def is_time_up(self) -> bool:
        return self.until is not None and time.monotonic() > self.until


@dataclass(frozen=True, slots=True)
class Seen:
    """A document of a directory that was read: remembered so that it is not read again."""

    path: str
    changed: str
    sha256: str
    note: str = ""
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reading:
    """Reports to be written in one transaction, with what was read to get them."""

    reports: Sequence[Report]
    # What should have come with the silent first poll: kept, but told to nobody.
    history: Sequence[Report] = ()
    complete: bool = False
    # What the payload says about CVEs whoever reports them.
    chances: Sequence[Chance] = ()
    listed: Sequence[Listed] = ()
    seen: Sequence[Seen] = ()
    # What the source remembers from now on, merged into what it remembered; with `more` it is
    # written at once too, so that a killed poll goes on from there.
    cursor: Mapping[str, Any] = field(default_factory=dict)
    # Addresses of documents that failed without stopping the rest: the poll counts as failed, the
    # reports stand, and these are asked again.
    failed: Sequence[str] = ()
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()
    # Another reading follows: this one is written at once, so that a killed poll keeps it.
    more: bool = False
    # The rest is for the next turn.
    unfinished: bool = False


class FeedKind:
    """A kind of feed. `name` is what a source keeps; each kind is one file with one `KIND`."""

    name: str
    label: str | Promise

    def addresses(self, url: str) -> Sequence[str]:
        """What to ask for, in order, as long as the answer is 404."""
        return (url,)

    def asks(self, source: Source) -> Sequence[str]:
        """The same for a kind whose question depends on what the source remembers."""
        return self.addresses(source.url)

    def headers(self, source: Source) -> Mapping[str, str]:
        """What goes with every request to this source, such as a key."""
        return {}

    def pause(self, source: Source) -> float:
        """Seconds between two requests to one host; the poller waits them out."""
        return source.pause_seconds

    def can_be_unchanged(self, source: Source) -> bool:
        """Whether a 304 on the source's own address means that there is nothing new at all."""
        return True

    def read(self, payload: Payload) -> Iterator[Reading]:
        """The readings of a payload, in order; Problem when it is not what it should be."""
        raise NotImplementedError
