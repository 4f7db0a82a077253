"""Webhooks: the message as JSON to an address of the organisation's own, signed.

The recipe for the receiver stands in docs/features/messaging.md. The receiver checks `X-VlaVirGem-Signature`: "sha256=" and the hexadecimal HMAC-SHA256, under
the shared secret, of the timestamp in `X-VlaVirGem-Timestamp`, a dot, and the body's bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.utils import timezone

from community.kit.http import (
    BadAddress,
    FetchError,
    ForbiddenAddress,
    Reply,
    TooLarge,
    parse_allowed,
    post,
)
from community.kit.secrets import Unreadable, unseal
from community.messaging.bodies import stamped_text
from community.messaging.enums import AddressState, Channel, State
from community.messaging.jobs import Job, Outcome, Sender

TIMEOUT = 15
RETRY = (30, 120, 600, 3600)
"""Seconds to wait after the first, second, third and every later failure that may pass."""
LONGEST_WAIT = 6 * 3600
GONE = 410


class WebhookSender(Sender):
    def __init__(self) -> None:
        self.allowed = parse_allowed(settings.WEBHOOK_ALLOWED_PRIVATE_HOSTS)

    def send(self, job: Job) -> Outcome:
        if job.is_demo:
            return Outcome(State.SENT, provider_id="outbox")
        try:
            secret = unseal(job.secret)
        except Unreadable:
            return Outcome(State.FAILED, error_code="secret", error="Het geheim is onleesbaar.")
        body = payload(job)
        return call(
            job.address, body, signed_headers(secret, body), allowed=self.allowed,
            attempts=job.attempts,
        )  # fmt: skip


def call(
    url: str, body: bytes, headers: Mapping[str, str], *, allowed: frozenset[str], attempts: int
) -> Outcome:
    """POST to a system of somebody else's: DELIVERED at 2xx, tried again at what may pass."""
    try:
        reply = post(url, body, allowed_private=allowed, headers=headers, total_seconds=TIMEOUT)
    except (BadAddress, ForbiddenAddress, TooLarge) as error:
        return Outcome(State.FAILED, error_code=error.code, error=str(error))
    except FetchError as error:
        return Outcome(
            State.FAILED, error_code=error.code, error=str(error), retry_seconds=_pause(attempts)
        )
    return _outcome(reply, attempts)


def payload(job: Job) -> bytes:
    """The JSON that is posted; `id` is the same for every try of one message."""
    said = {
        "id": job.key,
        "kind": job.kind,
        "subject": job.body.subject,
        "text": stamped_text(job),
        "url": job.body.url,
        "data": job.body.headers,
        "sent_at": timezone.now().isoformat(timespec="seconds"),
    }
    return json.dumps(said, ensure_ascii=False).encode("utf-8")


def signed_headers(secret: str, body: bytes) -> dict[str, str]:
    moment = str(int(time.time()))
    return {
        "Content-Type": "application/json; charset=utf-8",
        "X-VlaVirGem-Timestamp": moment,
        "X-VlaVirGem-Signature": signature(secret, moment, body),
    }


def signature(secret: str, moment: str, body: bytes) -> str:
    digest = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256)
    return f"sha256={digest.hexdigest()}"


def _outcome(reply: Reply, attempts: int) -> Outcome:
    status = str(reply.status)
    if 200 <= reply.status < 300:
        return Outcome(State.DELIVERED, provider_status=status)
    if reply.status == GONE:
        return Outcome(State.FAILED, error_code=status, address_state=AddressState.DISABLED)
    if reply.status == 429 or reply.status >= 500:
        wait = _pause(attempts, reply.headers.get("retry-after", ""))
        return Outcome(State.FAILED, error_code=status, retry_seconds=wait)
    return Outcome(State.FAILED, error_code=status)


def _pause(attempts: int, asked: str = "") -> int:
    """Our own back-off, or longer when the receiver asks for it: in seconds, or until a date."""
    own = RETRY[min(max(attempts, 1), len(RETRY)) - 1]
    return min(max(own, _asked(asked)), LONGEST_WAIT)


def _asked(text: str) -> int:
    if text.isascii() and text.isdigit():
        return int(text) if len(text) < 9 else LONGEST_WAIT
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return 0
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return int((until - datetime.now(UTC)).total_seconds())


class Webhook:
    name = str(Channel.WEBHOOK)
    # The receiver knows a repeat by its `id`.
    repeatable = True

    @contextmanager
    def open(self) -> Iterator[Sender]:
        yield WebhookSender()


CHANNEL = Webhook()
