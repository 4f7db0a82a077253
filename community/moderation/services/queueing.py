"""The one queue: putting in, taking up, letting go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.activity.services import record
from community.groups.models import GroupMembership
from community.moderation.enums import Gravity, Why
from community.moderation.models import ReviewItem
from community.moderation.refusing import NotFound
from community.moderation.rules import items_for
from community.moderation.telling import tell_waiting
from community.moderation.things import Thing, find
from community.verbs import REVIEW_WAITING

LEASE = timedelta(minutes=30)
"""As long a moderator has something for himself."""


def put(
    *, kind: str, pk: int, why: str, gravity: int = Gravity.LIGHT, signs: Iterable[str] = ()
) -> ReviewItem:
    """Have a moderator look at this thing. What waits already grows graver, never a second row."""
    thing = find(kind, pk)
    if thing is None:
        raise NotFound(f"{kind} {pk}")
    with transaction.atomic():
        item, is_new = _open_item(thing, why, gravity)
        was, item.gravity = item.gravity, max(item.gravity, gravity)
        item.for_editors = item.for_editors or _is_for_editors(thing, item.gravity)
        item.signs = [*item.signs, *(each for each in signs if each not in item.signs)]
        item.save(update_fields=("gravity", "for_editors", "signs"))
        if is_new:
            record(
                REVIEW_WAITING, subject=item, organisation=thing.organisation, kind=kind,
                object=pk, why=str(why),
            )  # fmt: skip
        if is_new or item.gravity > was:
            tell_waiting(item, thing)
    return item


def _open_item(thing: Thing, why: str, gravity: int) -> tuple[ReviewItem, bool]:
    """The open row of a thing, locked; two who come at once get the same one."""
    rows = ReviewItem.objects.open().of(thing.kind, thing.pk).exclude(why=Why.APPEAL)
    while True:
        found = rows.select_for_update().first()
        if found is not None:
            return found, False
        wanted = ReviewItem(
            kind=thing.kind, object_id=thing.pk, why=why, gravity=gravity, author=thing.author,
            group_id=thing.group_id, for_editors=_is_for_editors(thing, gravity),
        )  # fmt: skip
        ReviewItem.objects.bulk_create([wanted], ignore_conflicts=True)
        made = rows.select_for_update().filter(created_at=wanted.created_at).first()
        if made is not None:
            return made, True


def _is_for_editors(thing: Thing, gravity: int) -> bool:
    if thing.group_id is None or gravity >= Gravity.GRAVE:
        return True
    author = thing.author.pk if thing.author else None
    leaders = GroupMembership.objects.current().leaders().filter(group=thing.group_id)
    return author is not None and leaders.filter(user=author).exists()


def claim(*, item: ReviewItem, moderator: Any) -> bool:
    """Have it for oneself for half an hour; False when a colleague has it, or it is done."""
    now = timezone.now()
    free = Q(claimed_by=None) | Q(claimed_until__lte=now) | Q(claimed_by=moderator)
    rows = items_for(moderator).open().filter(free, pk=item.pk)
    return bool(rows.update(claimed_by=moderator, claimed_until=now + LEASE))


def let_go(*, item: ReviewItem, moderator: Any) -> bool:
    rows = ReviewItem.objects.open().filter(pk=item.pk, claimed_by=moderator)
    return bool(rows.update(claimed_by=None, claimed_until=None))


def close(item: ReviewItem) -> None:
    item.closed_at, item.claimed_by, item.claimed_until = timezone.now(), None, None
    item.save(update_fields=("closed_at", "claimed_by", "claimed_until"))
