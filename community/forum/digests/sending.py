"""Telling the digests that are due, each in a transaction of its own: killed anywhere, nothing of one
is done or all of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from community.accounts.letters import recipients
from community.accounts.models import User
from community.activity.services import record
from community.forum.digests.gathering import Gathered, gather
from community.forum.digests.rhythms import next_due
from community.forum.digests.wishes import lay_out
from community.forum.digests.wording import mark_of, words_of
from community.forum.mail.reply_addresses import address_for, handles_of
from community.forum.mail.rights import with_rights
from community.forum.models import DigestMark, DigestWish, Post
from community.kit.clock import BRUSSELS
from community.kit.rounds import one_by_one
from community.messaging.enums import Channel
from community.messaging.preferences import wants
from community.messaging.services import notify, turn_part
from community.messaging.values import REPLY_TO, Recipient
from community.notifications import FORUM_DIGEST
from community.verbs import FORUM_DIGEST_MADE

BATCH = 500
CHANNELS = (str(Channel.EMAIL), str(Channel.WEB))


def send_due(*, limit: int = BATCH) -> int:
    """Returns how many were told. One that fails stops no other, and is due again."""
    lay_out()
    due = DigestWish.objects.due().order_by("next_at", "pk").values_list("pk", flat=True)
    return one_by_one(list(due[:limit]), _send, failed="digest_failed")


def _send(pk: int) -> bool:
    with transaction.atomic():
        rows = DigestWish.objects.due().select_for_update(of=("self",), skip_locked=True)
        wish = rows.filter(pk=pk).first()
        if wish is None:
            return False
        now = timezone.now()
        today = now.astimezone(BRUSSELS).date()
        wish.next_at = next_due(wish.rhythm, wish.hour, now)
        is_told = wish.last_day != today and _tell(wish, now)
        if is_told:
            wish.last_day, wish.told_until = today, now
        wish.save(update_fields=("next_at", "last_day", "told_until"))
    return is_told


def _tell(wish: DigestWish, now: datetime) -> bool:
    user = next(iter(with_rights([wish.user_id])), None)
    if user is None:
        return False
    to = _recipients(user)
    gathered = gather(user, since=wish.told_until, now=now) if to else Gathered([])
    if not gathered.parts:
        return False
    lines = {mark_of(post): "1" for part in gathered.parts for post in part.posts}
    notify(
        FORUM_DIGEST, to=[replace(each, parts={**each.parts, **lines}) for each in to],
        content=words_of(gathered, rhythm=wish.rhythm, language=user.language),
        key=f"forum:digest:{user.pk}:{now.astimezone(BRUSSELS):%Y-%m-%d}", is_demo=user.is_demo,
    )  # fmt: skip
    marks = [
        DigestMark(user=user, topic=each.topic, told=each.numbers[-1]) for each in gathered.parts
    ]
    DigestMark.objects.bulk_create(
        marks, update_conflicts=True, unique_fields=("user", "topic"), update_fields=("told",)
    )
    record(
        FORUM_DIGEST_MADE, actor=user, subject=user, topics=len(gathered.parts),
        posts=gathered.posts,
    )  # fmt: skip
    return True


def turn_lines(*, posts: Iterable[int], shown: bool) -> None:
    """Leave the words of these posts out of the digests that still wait, or put them back in."""
    for each in posts:
        turn_part(kind=FORUM_DIGEST, name=mark_of(Post(pk=each)), value="1" if shown else "")


def _recipients(user: User) -> list[Recipient]:
    """The channels on which he wants it. An answer to a digest is explained, so it comes to us."""
    channels = [each for each in CHANNELS if wants(user, FORUM_DIGEST, each)]
    address = address_for(handles_of([user.pk])[user.pk], None)
    parts = {REPLY_TO: address} if address else {}
    return [
        Recipient(each.name, each.channel, each.address_id, each.user_id, each.language, parts)
        for each in recipients([user], channels=channels)
    ]
