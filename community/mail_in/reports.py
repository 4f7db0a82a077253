"""What mail servers report: RFC 3464 (delivery status), RFC 3463 (its codes), RFC 5965 (abuse)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message

from community.mail_in.reading import blocks_of, header, report_part

CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\.?\d)")
REPLY = re.compile(r"(?<![\d.])([245])\d\d(?![\d.]*\d)")
DAEMON = re.compile(r"\b(mailer-daemon|postmaster)@", re.IGNORECASE)
FAILED, DELAYED, GOOD = "failed", "delayed", "good"
ACTIONS = {
    "failed": FAILED, "delayed": DELAYED, "delivered": GOOD, "relayed": GOOD, "expanded": GOOD,
}  # fmt: skip
BY_CLASS = {"5": FAILED, "4": DELAYED, "2": GOOD}
COMPLAINTS = ("abuse", "fraud", "opt-out", "other")
"""Feedback types by which a person says that he does not want this. The others (virus,
not-spam, auth-failure) are about something else."""
LISTED = 50
"""Recipients that are looked at in one report: ours have one each."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says about one recipient. `status` is an enhanced code, or "" when none is given."""

    recipients: tuple[str, ...]
    fate: str
    status: str
    detail: str


@dataclass(frozen=True, slots=True)
class Complaint:
    kind: str
    mail_from: str


def deliveries_in(message: Message) -> list[Told]:
    """What a delivery report says, a recipient each; empty when it is none, or says nothing."""
    part = report_part(message)
    if part is None or part.get_content_type() == "message/feedback-report":
        return []
    told = [_told(block) for block in blocks_of(part)[:LISTED]]
    return [each for each in told if each is not None]


def complaint_in(message: Message) -> Complaint | None:
    part = report_part(message)
    if part is None or part.get_content_type() != "message/feedback-report":
        return None
    for block in blocks_of(part):
        if kind := header(block, "Feedback-Type").lower():
            return Complaint(kind, header(block, "Original-Mail-From"))
    return None


def _told(block: Message) -> Told | None:
    """None for the group of fields about the whole message, and for what is no group at all."""
    names = tuple(_address(header(block, n)) for n in ("Final-Recipient", "Original-Recipient"))
    action = header(block, "Action").lower().partition(" ")[0].rstrip(";")
    diagnostic = header(block, "Diagnostic-Code")
    status = status_of(header(block, "Status"), diagnostic)
    if not any(names) and not action and not status:
        return None
    fate = ACTIONS.get(action) or BY_CLASS.get(status[:1], "")
    return Told(tuple(filter(None, names)), fate, status, diagnostic.partition(";")[2].strip())


def status_of(status: str, diagnostic: str) -> str:
    """The surest code: the status, unless the server's own words are of its class and say more.

    Without a status the words decide; a bare reply such as 550 is as good as 5.0.0.
    """
    given, said = CODE.search(status), CODE.search(diagnostic)
    if given and said and given[1] == said[1] and given[0].endswith(".0.0"):
        return said[0]
    if given or said:
        return (given or said)[0]  # type: ignore[index]
    reply = REPLY.search(diagnostic)
    return f"{reply[1]}.0.0" if reply else ""


def _address(field: str) -> str:
    """Of `rfc822; An@Stad.example` the address, in small letters."""
    return field.rpartition(";")[2].strip().strip("<>").lower()


def is_automatic(message: Message) -> bool:
    """An out-of-office, a read receipt or another answer of a machine (RFC 3834, RFC 8098)."""
    if header(message, "X-Failed-Recipients") or DAEMON.search(header(message, "From")):
        # A bounce in words only: a machine wrote it, and a person must read it.
        return False
    answered = header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    marks = (
        answered not in ("", "no"),
        "disposition-notification" in header(message, "Content-Type").lower(),
        header(message, "Precedence").lower() in ("auto_reply", "bulk", "junk", "list"),
        bool(header(message, "X-Autoreply") or header(message, "X-Autorespond")),
    )
    return any(marks)
