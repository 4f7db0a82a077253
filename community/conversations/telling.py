"""Telling people by mail and bell what they have not read yet.

One word at once, then at most one an hour for each conversation until it is read. How far somebody was
told stands in his row, so this may be killed at any line and run twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import recipients
from community.accounts.naming import shown_name
from community.conversations.models import Participant, PrivateMessage
from community.kit import markdown
from community.kit.rounds import one_by_one
from community.messaging.bodies import render, unmarked
from community.messaging.enums import Channel
from community.messaging.services import notify
from community.notifications import MESSAGE_RECEIVED

CHANNELS = (Channel.EMAIL, Channel.WEB)
TEMPLATE = "community/conversations/mail/message"
PAUSE = timedelta(hours=1)
MOST = 10
BATCH = 200


def tell_waiting(conversation_id: int | None = None) -> int:
    """Tell whoever is to be told now, of one conversation or of all; returns how many were. One
    that fails stops no other, and is due again."""
    rows = _due()
    if conversation_id is not None:
        rows = rows.filter(conversation=conversation_id)
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    return one_by_one(keys, _tell, failed="message_not_told")


def _due() -> Any:
    """Who has something unread of which no mail spoke, and was not told within the hour."""
    rows = Participant.objects.inside().filter(archived_at=None)
    unread = rows.filter(
        conversation__highest_number__gt=Greatest(F("last_read"), F("told_number"))
    )
    rested = Q(told_at=None) | Q(told_at__lte=timezone.now() - PAUSE)
    return unread.filter(rested | Q(last_read__gte=F("told_number")))


def _tell(pk: int) -> bool:
    with transaction.atomic():
        rows = _due().select_for_update(of=("self",), skip_locked=True, no_key=True)
        row = rows.select_related("user", "conversation").filter(pk=pk).first()
        if row is None:
            return False
        messages = _unread(row)
        if messages:
            _say(row, messages)
        row.told_number = row.conversation.highest_number
        row.told_at = timezone.now() if messages else row.told_at
        row.save(update_fields=("told_number", "told_at"))
    return bool(messages)


def _unread(row: Participant) -> list[PrivateMessage]:
    """What others wrote since he read or was told, the newest MOST, in order."""
    after = max(row.last_read, row.told_number)
    rows = PrivateMessage.objects.filter(
        conversation=row.conversation, number__gt=after, hidden_at=None,
        number__lte=row.conversation.highest_number,
    )  # fmt: skip
    found = rows.exclude(author=row.user).select_related("author", "organisation")
    return list(found.order_by("-number")[:MOST])[::-1]


def _say(row: Participant, messages: Sequence[PrivateMessage]) -> None:
    conversation, last = row.conversation, messages[-1]
    url = settings.SITE_URL + reverse("community:conversation", args=(conversation.pk,))
    context = {
        "subject": unmarked(conversation.subject), "name": unmarked(shown_name(last.author)),
        "entries": [_entry(each) for each in messages], "is_relayed": conversation.is_relayed,
        "action_url": url, "action_label": _("Gesprek openen"),
        "preferences_url": settings.SITE_URL + reverse("community:preferences"),
        "short": unmarked(Truncator(last.source).words(25)),
    }  # fmt: skip
    notify(
        MESSAGE_RECEIVED, to=recipients([row.user], channels=CHANNELS),
        content=render(TEMPLATE, context, channels=CHANNELS, url=url),
        key=_key(conversation.pk, row.user_id, conversation.highest_number),
        thread=f"conversation:{conversation.pk}", is_demo=conversation.is_demo,
    )  # fmt: skip


def _key(conversation: int, user: int, number: int) -> str:
    return f"conversation:{conversation}:{user}:{number}"


def key_parts(key: str) -> tuple[int, int]:
    """The conversation that a message with this key is about, and the last number it tells of; twice
    0 when it is about none."""
    room, *numbers = key.split(":")
    if room != "conversation" or len(numbers) != 3 or not all(map(str.isdecimal, numbers)):
        return 0, 0
    return int(numbers[0]), int(numbers[2])


def _entry(message: PrivateMessage) -> dict[str, Any]:
    return {
        "name": unmarked(shown_name(message.author)),
        "organisation": unmarked(message.organisation.display_name) if message.organisation else "",
        "text": unmarked(message.source), "html": markdown.render(unmarked(message.source)),
        "at": message.created_at,
    }  # fmt: skip
