"""The door for mail: SMTP (RFC 5321) and LMTP (RFC 2033) on MAIL_IN_LISTEN.

It takes mail for REPLY_DOMAIN alone, and says 250 only when the rows are committed: a process that
dies before that leaves the mail with the server that hands it to us, which comes again.
"""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import structlog
from aiosmtpd.smtp import SMTP, Envelope, Session, syntax
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection, transaction

from community.mail_in.services import MAX_BYTES, has_room_for, receive

log = structlog.get_logger(__name__)

TIMEOUT = 60
LONGEST_LINE = 1_000_000
"""Bytes. RFC 5321 allows a thousand; many a returned page of HTML is one line, and must not be lost."""
MOST_RECIPIENTS = 50
HANDS = 4
"""Mails that are written down at one time."""
DATABASE_AWAY = "451 4.3.0 Onze opslag antwoordt niet, kom later terug"

Value = TypeVar("Value")


class CannotListen(RuntimeError):
    """Why the door stays shut, in Dutch."""


class Door(SMTP):
    """Speaks LMTP to who greets with LHLO: after the data each recipient gets a reply."""

    line_length_limit = LONGEST_LINE
    is_lmtp = False

    @syntax("LHLO hostname")
    async def smtp_LHLO(self, arg: str) -> None:  # noqa: N802 - the library finds it by its name
        await self.smtp_EHLO(arg)
        self.is_lmtp = True


class Handler:
    """Aiosmtpd's hooks. The database is asked in threads, so that one slow answer stops nobody."""

    def __init__(self) -> None:
        self.hands = ThreadPoolExecutor(HANDS, thread_name_prefix="mail-in")

    async def handle_RCPT(  # noqa: N802 - the library finds it by its name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.rpartition("@")[2].lower() != settings.REPLY_DOMAIN.lower():
            return "550 5.7.1 Wij nemen geen mail aan voor anderen"
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return "452 4.5.3 Te veel ontvangers in één keer"
        try:
            is_welcome = await self._ask(has_room_for, address)
        except DatabaseError:
            log.warning("mail_in_database_away", at="rcpt")
            return DATABASE_AWAY
        if not is_welcome:
            return "452 4.3.1 Te veel mail die wij niet herkennen, kom later terug"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Goed"

    async def handle_DATA(  # noqa: N802 - the library finds it by its name
        self, server: Door, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode("utf-8", "surrogateescape")
        sender = (envelope.mail_from or "").strip("<>")
        reply = "250 2.0.0 Bewaard"
        try:
            await self._ask(keep, raw, sender, tuple(dict.fromkeys(envelope.rcpt_tos)))
        except DatabaseError:
            log.warning("mail_in_database_away", at="data")
            reply = DATABASE_AWAY
        replies = len(envelope.rcpt_tos) if server.is_lmtp else 1
        return "\r\n".join([reply] * replies)

    async def handle_exception(self, error: Exception) -> str:
        log.error("mail_in_failed", error=f"{type(error).__name__}: {error}")
        return "451 4.3.0 Dat ging mis, kom later terug"

    async def _ask(self, question: Callable[..., Value], *about: Any) -> Value:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self.hands, _on_a_good_line, question, about)


def keep(raw: bytes, sender: str, recipients: Sequence[str]) -> None:
    """One row per recipient, all of them or none."""
    with transaction.atomic():
        for recipient in recipients:
            receive(raw=raw, recipient=recipient, sender=sender)


def _on_a_good_line(question: Callable[..., Value], about: tuple[Any, ...]) -> Value:
    close_old_connections()
    try:
        return question(*about)
    except DatabaseError:
        # The next mail opens a line anew, when there is a database again.
        connection.close()
        raise


def door_address() -> tuple[str, int]:
    """(host, port) of MAIL_IN_LISTEN; CannotListen says in Dutch what is wrong with it."""
    host, colon, port = settings.MAIL_IN_LISTEN.rpartition(":")
    if not colon or not port.isdigit():
        raise CannotListen(f"MAIL_IN_LISTEN is geen host:poort: “{settings.MAIL_IN_LISTEN}”.")
    if not settings.REPLY_DOMAIN:
        raise CannotListen("MAIL_IN_LISTEN vraagt ook REPLY_DOMAIN: voor welk domein komt mail in?")
    return host.strip("[]") or "0.0.0.0", int(port)  # noqa: S104 - that is what an empty host asks


def listen() -> None:
    """Take mail in until SIGTERM or SIGINT; CannotListen says why not."""
    host, port = door_address()
    asyncio.run(_serve(host, port))


async def _serve(host: str, port: int) -> None:
    loop, ended, handler = asyncio.get_running_loop(), asyncio.Event(), Handler()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ended.set)
    try:
        server = await loop.create_server(lambda: door(handler), host, port)
    except OSError as error:
        raise CannotListen(
            f"Er kan niet geluisterd worden op {host}:{port} ({error.strerror})."
        ) from error
    log.info("mail_in_listens", host=host, port=port, domain=settings.REPLY_DOMAIN)
    await ended.wait()
    server.close()
    # What is being written down now is still answered.
    await asyncio.to_thread(handler.hands.shutdown)


def door(handler: Handler) -> Door:
    return Door(
        handler, data_size_limit=MAX_BYTES, enable_SMTPUTF8=True, hostname=socket.gethostname(),
        ident="VlaVirGem", timeout=TIMEOUT, loop=asyncio.get_running_loop(),
    )  # fmt: skip
