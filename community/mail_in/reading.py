"""Reading what strangers wrote: whatever is in a mail, reading it never raises but `Unreadable`."""

from __future__ import annotations

from contextlib import suppress
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

LONGEST_HEADER = 2000
MOST_EDGES = 1000
"""Lines that may begin a part: a mail made of nothing else would keep its reader for seconds."""
EXCERPT = 2000
"""Signs of the text that are kept of a mail nobody could place."""
DELIVERED_TO = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
REPORTS = ("message/delivery-status", "message/feedback-report", "message/global-delivery-status")


class Unreadable(ValueError):
    """No message can be made of these bytes."""


def read(raw: bytes) -> Message:
    """The old policy: the new one raises while it reads headers that are not what they should be."""
    if raw.count(b"\n--") > MOST_EDGES:
        raise Unreadable("too many parts")
    try:
        return message_from_bytes(raw, policy=policy.compat32)
    except Exception as error:
        # Ten thousand parts in each other end Python's stack; no sender means that.
        raise Unreadable(f"{type(error).__name__}") from error


def header(message: Message, name: str) -> str:
    """A header in one line, decoded as far as can be; "" when it is not there."""
    try:
        value = message.get(name, "")
    except Exception:  # noqa: BLE001 - whatever the library makes of nonsense
        return ""
    text = str(value)[:LONGEST_HEADER]
    # An unknown charset, half a word: it stays as it came.
    with suppress(Exception):
        text = str(make_header(decode_header(text)))
    return clean(text)


def clean(text: str) -> str:
    """In one line, and without what a database or a screen cannot hold."""
    return " ".join(storable(text).split())


def storable(text: str) -> str:
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def parts_of(message: Message) -> list[Message]:
    """The parts of a mail itself; never those of a mail that hangs in it."""
    payload = message.get_payload()
    if not message.is_multipart() or not isinstance(payload, list):
        return []
    return [each for each in payload if isinstance(each, Message)]


def report_part(message: Message) -> Message | None:
    return next((p for p in parts_of(message) if p.get_content_type() in REPORTS), None)


def blocks_of(part: Message) -> list[Message]:
    """The groups of fields of a report, as the standard library cuts them at empty lines."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return [each for each in payload if isinstance(each, Message)]
    return [read(body_of(part))]


def body_of(part: Message) -> bytes:
    try:
        body = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001 - a transfer encoding that is none
        return b""
    return body if isinstance(body, bytes) else b""


def original_in(message: Message) -> Message | None:
    """The mail that a report returns, whole or only its head."""
    for part in parts_of(message):
        kind = part.get_content_type()
        if kind in ("message/rfc822", "message/global") and (inside := blocks_of(part)):
            return inside[0]
        if kind in ("text/rfc822-headers", "message/global-headers"):
            return read(body_of(part) or part.as_bytes())
    return None


def text_of(message: Message) -> str:
    """The beginning of the first plain text in a mail, for a person to look at."""
    parts = parts_of(message) or [message]
    plain = next((p for p in parts if p.get_content_type() == "text/plain"), None)
    if plain is None:
        nested = next((p for p in parts if p.get_content_maintype() == "multipart"), None)
        return text_of(nested) if nested is not None else ""
    body = body_of(plain)[: EXCERPT * 4]
    try:
        text = body.decode(plain.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        text = body.decode("latin-1")
    return storable(text).replace("\r\n", "\n")[:EXCERPT]


def recipients_in(message: Message) -> list[str]:
    """Whom a mail without an envelope is for, the surest header first."""
    lines = [header(message, name) for name in DELIVERED_TO]
    try:
        found = getaddresses([each for each in lines if each])
    except Exception:  # noqa: BLE001 - an address that is none
        return []
    return [address for _name, address in found if "@" in address]
