"""What each does with a conversation for himself: reading, putting away, leaving."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.conversations.models import Conversation, Participant
from community.verbs import CONVERSATION_LEFT


def read_up_to(*, conversation: Conversation, user: User, number: int) -> bool:
    """Move this person's pointer; it never goes back, so twice or in any order is the same."""
    rows = Participant.objects.inside().filter(conversation=conversation, user=user)
    seen = min(number, conversation.highest_number)
    return bool(rows.filter(last_read__lt=seen).update(last_read=seen))


def archive(*, conversation: Conversation, user: User) -> bool:
    """Put it away until somebody writes again."""
    rows = Participant.objects.filter(conversation=conversation, user=user, left_at=None)
    return bool(rows.filter(archived_at=None).update(archived_at=timezone.now()))


def take_out(*, conversation: Conversation, user: User) -> bool:
    rows = Participant.objects.filter(conversation=conversation, user=user, left_at=None)
    return bool(rows.exclude(archived_at=None).update(archived_at=None))


def leave(*, conversation: Conversation, user: User) -> bool:
    """Out of it, for ever; what he wrote stays with the others."""
    with transaction.atomic():
        rows = Participant.objects.filter(conversation=conversation, user=user, left_at=None)
        gone = bool(rows.update(left_at=timezone.now()))
        if gone:
            record(CONVERSATION_LEFT, actor=user, subject=conversation)
    return gone
