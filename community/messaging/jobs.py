"""The seam every channel fills: one file a channel, copy the nearest."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from community.messaging.enums import AddressState, State
from community.messaging.models import Body

LINE_DOWN_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Job:
    """One claimed delivery with all that a channel needs to send it; no query is left to do."""

    id: int
    key: str
    kind: str
    recipient: str
    address_id: int | None
    address: str
    secret: str
    user_id: int | None
    language: str
    parts: Mapping[str, str]
    reply_to: str
    attempts: int
    priority: int
    is_demo: bool
    body: Body


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one hand-over went. `retry_seconds` puts a job back in the queue instead of ending it."""

    state: State
    provider_id: str = ""
    provider_status: str = ""
    error_code: str = ""
    error: str = ""
    segments: int = 0
    retry_seconds: int | None = None
    address_state: AddressState | None = None
    # The recipient's own trouble (a full mailbox): so many of them close his address.
    is_strike: bool = False
    # Trouble of our own set-up, by the code of `alarms`: somebody has to look.
    alarm: str = ""


class Sender(Protocol):
    """An open line. `send` never raises for what befalls one message; it may raise `LineDown`."""

    def send(self, job: Job) -> Outcome: ...

    def expect(self, job: Job) -> None:
        """The job to be sent after the next one. A line may announce it, and hand nothing over."""
        return


class LineDown(Exception):
    """The line itself is gone: this job and the rest of the claim go back to the queue, untried.

    `wait` is in how many seconds it is worth trying again.
    """

    def __init__(self, why: str, *, wait: int = LINE_DOWN_SECONDS, alarm: str = "") -> None:
        super().__init__(why)
        self.wait = wait
        self.alarm = alarm


class LineBroke(LineDown):
    """The line went down under this very job, which may be why: it counts as tried.

    Otherwise one message that makes the other side hang up would stand in front for ever and
    no message behind it would leave. `maybe_sent`: the other side may have taken it.
    """

    def __init__(self, why: str, *, maybe_sent: bool = False) -> None:
        super().__init__(why)
        self.maybe_sent = maybe_sent


class ChannelType(Protocol):
    """What a channel file offers: `name` is the value in `Channel`, `open` a line to send on."""

    name: str
    # Whether an interrupted hand-over may be repeated (mail: same Message-ID) or not (SMS).
    repeatable: bool

    def open(self) -> AbstractContextManager[Sender]: ...
