"""Whether what was told of a conversation may still be read, asked when it leaves or is shown."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from community.conversations.models import Participant, PrivateMessage
from community.conversations.telling import MOST, key_parts
from community.messaging.gates import Told
from community.messaging.models import Message


def still_told(told: Collection[Told]) -> set[Told]:
    """Of these people and keys of messages, those who are still inside, when nothing that the message
    may repeat was hidden since it was put together."""
    places = {key: key_parts(key) for _user, key in told}
    talks = {conversation for conversation, _number in places.values()}
    inside = set(
        Participant.objects.inside()
        .filter(conversation__in=talks, user__in={user for user, _key in told})
        .values_list("user", "conversation")
    )
    made = dict(Message.objects.filter(key__in=places).values_list("key", "created_at"))
    hidden = PrivateMessage.objects.filter(conversation__in=talks, hidden_at__isnull=False)
    gone: list[Any] = list(hidden.values_list("conversation", "number", "hidden_at"))
    found = set()
    for user, key in told:
        conversation, number = places[key]
        repeats = range(number - MOST + 1, number + 1)
        hidden_since = any(
            talk == conversation and place in repeats and key in made and at >= made[key]
            for talk, place, at in gone
        )
        if (user, conversation) in inside and not hidden_since:
            found.add((user, key))
    return found
