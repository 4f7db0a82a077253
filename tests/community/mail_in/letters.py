"""Mails as servers and people send them to us, written by hand (synthetic): the reports follow the
examples in the appendices of RFC 3464 and RFC 5965, with names of our own."""

from __future__ import annotations

from itertools import count

from community.messaging.return_paths import HEADER, reference, return_path

numbers = count(1)


def head(to: str, *, sender: str = "MAILER-DAEMON@mx.stad.example", subject: str = "Undelivered Mail",
         more: str = "", message_id: str = "") -> str:  # fmt: skip
    name = message_id or f"<{next(numbers)}@mx.stad.example>"
    return (
        f"From: Mail Delivery System <{sender}>\nTo: <{to}>\nSubject: {subject}\n"
        f"Date: Wed, 25 Nov 2026 09:00:00 +0100\nMessage-ID: {name}\n{more}MIME-Version: 1.0\n"
    )


def original(delivery_id: int | None, to: str) -> str:
    ref = f"{HEADER}: {reference(delivery_id)}\n" if delivery_id is not None else ""
    return f"From: VlaVirGem <noreply@vlavirgem.example>\nTo: {to}\n{ref}Subject: Kritiek\n"


def dsn(
    *, to: str, recipient: str, action: str = "failed", status: str = "5.1.1",
    diagnostic: str = "smtp; 550 5.1.1 <{recipient}>: Recipient address rejected",
    returned: int | None = None, more: str = "", block: str | None = None, message_id: str = "",
    second: str = "message/rfc822",
) -> bytes:  # fmt: skip
    """RFC 3464, appendix E.1: a delivery report. An empty field is left out."""
    fields = [
        f"Final-Recipient: rfc822; {recipient}" if recipient else "",
        f"Action: {action}" if action else "",
        f"Status: {status}" if status else "",
        f"Diagnostic-Code: {diagnostic.format(recipient=recipient)}" if diagnostic else "",
    ]
    group = "\n".join(filter(None, fields)) if block is None else block
    body = f"{original(returned, recipient)}\nDe tekst.\n"
    return crlf(
        f"{head(to, more=more, message_id=message_id)}"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="=grens"\n'
        "Auto-Submitted: auto-replied\n\n"
        "--=grens\nContent-Type: text/plain; charset=us-ascii\n\n"
        "The mail system could not deliver your message.\n\n"
        "--=grens\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.stad.example\nArrival-Date: Wed, 25 Nov 2026 08:59:58 +0100\n\n"
        f"{group}\n\n"
        f"--=grens\nContent-Type: {second}\n\n{body}\n--=grens--\n"
    )


def complaint(
    *, to: str, kind: str = "abuse", returned: int | None = None, mail_from: str = ""
) -> bytes:
    """RFC 5965, appendix B.1 and B.2: somebody called a mail spam."""
    named = f"Original-Mail-From: <{mail_from}>\n" if mail_from else ""
    return crlf(
        f"{head(to, sender='feedback@post.example', subject='FW: Kritiek')}"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="=grens"\n\n'
        '--=grens\nContent-Type: text/plain; charset="US-ASCII"\n\n'
        "This is an email abuse report for an email message received.\n\n"
        "--=grens\nContent-Type: message/feedback-report\n\n"
        f"Feedback-Type: {kind}\nUser-Agent: SomeGenerator/1.0\nVersion: 1\n{named}"
        "\n--=grens\nContent-Type: message/rfc822\n\n"
        f"{original(returned, 'lezer@stad.example')}\nDe tekst.\n\n--=grens--\n"
    )


def away(*, to: str, more: str = "Auto-Submitted: auto-replied\n") -> bytes:
    return crlf(
        f"{head(to, sender='lezer@stad.example', subject='Afwezig', more=more)}"
        "Content-Type: text/plain; charset=utf-8\n\nIk ben er maandag weer. Groeten, Zoë\n"
    )


def in_words(*, to: str, more: str = "") -> bytes:
    """A bounce of an old server: for people to read, and for no machine."""
    return crlf(
        f"{head(to, subject='failure notice', more=more)}"
        "Content-Type: text/plain\n\nHi. This is the qmail-send program at mx.stad.example.\n"
        "I'm afraid I wasn't able to deliver your message to <lezer@stad.example>.\n"
    )


def crlf(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def path_of(delivery_id: int) -> str:
    return return_path(delivery_id)
