"""Claim, send, note: the loop that empties the outbox and may be killed at any line.

A claim takes a lease on a batch and commits before anything is sent. A claim is sent in the
order of `position` and each result is noted before the next is sent, so that of a claim whose
sender died only the first row without a result can have been handed over.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import groupby
from typing import Any

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from community.messaging.addresses import note_state
from community.messaging.channels import channel_types
from community.messaging.enums import AddressState, State
from community.messaging.jobs import ChannelType, Job, LineDown, Outcome, Sender
from community.messaging.kinds import kinds
from community.messaging.models import Body, Delivery, DeliveryEvent

log = structlog.get_logger(__name__)

BATCH = 100
MOST_ATTEMPTS = 12
LINE_DOWN_SECONDS = 30

CLAIM = """
WITH due AS (
  SELECT id, row_number() OVER (ORDER BY priority, id) AS place FROM (
    SELECT id, priority FROM community_delivery
    WHERE state = 'queued' AND channel = %(channel)s AND not_before <= now()
    ORDER BY priority, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED) AS locked)
UPDATE community_delivery AS d
SET state = 'sending', claim = %(claim)s, position = due.place, attempts = d.attempts + 1,
    lease_until = now() + make_interval(secs => %(lease)s)
FROM due, community_message AS m, community_delivery AS self
LEFT JOIN community_address AS a ON a.id = self.address_id
WHERE d.id = due.id AND self.id = d.id AND m.id = d.message_id
RETURNING due.place, d.id, d.key, m.kind, d.recipient, d.address_id, a.value, a.secret, d.user_id,
          d.language, d.parts, d.reply_to, d.attempts, (m.is_demo OR coalesce(a.is_demo, false)),
          d.message_id, a.state
"""
NOTE = """
UPDATE community_delivery
SET state = %s, provider_id = %s, provider_status = %s, error_code = %s, error = %s,
    segments = %s, not_before = %s, lease_until = NULL,
    sent_at = CASE WHEN %s THEN clock_timestamp() ELSE sent_at END,
    delivered_at = CASE WHEN %s THEN clock_timestamp() ELSE delivered_at END
WHERE id = %s AND claim = %s AND state = 'sending'
"""


def deliver(channel: str, *, seconds: float | None = None) -> int:
    """Send what is due on one channel until nothing is, or `seconds` have passed.

    Returns how many deliveries got a result. Safe to run in any number of processes at once.
    """
    kind_of_line = channel_types()[channel]
    end = time.monotonic() + seconds if seconds is not None else None
    done = 0
    with quick_notes():
        while end is None or time.monotonic() < end:
            claim = uuid.uuid4()
            jobs = _claim(channel, claim)
            if not jobs:
                break
            done += _send_all(kind_of_line, jobs, claim)
    return done


@contextmanager
def quick_notes() -> Iterator[None]:
    """A killed process loses nothing without the wait for the disk; a dead machine repeats a mail."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")


def _claim(channel: str, claim: uuid.UUID) -> list[tuple[Job, str | None]]:
    lease = settings.MESSAGING_LEASE_SECONDS
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(CLAIM, {"channel": channel, "claim": claim, "limit": BATCH, "lease": lease})
        rows = sorted(cursor.fetchall())
    bodies = _bodies(channel, {row[14] for row in rows})
    return [(_job(row, bodies), row[15]) for row in rows]


def _bodies(channel: str, messages: set[int]) -> dict[tuple[int, str], Body]:
    found = Body.objects.filter(message_id__in=messages, channel=channel) if messages else ()
    bodies = {(body.message_id, body.language): body for body in found}
    for (message, language), body in list(bodies.items()):
        # Whoever reads a language we did not write gets the Dutch text rather than nothing.
        if language == settings.LANGUAGE_CODE:
            bodies[message, ""] = body
    return bodies


def _job(row: tuple[Any, ...], bodies: dict[tuple[int, str], Body]) -> Job:
    body = bodies.get((row[14], row[9])) or bodies[row[14], ""]
    return Job(
        id=row[1], key=row[2], kind=row[3], recipient=row[4], address_id=row[5],
        address=row[6] or "", secret=row[7] or "", user_id=row[8], language=row[9],
        parts=json.loads(row[10]), reply_to=row[11], attempts=row[12], is_demo=row[13], body=body,
    )  # fmt: skip


def _send_all(line: ChannelType, jobs: list[tuple[Job, str | None]], claim: uuid.UUID) -> int:
    # Half a lease is left for the message that is under way when time is up.
    end = time.monotonic() + settings.MESSAGING_LEASE_SECONDS / 2
    done = 0
    try:
        with line.open() as sender:
            for job, address_state in jobs:
                if time.monotonic() > end:
                    break
                _note(job, claim, _send_one(sender, job, address_state))
                done += 1
    except LineDown as down:
        log.warning("line_down", channel=line.name, error=str(down))
        _release(claim, wait=LINE_DOWN_SECONDS, why=str(down))
    else:
        if done < len(jobs):
            _release(claim)
    return done


def _send_one(sender: Sender, job: Job, address_state: str | None) -> Outcome:
    refusal = _refusal(job, address_state)
    if refusal:
        return Outcome(State.SUPPRESSED, error_code=refusal)
    outcome = sender.send(job)
    if outcome.retry_seconds is not None and job.attempts >= MOST_ATTEMPTS:
        return Outcome(State.FAILED, error_code=outcome.error_code, error=outcome.error)
    return outcome


def _refusal(job: Job, address_state: str | None) -> str:
    """Looked at when it leaves, not when it was queued: people stop and addresses die meanwhile."""
    if job.user_id is not None and job.address_id is None:
        return ""
    if address_state is None:
        return "address-gone"
    if address_state == AddressState.CONFIRMED:
        return ""
    if address_state == AddressState.UNCONFIRMED and kinds.get(job.kind).to_unconfirmed:
        return ""
    return f"address-{address_state}"


def _note(job: Job, claim: uuid.UUID, outcome: Outcome) -> None:
    again = outcome.retry_seconds is not None
    state = State.QUEUED if again else outcome.state
    wait = timedelta(seconds=outcome.retry_seconds or 0)
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE,
            (
                str(state), outcome.provider_id, outcome.provider_status, outcome.error_code,
                outcome.error[:500], outcome.segments, timezone.now() + wait,
                state in (State.SENT, State.DELIVERED), state == State.DELIVERED, job.id, claim,
            ),
        )  # fmt: skip
    if again or outcome.error_code:
        detail = f"{outcome.error_code} {outcome.error}".strip()
        event = "retry" if again else str(state)
        DeliveryEvent.objects.create(delivery_id=job.id, event=event, detail=detail[:500])
    if outcome.address_state is not None and job.address_id is not None:
        note_state(
            address_id=job.address_id, state=outcome.address_state, reason=outcome.error_code
        )


def _release(claim: uuid.UUID, *, wait: int = 0, why: str = "") -> None:
    """Give the rest of a claim back untried."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE community_delivery SET state = 'queued', claim = NULL, lease_until = NULL, "
            "attempts = greatest(attempts - 1, 0), error = %s, not_before = now() + make_interval(secs => %s) "
            "WHERE claim = %s AND state = 'sending'",
            (why[:500], wait, claim),
        )


def sweep_expired() -> int:
    """Take back the claims of senders that died; returns how many rows were taken back.

    The first row without a result may have been handed over. A mail goes again under its old
    Message-ID, marked; an SMS becomes unknown and waits for reconciliation.
    """
    types = channel_types()
    with transaction.atomic():
        if not _only_sweeper():
            return 0
        rows = list(
            Delivery.objects.expired()
            .select_for_update()
            .only("id", "claim", "position", "channel")
            .order_by("claim", "position")
        )
        for _, group in groupby(rows, key=lambda row: row.claim):
            first, *rest = group
            if types[first.channel].repeatable:
                _requeue([first.pk], maybe_double=True)
            else:
                _leave_unknown(first)
            _requeue([row.pk for row in rest])
    return len(rows)


def _only_sweeper() -> bool:
    """Two sweepers would each see half a claim and mistake its second row for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('messaging.sweep'))")
        return bool(cursor.fetchone()[0])


def _requeue(ids: list[int], *, maybe_double: bool = False) -> None:
    changes: dict[str, Any] = {"state": State.QUEUED, "claim": None, "lease_until": None}
    if maybe_double:
        changes["maybe_double"] = True
        _tell(ids, "interrupted", "Verzender viel weg; opnieuw verzonden met hetzelfde kenmerk.")
    Delivery.objects.filter(pk__in=ids).update(**changes)


def _leave_unknown(row: Delivery) -> None:
    Delivery.objects.filter(pk=row.pk).update(
        state=State.UNKNOWN, lease_until=None, error_code="interrupted"
    )
    _tell([row.pk], "interrupted", "Verzender viel weg; navraag bij de aanbieder nodig.")


def _tell(ids: list[int], event: str, detail: str) -> None:
    DeliveryEvent.objects.bulk_create(
        DeliveryEvent(delivery_id=pk, event=event, detail=detail) for pk in ids
    )
