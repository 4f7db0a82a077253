"""Planning a newsletter, holding it back, and sending it once."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.letters import recipients
from community.accounts.models import User
from community.activity.services import record, ring
from community.messaging.enums import Channel
from community.messaging.services import notify
from content.newsletters.audience import recipients_of
from content.newsletters.enums import NewsletterState
from content.newsletters.models import Newsletter
from content.newsletters.wording import content
from content.notifications import NEWSLETTER, NEWSLETTER_TEST
from content.verbs import NEWSLETTER_PLANNED, NEWSLETTER_SENT, NEWSLETTER_STOPPED


def choose_readers(
    *, letter: Newsletter, readers: str, province: str = "", role: str = ""
) -> Newsletter:
    """Whom it is for; ValidationError (Dutch) once it is planned."""
    with transaction.atomic():
        row = _draft(letter)
        row.readers, row.province, row.role = readers, province, role
        row.version += 1
        row.changed_at = timezone.now()
        row.save(update_fields=("readers", "province", "role", "version", "changed_at"))
    return row


def send_test(*, letter: Newsletter, to: User) -> None:
    """The newsletter as it stands, to one editor; as often as he asks.

    ValidationError (Dutch) for who has no confirmed address to send it to.
    """
    found = recipients([to], channels=(Channel.EMAIL,))
    if not found:
        raise ValidationError(_("Bevestig eerst uw e-mailadres bij Mijn account."))
    notify(
        NEWSLETTER_TEST, to=found, content=content(letter),
        key=f"content.newsletter_test:{letter.pk}:{uuid.uuid4().hex}", is_demo=to.is_demo,
    )  # fmt: skip


def plan(
    *, letter: Newsletter, actor: User, version: int, at: datetime | None = None
) -> Newsletter:
    """It leaves at this moment, or now. Twice is once: the second hears that it is planned.

    `version` is what the editor looked at. ValidationError (Dutch) when that changed since, when
    it says nothing, or when nobody would get it.
    """
    with transaction.atomic():
        row = _draft(letter)
        if row.version != version:
            raise ValidationError(_("Iemand wijzigde dit intussen. Lees het opnieuw."))
        if not row.body and not row.lead:
            raise ValidationError(_("De nieuwsbrief is nog leeg. Schrijf eerst iets."))
        people = len(recipients_of(row))
        if not people:
            raise ValidationError(_("Niemand zou hem krijgen. Kies andere lezers."))
        row.state, row.leaves_at = NewsletterState.PLANNED, at or timezone.now()
        row.sent_by, row.recipients = actor, people
        row.save(update_fields=("state", "leaves_at", "sent_by", "recipients"))
        record(NEWSLETTER_PLANNED, actor=actor, subject=row, people=people, readers=row.readers)
        transaction.on_commit(_wake, robust=True)
    return row


def hold_back(*, letter: Newsletter, actor: User) -> Newsletter:
    """A planned newsletter is a draft again; ValidationError (Dutch) once it left."""
    with transaction.atomic():
        row = Newsletter.objects.select_for_update().get(pk=letter.pk)
        if row.state != NewsletterState.PLANNED:
            raise ValidationError(_("Deze nieuwsbrief is al vertrokken of was niet gepland."))
        row.state, row.leaves_at, row.sent_by = NewsletterState.DRAFT, None, None
        row.save(update_fields=("state", "leaves_at", "sent_by"))
        record(NEWSLETTER_STOPPED, actor=actor, subject=row)
    return row


def send_due() -> int:
    """Every newsletter whose moment has come; returns how many left. May be killed at any line
    and run twice or at once: a letter leaves and is noted as sent in one transaction, and its
    message has a name that nobody gets twice."""
    due = list(Newsletter.objects.due().order_by("leaves_at", "pk").values_list("pk", flat=True))
    return sum(map(_send, due))


def _send(pk: int) -> bool:
    with transaction.atomic():
        rows = Newsletter.objects.due().select_for_update(skip_locked=True)
        letter = rows.filter(pk=pk).first()
        if letter is None:
            return False
        to = recipients_of(letter)
        notify(NEWSLETTER, to=to, content=content(letter), key=letter.key, is_demo=letter.is_demo)
        letter.state, letter.sent_at = NewsletterState.SENT, timezone.now()
        letter.recipients = len(to)
        letter.save(update_fields=("state", "sent_at", "recipients"))
        record(
            NEWSLETTER_SENT, actor=letter.sent_by, subject=letter, people=len(to),
            readers=letter.readers,
        )  # fmt: skip
    return True


def _draft(letter: Newsletter) -> Newsletter:
    row = Newsletter.objects.select_for_update().get(pk=letter.pk)
    if not row.is_draft:
        raise ValidationError(_("Deze nieuwsbrief is al gepland of verzonden."))
    return row


def _wake() -> None:
    """Send at once what is due at once; a lost ring costs one sweep."""
    ring("content.newsletters.tasks.send")
