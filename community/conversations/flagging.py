"""What moderation may know of a message that somebody in its conversation reported: that message and
its two neighbours, and nothing else of what was said there."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.naming import shown_name
from community.activity.services import record
from community.conversations.models import PrivateMessage
from community.conversations.rules import conversations_of
from community.moderation.enums import ThingState
from community.moderation.models import Decision
from community.moderation.things import Line, Thing
from community.verbs import MESSAGE_HIDDEN, MESSAGE_SHOWN

KEY = "community.private_message"


def resolve(ids: Collection[int], user: Any) -> Mapping[int, Thing]:
    """For a person the messages of conversations that he is in; for moderation (None) those asked."""
    rows = PrivateMessage.objects.filter(pk__in=ids).select_related("author", "organisation")
    if user is not None:
        rows = rows.filter(
            hidden_at=None, conversation__in=conversations_of(user).values("conversation")
        )
    return {each.pk: _thing(each) for each in rows}


def _thing(message: PrivateMessage) -> Thing:
    url = reverse("community:conversation", args=(message.conversation_id,))
    return Thing(
        kind=KEY, pk=message.pk, title=_("Privébericht"), words=message.source,
        url=f"{url}#bericht-{message.number}", author=message.author,
        organisation=message.organisation, created_at=message.created_at,
        state=ThingState.HIDDEN if message.hidden_at else ThingState.SHOWN,
    )  # fmt: skip


def context(pk: int) -> Sequence[Line]:
    """The message between the one before and the one after it."""
    message = PrivateMessage.objects.filter(pk=pk).first()
    if message is None:
        return ()
    rows = PrivateMessage.objects.filter(
        conversation=message.conversation_id,
        number__range=(message.number - 1, message.number + 1),
    )
    return [
        Line(shown_name(each.author), each.source, each.created_at, is_it=each.pk == pk)
        for each in rows.select_related("author").order_by("number")
    ]


def hide(pk: int, decision: Decision) -> None:
    _set(pk, decision, hidden=True)


def restore(pk: int, decision: Decision) -> None:
    _set(pk, decision, hidden=False)


def _set(pk: int, decision: Decision, *, hidden: bool) -> None:
    with transaction.atomic():
        rows = PrivateMessage.objects.select_for_update(of=("self",))
        row = rows.select_related("conversation").filter(pk=pk).first()
        if row is None or (row.hidden_at is not None) == hidden:
            return
        row.hidden_at = timezone.now() if hidden else None
        row.save(update_fields=("hidden_at",))
        verb = MESSAGE_HIDDEN if hidden else MESSAGE_SHOWN
        record(verb, subject=row.conversation, message=row.pk, decision=decision.pk)
