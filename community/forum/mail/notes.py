"""The mails that answer a mail: they carry no way to be answered, and never follow each other fast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.forum.mail.refusals import HELP, Declined
from community.messaging.bodies import render, unmarked
from community.messaging.enums import AddressState, Channel, State
from community.messaging.models import Address, Delivery
from community.messaging.services import notify
from community.messaging.values import Recipient
from community.notifications import FORUM_MAIL

PAUSE = timedelta(hours=1)
TEMPLATE = "community/forum/mail/note"
MOST_RETURNED = 20_000
"""Signs of his own text that go back to the writer."""


def tell_declined(*, address: Address, no: Declined, answers: str, subject: str) -> bool:
    """Say why; False when this address heard from us within the hour."""
    with translation.override(_language(address)):
        paragraphs = [*([no.text] if no.text else []), str(HELP[no.why])]
        return _send(
            address, answers=answers, subject=subject, heading=no.why.label, paragraphs=paragraphs,
            said=no.said,
        )  # fmt: skip


def tell_notes(
    *, address: Address, notes: Sequence[str], answers: str, subject: str, url: str
) -> bool:
    """Say what of a mail did not come along though it was taken."""
    return _send(
        address, answers=answers, subject=subject, heading=_("Uw antwoord staat op het forum"),
        paragraphs=notes, url=url,
    )  # fmt: skip


def mail_of(user: User) -> Address | None:
    """Where a person is mailed: the address he signs in with, when it is proved."""
    mine = Address.objects.confirmed().filter(channel=Channel.EMAIL, user=user)
    return mine.filter(value=user.email.lower()).first()


def known_mail(value: str) -> Address | None:
    """A stranger hears nothing from us: whoever is named as sender may have sent nothing."""
    known = Address.objects.filter(channel=Channel.EMAIL, value=value.lower())
    return known.filter(state=AddressState.CONFIRMED, user__is_active=True).first()


def _language(address: Address) -> str:
    return str(address.user.language if address.user else address.language)


def _send(
    address: Address, *, answers: str, subject: str, heading: str | Promise, paragraphs: Sequence[str],
    said: str = "", url: str = "",
) -> bool:  # fmt: skip
    held = Address.objects.select_for_update(of=("self",)).get(pk=address.pk)
    lately = Delivery.objects.filter(
        user=held.user_id, address=held, message__kind=FORUM_MAIL.key,
        queued_at__gt=timezone.now() - PAUSE,
    ).exclude(state=State.SUPPRESSED)  # fmt: skip
    if lately.exists():
        return False
    url = url or settings.SITE_URL + reverse("community:forum")
    context: dict[str, Any] = {
        "heading": heading,
        "subject_line": f"Re: {unmarked(subject)}" if subject else heading,
        "paragraphs": [unmarked(str(each)) for each in paragraphs],
        "said": unmarked(said[:MOST_RETURNED]),
        "action_url": url,
        "action_label": _("Bekijken op de site"),
    }
    named = {"In-Reply-To": answers, "References": answers} if answers else {}
    language = _language(held)
    content = render(
        TEMPLATE, context, channels=(Channel.EMAIL,), url=url, languages={"nl", language},
        headers={
            **named, "Auto-Submitted": "auto-replied", "X-Auto-Response-Suppress": "All",
            "Precedence": "bulk",
        },
    )  # fmt: skip
    to = Recipient(f"user:{held.user_id}", str(Channel.EMAIL), held.pk, held.user_id, language)
    notify(FORUM_MAIL, to=[to], content=content, key=f"forum:mail:{held.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
           is_demo=held.is_demo)  # fmt: skip
    return True
