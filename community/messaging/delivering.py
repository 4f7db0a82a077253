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
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

import structlog
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest, Now
from django.utils import timezone

from community.messaging.addresses import note_soft_failure, note_state
from community.messaging.alarms import sound
from community.messaging.channels import channel_types
from community.messaging.claims import database_began, may_miss_notes, new_claim
from community.messaging.enums import AddressState, Channel, State
from community.messaging.gates import UNDECIDED, shut_for
from community.messaging.jobs import (
    LINE_DOWN_SECONDS,
    ChannelType,
    Job,
    LineBroke,
    LineDown,
    Outcome,
    Sender,
)
from community.messaging.kinds import kinds
from community.messaging.models import Body, Delivery, DeliveryEvent
from community.messaging.newest import newest_of
from community.messaging.noting import note
from community.messaging.quiet import CODE, RINGING, resting

log = structlog.get_logger(__name__)

BATCH = 100
MOST_ATTEMPTS = 12
PAUSE_SECONDS = 60
"""After a try that went wrong by no refusal: doubled at each next one, an hour at most."""

# The statement's own time: in a caller's longer transaction now() is when that began.
CLAIM = """
WITH due AS (
  SELECT id, row_number() OVER (ORDER BY priority, id) AS place FROM (
    SELECT id, priority FROM community_delivery
    WHERE state = 'queued' AND channel = %(channel)s AND not_before <= statement_timestamp()
    ORDER BY priority, id LIMIT %(limit)s FOR UPDATE SKIP LOCKED) AS locked)
UPDATE community_delivery AS d
SET state = 'sending', claim = %(claim)s, position = due.place, attempts = d.attempts + 1,
    lease_until = now() + make_interval(secs => %(lease)s)
FROM due, community_message AS m, community_delivery AS self
LEFT JOIN community_address AS a ON a.id = self.address_id
WHERE d.id = due.id AND self.id = d.id AND m.id = d.message_id
RETURNING due.place, d.id, d.key, m.kind, d.recipient, d.address_id, a.value, a.secret, d.user_id,
          d.language, d.parts, d.reply_to, d.attempts, (m.is_demo OR coalesce(a.is_demo, false)),
          d.message_id, a.state, d.priority
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """A job, why it may not leave ("" when it may), and the next one that does."""

    job: Job
    refusal: str
    following: Job | None


def deliver(channel: str, *, seconds: float | None = None) -> int:
    """Send what is due on one channel until nothing is, or `seconds` have passed.

    Returns how many deliveries got a result. Safe to run in any number of processes at once.
    """
    kind_of_line = channel_types()[channel]
    end = time.monotonic() + seconds if seconds is not None else None
    done = 0
    with quick_notes():
        while end is None or time.monotonic() < end:
            claim = new_claim()
            rows = _claim(channel, claim)
            if rows is None:
                break
            if rows:
                done += _send_all(kind_of_line, rows, claim)
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


def _claim(channel: str, claim: uuid.UUID) -> list[tuple[Job, str | None]] | None:
    """None when nothing is due; an empty list when all that was due is put off."""
    lease = settings.MESSAGING_LEASE_SECONDS
    with transaction.atomic(), connection.cursor() as cursor:
        # A claim waits for the disk, and so do the notes before it: a database that dies may forget
        # what the claims under way noted, and nothing else.
        cursor.execute("SET LOCAL synchronous_commit = on")
        cursor.execute(CLAIM, {"channel": channel, "claim": claim, "limit": BATCH, "lease": lease})
        rows = sorted(cursor.fetchall())
        if not rows:
            return None
        rows = newest_of(channel, _awake(channel, rows))
    bodies = _bodies(channel, {row[14] for row in rows})
    return [(_job(row, bodies), row[15]) for row in rows]


def _awake(channel: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Those that may ring now. A retry or a backlog may have slid into somebody's quiet hours: it
    goes back for when they end, and that is no try."""
    if channel not in RINGING:
        return rows
    asleep = resting({row[8] for row in rows if row[8] is not None})
    if not asleep:
        return rows
    held: dict[datetime, list[int]] = {}
    for row in rows:
        rest = asleep.get(row[8])
        if rest is not None and rest.holds(channel, row[16]) and _may_wait(row[3]):
            held.setdefault(rest.until, []).append(row[1])
    for until, ids in held.items():
        # Never at once again, should our clock run behind PostgreSQL's.
        later = Greatest(Value(until), Now() + timedelta(seconds=1))
        Delivery.objects.filter(pk__in=ids).update(
            state=State.QUEUED, claim=None, lease_until=None, not_before=later, error_code=CODE,
            error="", attempts=Greatest(F("attempts") - 1, 0),
        )  # fmt: skip
    gone = {pk for ids in held.values() for pk in ids}
    return [row for row in rows if row[1] not in gone]


def _may_wait(kind: str) -> bool:
    return kind not in kinds or kinds.get(kind).may_wait


def _bodies(channel: str, messages: set[int]) -> dict[tuple[int, str], Body]:
    found = Body.objects.filter(message_id__in=messages, channel=channel) if messages else ()
    bodies = {(body.message_id, body.language): body for body in found}
    for (message, language), body in list(bodies.items()):
        # Whoever reads a language we did not write gets the Dutch text rather than nothing.
        if language == settings.LANGUAGE_CODE:
            bodies[message, ""] = body
    return bodies


def _job(row: tuple[Any, ...], bodies: dict[tuple[int, str], Body]) -> Job:
    body = bodies.get((row[14], row[9])) or bodies.get((row[14], "")) or Body()
    return Job(
        id=row[1], key=row[2], kind=row[3], recipient=row[4], address_id=row[5],
        address=row[6] or "", secret=row[7] or "", user_id=row[8], language=row[9],
        parts=json.loads(row[10]), reply_to=row[11], attempts=row[12], priority=row[16],
        is_demo=row[13], body=body,
    )  # fmt: skip


def _send_all(line: ChannelType, jobs: list[tuple[Job, str | None]], claim: uuid.UUID) -> int:
    # Half a lease is left for the message that is under way when time is up.
    end = time.monotonic() + settings.MESSAGING_LEASE_SECONDS / 2
    done, is_open = 0, False
    try:
        with line.open() as sender:
            is_open = True
            for turn in _turns(line, jobs):
                if time.monotonic() > end:
                    break
                _send_and_note(line, sender, turn, claim)
                done += 1
    except LineDown as down:
        log.warning("line_down", channel=line.name, error=str(down))
        _release(claim, wait=down.wait, why=str(down))
        if down.alarm:
            sound(down.alarm)
    except Exception as error:
        if not is_open:
            # A line that cannot even be described (a wrong setting) has tried nothing.
            _release(claim, wait=LINE_DOWN_SECONDS, why=f"{type(error).__name__}: {error}")
        raise
    else:
        if done < len(jobs):
            _release(claim)
    return done


def _turns(line: ChannelType, jobs: list[tuple[Job, str | None]]) -> Iterator[Turn]:
    following: Job | None = None
    turns: list[Turn] = []
    shut = shut_for([job for job, _state in jobs])
    for job, address_state in reversed(jobs):
        refusal = _refusal(line, job, address_state) or shut.get(job.id, "")
        turns.append(Turn(job, refusal, following))
        following = following if refusal else job
    return reversed(turns)


def _send_and_note(line: ChannelType, sender: Sender, turn: Turn, claim: uuid.UUID) -> None:
    job = turn.job
    try:
        outcome = _send_one(line, sender, turn)
    except LineBroke as broke:
        again = Outcome(
            State.FAILED, error_code="line-broke", error=str(broke),
            retry_seconds=_pause(job.attempts),
        )  # fmt: skip
        if broke.maybe_sent:
            Delivery.objects.filter(pk=job.id, claim=claim).update(maybe_double=True)
        _note(job, claim, _within_attempts(again, job))
        raise
    _note(job, claim, outcome)


def _send_one(line: ChannelType, sender: Sender, turn: Turn) -> Outcome:
    if turn.refusal == UNDECIDED:
        wait = _pause(turn.job.attempts)
        later = Outcome(State.FAILED, error_code=turn.refusal, retry_seconds=wait)
        return _within_attempts(later, turn.job)
    if turn.refusal:
        return Outcome(State.SUPPRESSED, error_code=turn.refusal)
    try:
        if turn.following is not None:
            with suppress(Exception):  # What is wrong with it comes out at its own turn.
                sender.expect(turn.following)
        outcome = sender.send(turn.job)
    except (LineDown, OperationalError, InterfaceError):
        raise
    except Exception as error:
        # Whatever is wrong with one message, those behind it have to leave.
        log.exception("sending_failed", delivery=turn.job.id, channel=line.name)
        outcome = _unforeseen(line, turn.job, error)
    return _within_attempts(outcome, turn.job)


def _unforeseen(line: ChannelType, job: Job, error: Exception) -> Outcome:
    why = f"{type(error).__name__}: {error}"
    if not line.repeatable:
        return Outcome(State.UNKNOWN, error_code="unforeseen", error=why)
    return Outcome(
        State.FAILED, error_code="unforeseen", error=why, retry_seconds=_pause(job.attempts)
    )


def _pause(attempts: int) -> int:
    return int(min(PAUSE_SECONDS * 2 ** max(attempts - 1, 0), 3600))


def _within_attempts(outcome: Outcome, job: Job) -> Outcome:
    if outcome.retry_seconds is None or job.attempts < MOST_ATTEMPTS:
        return outcome
    return replace(outcome, state=State.FAILED, retry_seconds=None)


def _refusal(line: ChannelType, job: Job, address_state: str | None) -> str:
    """Looked at when it leaves, not when it was queued: people stop and addresses die meanwhile."""
    if job.body.pk is None:
        return "no-words"
    if line.name == Channel.WEB:
        return ""
    if address_state is None:
        return "address-gone"
    if address_state == AddressState.CONFIRMED:
        return ""
    goes_before = job.kind in kinds and kinds.get(job.kind).to_unconfirmed
    if address_state == AddressState.UNCONFIRMED and goes_before:
        return ""
    return f"address-{address_state}"


def _note(job: Job, claim: uuid.UUID, outcome: Outcome) -> None:
    again = outcome.retry_seconds is not None
    state = State.QUEUED if again else outcome.state
    note(
        delivery_id=job.id, claim=claim, state=state, provider_id=outcome.provider_id,
        provider_status=outcome.provider_status, error_code=outcome.error_code,
        error=outcome.error, segments=outcome.segments, wait=outcome.retry_seconds or 0,
    )  # fmt: skip
    if again or outcome.error_code:
        detail = f"{outcome.error_code} {outcome.error}".strip()
        event = "retry" if again else str(state)
        DeliveryEvent.objects.create(delivery_id=job.id, event=event, detail=detail[:500])
    if outcome.address_state is not None and job.address_id is not None:
        note_state(
            address_id=job.address_id, state=outcome.address_state, reason=outcome.error_code
        )
    elif outcome.is_strike and state == State.FAILED and job.address_id is not None:
        note_soft_failure(address_id=job.address_id, reason=outcome.error_code)
    if outcome.alarm:
        sound(outcome.alarm, delivery_id=job.id)


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
    Message-ID, marked; an SMS becomes unknown and waits for reconciliation. One that ended its
    sender time and again is given up. When the database died meanwhile, notes may be gone, and so
    any row of the claim may have been handed over.
    """
    types = channel_types()
    with transaction.atomic():
        if not _only_sweeper():
            return 0
        rows = list(
            Delivery.objects.expired()
            .select_for_update()
            .only("id", "claim", "position", "channel", "attempts")
            .order_by("claim", "position")
        )
        began = database_began() if rows else timezone.now()
        for claim, group in groupby(rows, key=lambda row: row.claim):
            held = list(group)
            in_doubt = len(held) if may_miss_notes(claim, began) else 1
            for row in held[:in_doubt]:
                _end_interrupted(row, repeatable=types[row.channel].repeatable)
            _requeue_untried([row.pk for row in held[in_doubt:]])
    return len(rows)


def _end_interrupted(row: Delivery, *, repeatable: bool) -> None:
    if not repeatable:
        _leave_unknown(row)
    elif row.attempts < MOST_ATTEMPTS:
        _requeue_interrupted(row)
    else:
        _give_up(row)


def _only_sweeper() -> bool:
    """Two sweepers would each see half a claim and mistake its second row for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('messaging.sweep'))")
        return bool(cursor.fetchone()[0])


def _requeue_interrupted(row: Delivery) -> None:
    Delivery.objects.filter(pk=row.pk).update(
        state=State.QUEUED, claim=None, lease_until=None, maybe_double=True
    )
    _tell(row.pk, "Verzender viel weg; opnieuw verzonden met hetzelfde kenmerk.")


def _requeue_untried(ids: list[int]) -> None:
    Delivery.objects.filter(pk__in=ids).update(
        state=State.QUEUED, claim=None, lease_until=None, attempts=Greatest(F("attempts") - 1, 0)
    )


def _give_up(row: Delivery) -> None:
    Delivery.objects.filter(pk=row.pk).update(
        state=State.FAILED, lease_until=None, error_code="interrupted", maybe_double=True
    )
    _tell(row.pk, "Verzender viel telkens weg bij dit bericht; opgegeven.")


def _leave_unknown(row: Delivery) -> None:
    # `not_before` is from when the provider's list is given time to catch up.
    Delivery.objects.filter(pk=row.pk).update(
        state=State.UNKNOWN, lease_until=None, error_code="interrupted", not_before=timezone.now()
    )
    _tell(row.pk, "Verzender viel weg; navraag bij de aanbieder nodig.")


def _tell(delivery_id: int, detail: str) -> None:
    DeliveryEvent.objects.create(delivery_id=delivery_id, event="interrupted", detail=detail)
