"""Reports about our own mails: what came back, what is late, who complained.

Anybody can write such a report, so it is believed only with a reference of ours: in the address it
was sent to, in the mail that it returns, or in the envelope's sender that a complaint names. It is
never answered.
"""

from __future__ import annotations

from community.mail_in.enums import Fate, Reason
from community.mail_in.handlers import Mail, MailHandler, NotYet, Verdict
from community.mail_in.reading import header, original_in, report_part
from community.mail_in.reports import (
    COMPLAINTS,
    DELAYED,
    FAILED,
    Complaint,
    Told,
    complaint_in,
    deliveries_in,
    is_automatic,
)
from community.messaging.models import Delivery
from community.messaging.return_paths import HEADER, LOCAL, delivery_of, delivery_of_path
from community.messaging.returned import StillSending, note_bounce, note_complaint, note_delay

ABOUT_THE_MAIL = (".2.3", ".3.4", ".6", ".7")
"""Codes behind their class. Refusals of this mail or of us: too large, not readable, our name or our text. They say nothing
about the mailbox (the same rule as in the SMTP conversation)."""
MAY_PASS = (".2.2", ".4.4", ".4.7")
"""A full mailbox, a name that could not be looked up, a server that stayed silent for days."""


def takes(mail: Mail) -> bool:
    return mail.local.startswith(LOCAL) or report_part(mail.message) is not None


def handle(mail: Mail) -> Verdict:
    complaint, told = complaint_in(mail.message), deliveries_in(mail.message)
    if complaint is None and not told:
        # An answer of a machine asks for nothing; a bounce in words only needs a person.
        is_quiet = is_automatic(mail.message) and report_part(mail.message) is None
        return Verdict(Fate.NOTHING) if is_quiet else Verdict.unplaced(Reason.NO_REPORT)
    delivery = _delivery(mail, complaint)
    if delivery is None:
        return Verdict.unplaced(Reason.NOT_OURS)
    try:
        fate = _complained(delivery, complaint) if complaint else _told(delivery, told)
    except StillSending as early:
        raise NotYet from early
    return Verdict(fate, delivery_id=delivery.pk)


def _delivery(mail: Mail, complaint: Complaint | None) -> Delivery | None:
    number = delivery_of_path(mail.recipient)
    if number is None and complaint is not None:
        number = delivery_of_path(complaint.mail_from)
    if number is None and (original := original_in(mail.message)) is not None:
        number = delivery_of(header(original, HEADER))
    if number is None:
        return None
    return Delivery.objects.select_related("address").filter(pk=number).first()


def _complained(delivery: Delivery, complaint: Complaint) -> Fate:
    if complaint.kind not in COMPLAINTS:
        return Fate.NOTHING
    is_news = note_complaint(delivery_id=delivery.pk, detail=complaint.kind)
    return Fate.COMPLAINT if is_news else Fate.NOTHING


def _told(delivery: Delivery, told: list[Told]) -> Fate:
    about, is_ours = _about(delivery, told)
    status = about.status or "5.0.0"
    if about.fate == DELAYED:
        is_news = note_delay(delivery_id=delivery.pk, status=about.status, detail=about.detail)
        return Fate.DELAYED if is_news else Fate.NOTHING
    if about.fate != FAILED:
        return Fate.NOTHING
    final = about.status.startswith("5.") and not _is(status, (*ABOUT_THE_MAIL, *MAY_PASS))
    is_news = note_bounce(
        delivery_id=delivery.pk, status=status, detail=about.detail, gone=final and is_ours,
        strike=not _is(status, ABOUT_THE_MAIL),
    )  # fmt: skip
    return Fate.BOUNCED if is_news else Fate.NOTHING


def _about(delivery: Delivery, told: list[Told]) -> tuple[Told, bool]:
    """What is said about our recipient, and whether it is him.

    Behind his address may stand others, of whom one may be gone: that counts against the address
    but does not close it at once.
    """
    value = delivery.address.value.lower() if delivery.address else ""
    for each in told:
        if value in each.recipients:
            return each, True
    failed = [each for each in told if each.fate == FAILED]
    return (failed or told)[0], not any(each.recipients for each in told)


def _is(status: str, codes: tuple[str, ...]) -> bool:
    return any(f"{status[1:]}.".startswith(f"{each}.") for each in codes)


def knows(address: str) -> bool:
    return delivery_of_path(address) is not None


BOUNCES = MailHandler("community.bounces", takes, handle, knows=knows)
