"""The one way out of the house: say something to somebody, exactly once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from community.activity.services import ring
from community.messaging.enums import Channel, State
from community.messaging.kinds import Kind
from community.messaging.models import Body, Delivery, Message
from community.messaging.preferences import wanting
from community.messaging.quiet import CODE, RINGING, Rest, resting
from community.messaging.values import Content, Recipient

INSERT = """
INSERT INTO community_delivery
  (key, message_id, channel, recipient, address_id, user_id, language, parts, reply_to, state,
   priority, queued_at, not_before, position, attempts, provider_id, provider_status,
   error_code, error, maybe_double, segments)
SELECT new->>0, %(message)s, new->>1, new->>2, (new->>3)::bigint, (new->>4)::bigint, new->>5,
       new->6, new->>7, 'queued', %(priority)s, %(now)s, coalesce((new->>8)::timestamptz, %(now)s),
       0, 0, '', '', coalesce(new->>9, ''), '', false, 0
FROM jsonb_array_elements(%(rows)s::jsonb) AS new
ON CONFLICT (key) DO NOTHING
"""
CHUNK = 5000
HANDFUL = 100
TAKEN_BACK = "taken-back"
"""The code of what was suppressed because its sender thought better of it."""


def notify(
    kind: Kind,
    *,
    to: Sequence[Recipient],
    content: Content,
    key: str,
    organisation: models.Model | None = None,
    thread: str = "",
    is_demo: bool = False,
    priority: int | None = None,
) -> Message:
    """Put one delivery per recipient and channel in the outbox, in the caller's transaction.

    `key` names the message for ever: saying it again adds only recipients it did not have.
    Recipients who switched the kind off are left out. Sending happens after commit.
    """
    with transaction.atomic():
        message, _ = Message.objects.get_or_create(
            key=key,
            defaults={
                "kind": kind.key,
                "organisation_id": organisation.pk if organisation else None,
                "thread": thread,
                "is_demo": is_demo,
                "priority": kind.priority if priority is None else priority,
            },
        )
        _keep_words(message, content)
        chosen = _who_wants(kind, to)
        _demand_words(kind, chosen, content)
        asleep = _asleep(kind, chosen)
        for start in range(0, len(chosen), CHUNK):
            _enqueue(message, chosen[start : start + CHUNK], asleep)
        for channel in sorted({each.channel for each in chosen}):
            # Two rings, so that a flood keeps both hands of the worker busy.
            rings = 2 if len(chosen) > HANDFUL else 1
            for _ in range(rings):
                transaction.on_commit(partial(wake_sender, channel), robust=True)
    return message


def _keep_words(message: Message, content: Content) -> None:
    bodies = [
        Body(
            message=message, channel=channel, language=language, subject=words.subject[:300],
            text=words.text, html=words.html, url=words.url, headers=dict(words.headers),
            calendars=[[each.name, each.method, each.text] for each in words.calendars],
            stops=words.stops,
        )
        for (channel, language), words in content.items()
    ]  # fmt: skip
    Body.objects.bulk_create(bodies, ignore_conflicts=True)


def _demand_words(kind: Kind, to: Sequence[Recipient], content: Content) -> None:
    """The caller hears at once that it has nothing to say to somebody, not a reader months later."""
    for channel, language in {(each.channel, each.language) for each in to}:
        if not {(channel, language), (channel, settings.LANGUAGE_CODE)} & content.keys():
            raise LookupError(f"{kind.key} has no words for {channel} in {language}")


def _who_wants(kind: Kind, to: Sequence[Recipient]) -> list[Recipient]:
    if not kind.can_be_disabled:
        return list(to)
    chosen: list[Recipient] = []
    for channel in {each.channel for each in to}:
        group = [each for each in to if each.channel == channel]
        users = [each.user_id for each in group if each.user_id is not None]
        yes = wanting(users, kind.key, channel)
        chosen += [each for each in group if each.user_id is None or each.user_id in yes]
    return chosen


def _asleep(kind: Kind, to: Sequence[Recipient]) -> dict[int, Rest]:
    if not kind.may_wait:
        return {}
    return resting(
        {each.user_id for each in to if each.user_id is not None and each.channel in RINGING}
    )


def _enqueue(message: Message, to: Iterable[Recipient], asleep: Mapping[int, Rest]) -> None:
    # One document: quoting nine arrays value by value took longer than inserting them.
    rows = json.dumps([_row(message, each, asleep.get(each.user_id or 0)) for each in to])
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            {
                "message": message.pk,
                "priority": message.priority,
                "now": timezone.now(),
                "rows": rows,
            },
        )


def _row(message: Message, to: Recipient, rest: Rest | None) -> tuple[object, ...]:
    due, code = to.not_before, None
    if rest is not None and rest.holds(to.channel, message.priority):
        due, code = max(due or rest.until, rest.until), CODE
    return (
        delivery_key(message.key, to), to.channel, to.name, to.address_id, to.user_id,
        to.language, dict(to.parts), to.reply_to, due.isoformat() if due else None, code,
    )  # fmt: skip


def delivery_key(message_key: str, to: Recipient) -> str:
    """The idempotency key: message, recipient, channel."""
    return f"{message_key}|{to.name}|{to.channel}"


def suppress_waiting(*, message_ids: Sequence[int], reason: str) -> int:
    """Take back what still waits of these messages; what is on its way stays on its way."""
    return (
        Delivery.objects.filter(message_id__in=message_ids)
        .filter(state__in=(State.QUEUED, State.HELD))
        .update(state=State.SUPPRESSED, error_code=TAKEN_BACK, error=reason)
    )


def give_back(*, message_ids: Sequence[int], reason: str) -> int:
    """Let leave after all what was taken back of these messages for this very reason."""
    rows = Delivery.objects.filter(
        message_id__in=message_ids, state=State.SUPPRESSED, error_code=TAKEN_BACK, error=reason
    )
    channels = sorted(rows.values_list("channel", flat=True).distinct().order_by())
    given = rows.update(state=State.QUEUED, error_code="", error="")
    for channel in channels:
        transaction.on_commit(partial(wake_sender, channel), robust=True)
    return given


def reword(*, message: Message, content: Content) -> None:
    """Say it so to whom it did not leave yet; the bell keeps what it said."""
    for (channel, language), words in content.items():
        Body.objects.filter(message=message, channel=channel, language=language).update(
            subject=words.subject[:300], text=words.text, html=words.html
        )


def turn_part(*, kind: Kind, name: str, value: str) -> int:
    """Give a part of this name this value in what still waits of a kind, where it has one."""
    rows = Delivery.objects.filter(
        message__kind=kind.key, state__in=(State.QUEUED, State.HELD), parts__has_key=name
    )
    turned = models.expressions.CombinedExpression(
        models.F("parts"),
        "||",
        models.Value({name: value}, models.JSONField()),
        output_field=models.JSONField(),
    )
    return rows.update(parts=turned)


def supersede(*, message: Message, reason: str) -> int:
    """Take back what earlier messages of this thread would say tomorrow to who hears this one.

    Only what waits for quiet hours and was never tried: anything else leaves as it was meant.
    """
    same = Delivery.objects.filter(
        message=message, recipient=models.OuterRef("recipient"),
        channel=models.OuterRef("channel"),
    ).exclude(state=State.SUPPRESSED)  # fmt: skip
    earlier = Delivery.objects.filter(
        message__thread=message.thread, message_id__lt=message.pk, state=State.QUEUED,
        error_code=CODE, error="", attempts=0, not_before__gt=timezone.now(),
    )  # fmt: skip
    return earlier.filter(models.Exists(same)).update(
        state=State.SUPPRESSED, error_code=TAKEN_BACK, error=reason
    )


def suppress_waiting_for(
    *, recipient: str, kind: Kind, channels: Iterable[str], reason: str
) -> int:
    """Take back what still waits of a kind for one recipient on these channels."""
    return (
        Delivery.objects.filter(recipient=recipient, channel__in=list(channels))
        .filter(message__kind=kind.key, state__in=(State.QUEUED, State.HELD))
        .update(state=State.SUPPRESSED, error_code=TAKEN_BACK, error=reason)
    )


def oldest_waiting() -> datetime | None:
    """When the delivery that is due and waits longest came due; None when nothing waits."""
    due = Delivery.objects.due().aggregate(oldest=models.Min("not_before"))
    return due["oldest"]  # type: ignore[no-any-return]


def wake_sender(channel: str) -> None:
    ring("community.messaging.tasks.deliver", str(Channel(channel)))
