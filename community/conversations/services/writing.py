"""Writing in a conversation. Numbers are given under its lock, so none is skipped or given twice."""

from __future__ import annotations

import uuid
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.conversations.models import Conversation, Participant, PrivateMessage
from community.conversations.rules import blocked_in, is_silenced
from community.conversations.services.pacing import demand_write
from community.conversations.services.values import Refused
from community.messaging.bell import ring
from community.moderation.rules import demand_may_write
from community.verbs import MESSAGE_WRITTEN

LONGEST = 10_000


def write(
    *, conversation: Conversation, author: User, source: str, submission: uuid.UUID | None = None
) -> PrivateMessage:
    """One more message; Refused when its writer left, was blocked, may not write or wrote too much today.

    The same `submission` twice gives the first.
    """
    text, submission = cleaned(source), submission or uuid.uuid4()
    with transaction.atomic():
        held = locked(conversation)
        known = PrivateMessage.objects.filter(author=author, submission=submission).first()
        if known is not None:
            return known
        _demand(held, author)
        demand_may_write(author, Refused, "source")
        demand_write(author)
        return add_message(held, author, text, submission)


def locked(conversation: Conversation) -> Conversation:
    """The conversation as it is now, held until the transaction ends."""
    rows = Conversation.objects.select_for_update(of=("self",), no_key=True)
    return rows.get(pk=conversation.pk)


def cleaned(source: str) -> str:
    text = source.replace("\0", "").replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("Schrijf eerst iets."))
    if len(text) > LONGEST:
        raise Refused(_("Houd het bij %(n)d tekens.") % {"n": LONGEST})
    return text


def _demand(conversation: Conversation, author: User) -> None:
    inside = Participant.objects.inside().filter(conversation=conversation)
    if not inside.filter(user=author).exists():
        raise Refused(_("U zit niet meer in dit gesprek."))
    others = set(inside.exclude(user=author).values_list("user", flat=True))
    if not others:
        raise Refused(_("Niemand leest dit gesprek nog. Begin een nieuw gesprek."))
    if blocked_in(author, conversation) >= others:
        raise Refused(_("U blokkeert deze persoon. Hef dat eerst op."))
    if is_silenced(author, conversation):
        raise Refused(_("In dit gesprek kunt u niet meer schrijven."))


def add_message(
    conversation: Conversation, author: User, text: str, submission: uuid.UUID
) -> PrivateMessage:
    """In the caller's transaction, on a row that he holds or has just made."""
    mine = Participant.objects.filter(conversation=conversation, user=author)
    made = PrivateMessage.objects.create(
        conversation=conversation, number=conversation.highest_number + 1, author=author,
        organisation_id=mine.values_list("organisation", flat=True).first(), source=text,
        submission=submission,
    )  # fmt: skip
    conversation.highest_number, conversation.last_at = made.number, timezone.now()
    conversation.save(update_fields=("highest_number", "last_at"))
    # Who writes has read what stood there; who had put it away hears of it again.
    mine.update(last_read=made.number)
    others = Participant.objects.filter(conversation=conversation, left_at=None)
    others.exclude(archived_at=None).update(archived_at=None)
    record(MESSAGE_WRITTEN, actor=author, subject=conversation, message=made.pk, number=made.number)
    people = list(others.exclude(user=author).values_list("user", flat=True))
    transaction.on_commit(partial(ring, people), robust=True)
    return made
