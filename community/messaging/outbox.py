"""Mails and SMS that stayed in the house, shown as their receivers would see them.

Nothing is kept twice: what is shown is built anew from the words and the recipient's parts,
the very way it was built when it left.
"""

from __future__ import annotations

import email
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import format_datetime

from django.utils import timezone

from community.kit.text import gsm7, segments
from community.messaging.bodies import mail_bytes, stamped_text
from community.messaging.jobs import Job
from community.messaging.models import Body, Delivery

HEADERS = (
    "From", "To", "Reply-To", "Date", "Subject", "Message-ID", "In-Reply-To", "References",
    "List-Id", "List-Unsubscribe",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it arrives: its headers by name, both forms of its text, and what goes with it."""

    headers: dict[str, str]
    html: str
    text: str
    calendars: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShortMessage:
    text: str
    segments: int


def letter_of(delivery: Delivery) -> Letter:
    """The mail of a delivery, taken apart again from its finished bytes."""
    mail = email.message_from_bytes(mail_bytes(job_of(delivery)), policy=modern)
    headers = {name: str(mail[name]) for name in HEADERS if mail[name]}
    if delivery.sent_at is not None:
        # The bytes were stamped anew just now; the mail went out when the ledger says so.
        headers["Date"] = format_datetime(timezone.localtime(delivery.sent_at))
    calendars = [
        (each.get_filename() or "", each.get_content().replace("\r\n", "\n"))
        for each in mail.iter_attachments()
        if isinstance(each, EmailMessage)
    ]
    return Letter(headers, _part(mail, "html"), _part(mail, "plain"), calendars)


def short_message_of(delivery: Delivery) -> ShortMessage:
    text = gsm7(stamped_text(job_of(delivery)))
    return ShortMessage(text, segments(text))


def job_of(delivery: Delivery) -> Job:
    """What the channel was given for a delivery; Body.DoesNotExist when it never had words."""
    bodies = {
        body.language: body
        for body in Body.objects.filter(message=delivery.message_id, channel=delivery.channel)
    }
    body = bodies.get(delivery.language) or bodies.get("nl")
    if body is None:
        raise Body.DoesNotExist
    address = delivery.address
    return Job(
        id=delivery.pk, key=delivery.key, kind=delivery.message.kind,
        recipient=delivery.recipient, address_id=delivery.address_id,
        address=address.value if address else "", secret="", user_id=delivery.user_id,
        language=delivery.language, parts=delivery.parts, reply_to=delivery.reply_to,
        attempts=delivery.attempts, priority=delivery.priority,
        is_demo=delivery.message.is_demo, body=body,
    )  # fmt: skip


def _part(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return part.get_content().replace("\r\n", "\n") if part is not None else ""
