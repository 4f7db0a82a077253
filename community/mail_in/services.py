"""Taking mail in: kept first, answered 250 then, looked at after that.

Whoever hands us a mail twice, or is not sure that he did, makes one row. A process that dies while
it looks at a mail leaves the mail waiting; what the handler did goes with the note of it, in one
transaction.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

import structlog
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community.activity.services import ring
from community.mail_in.enums import Fate, Reason
from community.mail_in.handlers import Mail, NotYet, Verdict, mail_handlers
from community.mail_in.models import KEPT, IncomingMail
from community.mail_in.reading import Unreadable, clean, header, read, text_of

log = structlog.get_logger(__name__)

MAX_BYTES = 10_000_000
MOST_TRIES = 8
PAUSE_SECONDS = 30
"""Before a second try; doubled at each next one."""
FLOOD = 200
"""Mails an hour that nobody could place: beyond it, only mail with a reference of ours comes in."""
MOST_WAITING = 50
"""Mails for one address of ours that nobody looked at yet; its holder has sent no more by hand."""

CLAIM = """
UPDATE community_incomingmail
SET attempts = attempts + 1, not_before = now() + make_interval(secs => %(pause)s * 2 ^ attempts)
WHERE id = (SELECT id FROM community_incomingmail
            WHERE fate = 'ontvangen' AND not_before <= statement_timestamp()
            ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id
"""


def receive(*, raw: bytes, recipient: str, sender: str = "") -> IncomingMail:
    """Keep one mail (RFC 5322 bytes) for one recipient; the same mail again gives the row it has.

    Once this returns outside a transaction, the mail cannot be lost.
    """
    recipient, sender = clean(recipient)[:320], clean(sender)[:320]
    subject, key = _head(raw, recipient)
    row = IncomingMail(
        key=key, recipient=recipient, sender=sender, subject=subject[:200], size=len(raw), raw=raw
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            transaction.on_commit(lambda: ring("community.mail_in.tasks.handle"), robust=True)
    except IntegrityError:
        return IncomingMail.objects.get(key=key)
    return row


def _head(raw: bytes, recipient: str) -> tuple[str, str]:
    """(subject, key). The key is of what stays the same whatever road the same mail takes to us:
    whom it is for, how its sender named it, and what it says. Not of the name alone, which anybody
    may use before its owner does."""
    head, _gap, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    try:
        message = read(head + b"\n\n")
        subject = header(message, "Subject")
        names = [header(message, name) for name in ("Message-ID", "Date", "From")]
    except Unreadable:
        subject, names = "", [head.decode("latin-1")]
    seen = hashlib.sha256("\0".join([recipient.lower(), *names, subject]).encode())
    seen.update(b"\0" + body.rstrip(b"\n"))
    return subject, seen.hexdigest()


def has_room_for(recipient: str) -> bool:
    """Whether mail for this address is welcome now: a flood of nonsense must not fill the disk."""
    if any(handler.knows(recipient) for handler in mail_handlers):
        mine = IncomingMail.objects.filter(recipient=clean(recipient)[:320], fate=Fate.RECEIVED)
        return mine.count() < MOST_WAITING
    hour = timezone.now() - timedelta(hours=1)
    strange = IncomingMail.objects.filter(
        received_at__gt=hour, fate__in=(Fate.UNPLACED, Fate.RECEIVED)
    )
    return strange.count() < FLOOD


def handle_waiting(*, limit: int = 500) -> int:
    """Look at the mails that wait, the oldest first; returns how many were looked at."""
    for done in range(limit):
        pk = _claim()
        if pk is None:
            return done
        handle(pk=pk)
    return limit


def _claim() -> int | None:
    # Counted and put off before anything is read: a mail that ends its reader does not do so for ever.
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, {"pause": PAUSE_SECONDS})
        row = cursor.fetchone()
    return row[0] if row else None


def handle(*, pk: int) -> Fate:
    """Look at one mail now; what was looked at stays as it is."""
    with transaction.atomic():
        row = IncomingMail.objects.select_for_update().get(pk=pk)
        if row.fate != Fate.RECEIVED:
            return Fate(row.fate)
        if row.attempts > MOST_TRIES:
            # It ended its reader time and again: nobody reads it any more.
            _note(row, Verdict.unplaced(Reason.FAULT))
        elif (verdict := _judged(row)) is not None:
            if verdict.fate == Fate.UNPLACED:
                row.excerpt = _excerpt(bytes(row.raw))
            _note(row, verdict)
    return Fate(row.fate)


def _judged(row: IncomingMail) -> Verdict | None:
    """None when it is too early, or when it went wrong and may be tried again."""
    is_last = row.attempts >= MOST_TRIES
    try:
        with transaction.atomic():
            return _handled(row)
    except NotYet:
        return Verdict.unplaced(Reason.FAULT) if is_last else None
    except Exception:
        log.exception("incoming_mail_failed", mail=row.pk)
        return Verdict.unplaced(Reason.FAULT) if is_last else None


def _handled(row: IncomingMail) -> Verdict:
    try:
        message = read(bytes(row.raw))
    except Unreadable:
        return Verdict.unplaced(Reason.NO_REPORT)
    mail = Mail(row.recipient, row.sender, message)
    for handler in mail_handlers:
        if handler.takes(mail):
            return handler.handle(mail)
    return Verdict.unplaced(Reason.NO_TAKER)


def _note(row: IncomingMail, verdict: Verdict) -> None:
    row.fate, row.reason, row.delivery_id = verdict.fate, verdict.reason, verdict.delivery_id
    row.raw = b""
    row.save(update_fields=("fate", "reason", "delivery", "excerpt", "raw"))


def _excerpt(raw: bytes) -> str:
    try:
        return text_of(read(raw))
    except Exception:  # noqa: BLE001 - a mail that cannot be read has nothing to show
        return ""


def prune() -> int:
    """Forget what came in more than thirty days ago; returns how many were forgotten."""
    old = IncomingMail.objects.filter(received_at__lt=timezone.now() - KEPT)
    return old.exclude(fate=Fate.RECEIVED).delete()[0]
