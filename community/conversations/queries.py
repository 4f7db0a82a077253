"""Reads that shape the list of conversations and one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from community.conversations.models import Block, Conversation, Participant, PrivateMessage
from community.conversations.rules import conversations_of

MOST_WORDS = 8
PER_PAGE = 20


def own_conversations(user: Any, *, archived: bool = False, words: str = "") -> Any:
    """Those of this person, the last written in first, as rows of his with `conversation`, the last
    words (`last_words`, `last_author`) and who is in it (`conversation.people`)."""
    rows = conversations_of(user).filter(archived_at__isnull=not archived)
    for word in words.replace("\0", "").split()[:MOST_WORDS]:
        rows = rows.filter(_holds(word))
    last = PrivateMessage.objects.filter(conversation=OuterRef("conversation"), hidden_at=None)
    last = last.order_by("-number")
    inside = Participant.objects.select_related("user", "organisation").order_by("pk")
    return (
        rows.annotate(
            last_words=Subquery(last.values("source")[:1]),
            last_author=Subquery(last.values("author")[:1]),
        )
        .select_related("conversation")
        .prefetch_related(Prefetch("conversation__participants", inside, to_attr="people"))
        .order_by("-conversation__last_at", "-conversation__pk")
    )


def _holds(word: str) -> Q:
    """In what was said, in the subject, or in the name of who is in it."""
    here = PrivateMessage.objects.filter(conversation=OuterRef("conversation"), hidden_at=None)
    people = Participant.objects.filter(conversation=OuterRef("conversation"))
    named = Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word)
    return (
        Q(conversation__subject__icontains=word)
        | Exists(here.filter(source__icontains=word))
        | Exists(people.filter(named))
    )


def unread_count(user: Any) -> int:
    """In how many conversations something waits: one question."""
    return int(conversations_of(user).unread().count())


def own_place(user: Any, pk: int) -> Participant | None:
    """His row of one conversation; None for whoever is not in it."""
    found: Participant | None = (
        conversations_of(user).select_related("conversation").filter(conversation=pk).first()
    )
    return found


def people_in(conversation: Conversation) -> list[Participant]:
    rows = Participant.objects.filter(conversation=conversation)
    return list(rows.select_related("user", "organisation").order_by("pk"))


def messages_of(conversation: Conversation) -> QuerySet[PrivateMessage]:
    rows = PrivateMessage.objects.filter(conversation=conversation)
    return rows.select_related("author", "organisation").order_by("number")


def page_of(conversation: Conversation, number: int) -> int:
    """On which page a number stands; pages run by number, so none moves."""
    return (min(max(number, 1), max(conversation.highest_number, 1)) - 1) // PER_PAGE + 1


def blocked_by(user: Any) -> Sequence[Block]:
    rows = Block.objects.filter(blocker=user.pk).select_related("blocked")
    return list(rows.order_by("-at", "-pk"))
