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
from community.messaging.return_paths import return_path

TIMEOUT = 20
RETRY = (60, 300, 900, 3600)
"""Seconds to wait after the first, second, third and every later refusal that may pass."""
MAILBOX_FULL = ("4.2.2", "5.2.2")
UNKNOWN_USER = ("5.1.0", "5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1")


class Line(smtplib.SMTP):
    """smtplib's connection that, where the server allows (RFC 2920), asks three things at once,
    and asks them for the next message right behind the last one's end."""

    gave = False
    """Whether the message itself went out in the hand-over that is under way."""
    announced = ""
    """Whose envelope is out while nothing of his message is."""
    announced_from = ""

    def hand_over(
        self, sender: str, to: str, data: bytes, then: str = "", then_from: str = ""
    ) -> tuple[int, bytes]:
        """The reply to the message, or the first refusal before it; `then` comes next, in an
        envelope from `then_from` (the same sender when that is empty)."""
        self.gave = False
        replies = self._envelope(sender, to)
        refusals = [reply for reply in replies if reply[0] >= 400]
        if replies[-1][0] == 354:
            # A server may say 354 though it took no recipient: then nothing may be handed over.
            self.gave = not refusals
            following = b"" if refusals else self._announce(then_from or sender, then)
            self.send((b"" if refusals else data) + b".\r\n" + following)
            last = self.getreply()
            return refusals[0] if refusals else last
        self.docmd("RSET")
        return refusals[0] if refusals else replies[-1]

    def _envelope(self, sender: str, to: str) -> list[tuple[int, bytes]]:
        asks = _asks(sender, to)
        if self.announced and (self.announced, self.announced_from) != (to, sender):
            raise smtplib.SMTPException("another message was announced")
        if not self.announced:
            if not self.has_extn("pipelining"):
                return self._one_by_one(asks)
            self.send(_lines(asks))
        self.announced = ""
        return [self.getreply() for _ in asks]

    def _announce(self, sender: str, then: str) -> bytes:
        if not then or not self.has_extn("pipelining"):
            return b""
        self.announced, self.announced_from = then, sender
        return _lines(_asks(sender, then))

    def leave(self) -> None:
        """Part politely; an envelope that stands open is dropped, never filled with our goodbye."""
        if self.announced:
            self.close()
        else:
            self.quit()

    def _one_by_one(self, asks: tuple[str, ...]) -> list[tuple[int, bytes]]:
        replies: list[tuple[int, bytes]] = []
        for ask in asks:
            replies.append(self.docmd(ask))
            if replies[-1][0] >= 400:
                break
        return replies


def _asks(sender: str, to: str) -> tuple[str, ...]:
    return (f"MAIL FROM:<{sender}>", f"RCPT TO:<{to}>", "DATA")


def _lines(asks: tuple[str, ...]) -> bytes:
    return "".join(f"{ask}\r\n" for ask in asks).encode("ascii")


class SmtpSender(Sender):
    def __init__(self, line: Line) -> None:
        self.line = line
        self.sender = envelope_from()
        # Messages made before they are announced: what cannot be made is not announced.
        self.made: dict[int, bytes] = {}
        self.then = self.then_from = ""

    def expect(self, job: Job) -> None:
        if is_ascii_address(job.address):
            self.made[job.id] = mail_bytes(job)
            self.then, self.then_from = job.address, self._from(job)

    def _from(self, job: Job) -> str:
        return return_path(job.id) or self.sender

    def send(self, job: Job) -> Outcome:
        then, self.then = self.then, ""
        if not is_ascii_address(job.address):
            return Outcome(State.FAILED, error_code="address", error="Geen geldig mailadres.")
        data = self.made.pop(job.id, b"") or mail_bytes(job)
        try:
            code, text = self.line.hand_over(
                self._from(job), job.address, data, then, self.then_from
            )
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


class HouseSender(Sender):
    """Keeps the mail in the house: it is shown on the outbox page."""

    def send(self, job: Job) -> Outcome:
        return Outcome(State.SENT, provider_id="outbox")


class DemoGuard(Sender):
    """Invented people's addresses may reach a stand-in on this machine, never a provider."""

    def __init__(self, sender: Sender) -> None:
        self.sender = sender

    def send(self, job: Job) -> Outcome:
        return (HouseSender() if job.is_demo else self.sender).send(job)

    def expect(self, job: Job) -> None:
        if not job.is_demo:
            self.sender.expect(job)


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
                line.leave()


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
