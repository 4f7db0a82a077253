"""Mail by SMTP, over one connection a claim; without `EMAIL_URL` it stays in the outbox page."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from community.messaging.bodies import envelope_from, is_ascii_address, mail_bytes
from community.messaging.enums import AddressState, Channel, State
from community.messaging.jobs import Job, LineBroke, LineDown, Outcome, Sender

TIMEOUT = 20
RETRY = (60, 300, 900, 3600)
"""Seconds to wait after the first, second, third and every later refusal that may pass."""
MAILBOX_FULL = ("4.2.2", "5.2.2")
UNKNOWN_USER = ("5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")


class Line(smtplib.SMTP):
    """smtplib's connection that, where the server allows (RFC 2920), asks three things at once."""

    gave = False
    """Whether the message itself went out in the hand-over that is under way."""

    def hand_over(self, sender: str, to: str, data: bytes) -> tuple[int, bytes]:
        """The reply to the message, or the first refusal before it."""
        self.gave = False
        asks = (f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA")
        if self.has_extn("pipelining"):
            self.send("".join(f"{ask}\r\n" for ask in asks).encode("ascii"))
            replies = [self.getreply() for _ in asks]
        else:
            replies = self._one_by_one(asks)
        refusals = [reply for reply in replies if reply[0] >= 400]
        if replies[-1][0] == 354:
            # A server may say 354 though it took no recipient: then nothing may be handed over.
            self.gave = not refusals
            self.send(b".\r\n" if refusals else data + b".\r\n")
            last = self.getreply()
            return refusals[0] if refusals else last
        self.docmd("RSET")
        return refusals[0] if refusals else replies[-1]

    def _one_by_one(self, asks: tuple[str, ...]) -> list[tuple[int, bytes]]:
        replies: list[tuple[int, bytes]] = []
        for ask in asks:
            replies.append(self.docmd(ask))
            if replies[-1][0] >= 400:
                break
        return replies


class SmtpSender:
    def __init__(self, line: Line) -> None:
        self.line = line
        self.sender = envelope_from()

    def send(self, job: Job) -> Outcome:
        if not is_ascii_address(job.address):
            return Outcome(State.FAILED, error_code="address", error="Geen geldig mailadres.")
        data = mail_bytes(job)
        try:
            code, text = self.line.hand_over(self.sender, job.address, data)
        except (OSError, smtplib.SMTPException) as error:
            why = f"{type(error).__name__}: {error}"
            raise LineBroke(why, maybe_sent=self.line.gave) from error
        if code == 421:
            raise LineBroke(text.decode("utf-8", "replace"))
        return _outcome(code, text.decode("utf-8", "replace"), job.attempts)


def _outcome(code: int, text: str, attempts: int) -> Outcome:
    if code < 400:
        return Outcome(State.SENT, provider_id=text[:64])
    is_full = text.startswith(MAILBOX_FULL) or code == 552
    # 5.4.4 is a name that could not be looked up: that passes.
    if code < 500 or text.startswith("5.4.4"):
        wait = RETRY[min(attempts, len(RETRY)) - 1]
        return Outcome(
            State.FAILED, error_code=str(code), error=text, retry_seconds=wait, is_strike=is_full
        )
    gone = any(text.startswith(each) for each in UNKNOWN_USER) or (
        code in (550, 551, 553) and text[:2] != "5."
    )
    return Outcome(
        State.FAILED, error_code=str(code), error=text, is_strike=is_full,
        address_state=AddressState.BOUNCED if gone else None,
    )  # fmt: skip


class HouseSender:
    """Keeps the mail in the house: it is shown on the outbox page."""

    def send(self, job: Job) -> Outcome:
        return Outcome(State.SENT, provider_id="outbox")


class DemoGuard:
    """Invented people's addresses may reach a stand-in on this machine, never a provider."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender

    def send(self, job: Job) -> Outcome:
        return (HouseSender() if job.is_demo else self.sender).send(job)


class Email:
    name = str(Channel.EMAIL)
    repeatable = True

    @contextmanager
    def open(self) -> Iterator[Sender]:
        if not settings.EMAIL_URL:
            yield HouseSender()
            return
        address = urlsplit(settings.EMAIL_URL)
        line = _connect(address)
        sender = SmtpSender(line)
        try:
            yield sender if is_loopback(address.hostname or "") else DemoGuard(sender)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()


def _connect(address: SplitResult) -> Line:
    host, secure = address.hostname or "localhost", address.scheme == "smtps"
    port = address.port or (465 if secure else 25)
    try:
        line = Line(timeout=TIMEOUT)
        if secure:
            raw = socket.create_connection((host, port), TIMEOUT)
            line.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
            line.getreply()
        else:
            line.connect(host, port)
        line.ehlo_or_helo_if_needed()
        if not secure and line.has_extn("starttls") and not is_loopback(host):
            line.starttls(context=ssl.create_default_context())
            line.ehlo()
        if address.username:
            line.login(unquote(address.username), unquote(address.password or ""))
    except (OSError, smtplib.SMTPException) as error:
        raise LineDown(f"{type(error).__name__}: {error}") from error
    return line


def is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


CHANNEL = Email()
