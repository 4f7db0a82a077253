"""The bell: what a person still has to read, and the ring that tells his open pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from notifications.models import Notification

from community.messaging.gates import as_shown_to
from community.messaging.models import Delivery, Message

log = structlog.get_logger(__name__)

LOCK = 71_325
"""First half of the advisory locks under which one delivery gets its one notification."""


def group_of(user_id: int) -> str:
    return f"bell.{user_id}"


def put(
    *, delivery_id: int, message_id: int, user_id: int, title: str, text: str, url: str, kind: str
) -> bool:
    """Hang one notification on the bell; False when this delivery already did.

    The library's table knows no unique key of ours, so a lock per delivery stands in for it.
    """
    about = {
        "action_object_content_type": ContentType.objects.get_for_model(Delivery),
        "action_object_object_id": str(delivery_id),
    }
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", (LOCK, delivery_id % 2**31))
        if Notification.objects.filter(**about).exists():
            return False
        Notification.objects.create(
            recipient_id=user_id,
            actor_content_type=ContentType.objects.get_for_model(Message),
            actor_object_id=str(message_id),
            verb=title[:255],
            description=text,
            public=False,
            data={"url": inside(url), "kind": kind},
            **about,
        )
    return True


def inside(url: str) -> str:
    """The address within the site, so that it opens on whatever name the reader came in by."""
    path = url.removeprefix(settings.SITE_URL)
    return path if path.startswith("/") and not path.startswith("//") else url


def news_of(user: models.Model) -> dict[str, Any]:
    """What the bell shows: {"count": unread} and, when there is one, the newest unread's
    "text" and "url"."""
    unread = Notification.objects.filter(recipient_id=user.pk).unread()
    news: dict[str, Any] = {"count": unread.count()}
    for newest in as_shown_to(user, unread.order_by("-timestamp", "-pk")[:1]):
        news |= {"text": newest.verb, "url": (newest.data or {}).get("url", "")}
    return news


def mark_read(*, user: models.Model, ids: Iterable[int] | None = None) -> int:
    """Mark these of a person's notifications as read, or all; returns how many were not yet."""
    mine = Notification.objects.filter(recipient_id=user.pk).unread()
    if ids is not None:
        mine = mine.filter(pk__in=ids)
    with transaction.atomic():
        changed = int(mine.update(unread=False))
        if changed:
            transaction.on_commit(lambda: ring({user.pk}), robust=True)
    return changed


def ring(user_ids: Iterable[int]) -> None:
    """Tell the open pages of these people to look again. Call it after the commit.

    Carries no news itself: pages read the table. A ring that is lost costs one minute.
    """
    everybody = sorted(set(user_ids))
    if not everybody:
        return
    try:
        async_to_sync(_ring)(everybody)
    except Exception as error:  # noqa: BLE001 - whatever Redis throws, the rows are there
        log.warning("bell_not_rung", people=len(everybody), error=str(error))


async def _ring(user_ids: list[int]) -> None:
    layer = get_channel_layer()
    for user_id in user_ids:
        await layer.group_send(group_of(user_id), {"type": "bell.ring"})
