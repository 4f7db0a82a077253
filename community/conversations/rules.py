"""Who may say something to whom. Nothing here changes anything; no role reads along."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.conversations.models import Block, Conversation, Participant, PrivateMessage
from community.organisations.enums import GOVERNMENTS
from community.organisations.models import Membership
from community.profiles.rules import is_only_supplier, members_for, takes_messages


def conversations_of(user: Any) -> Any:
    """Where this person is in: one rule for the list, the page, search and counts."""
    if not user.is_authenticated:
        return Participant.objects.none()
    return conversations_with(user.pk)


def conversations_with(user: int) -> Any:
    """Where the person with this key is in."""
    return Participant.objects.inside().filter(user=user)


def may_begin_with(starter: Any, recipient: Any) -> bool:
    """Whether this person may begin a conversation with that one.

    No for whoever blocked him, who does not want it, or whom he does not find among the members;
    a supplier does not begin with somebody of a bestuur who never wrote to him. The answer
    gives no reason: nobody learns that he was blocked.
    """
    if starter.pk == recipient.pk or is_blocked(blocker=recipient, blocked=starter):
        return False
    if is_only_supplier(starter) and _works_for_government(recipient):
        return has_written(author=recipient, to=starter)
    if not members_for(starter).filter(pk=recipient.pk).exists():
        return has_written(author=recipient, to=starter)
    return takes_messages(recipient, starter)


def _works_for_government(user: Any) -> bool:
    rows = Membership.objects.current().filter(user=user.pk, organisation__kind__in=GOVERNMENTS)
    return rows.exists()


def has_written(*, author: Any, to: Any) -> bool:
    """Whether somebody once wrote where the other was in."""
    there = Participant.objects.filter(user=to.pk).values("conversation")
    return PrivateMessage.objects.filter(author=author.pk, conversation__in=there).exists()


def is_blocked(*, blocker: Any, blocked: Any) -> bool:
    return Block.objects.filter(blocker=blocker.pk, blocked=blocked.pk).exists()


def are_blocked(one: int | None, other: int | None) -> bool:
    """Whether one of these two people, by key, wants to hear nothing of the other."""
    rows = Block.objects.filter(Q(blocker=one, blocked=other) | Q(blocker=other, blocked=one))
    return bool(rows.exists())


def is_silenced(user: Any, conversation: Conversation) -> bool:
    """Whether somebody who is in this conversation wants to hear nothing of this person."""
    inside = Participant.objects.inside().filter(conversation=conversation)
    return Block.objects.filter(blocked=user.pk, blocker__in=inside.values("user")).exists()


def blocked_in(user: Any, conversation: Conversation) -> set[int]:
    """Whom of this conversation this person blocked himself."""
    inside = Participant.objects.inside().filter(conversation=conversation)
    rows = Block.objects.filter(blocker=user.pk, blocked__in=inside.values("user"))
    return set(rows.values_list("blocked", flat=True))
