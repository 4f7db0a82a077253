"""The secret address at which a feed reader follows the forum: given, renewed, taken away."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.forum.models import ForumFeed
from community.verbs import FORUM_FEED_CLOSED, FORUM_FEED_OPENED

NOTED_EVERY = timedelta(hours=1)
LONGEST_TOKEN = 100


def open_feed(*, user: User) -> str:
    """A new secret, told this once; the old address stops working."""
    token = secrets.token_urlsafe(32)
    fresh = {"token_hash": digest_of(token), "created_at": timezone.now(), "last_used_at": None}
    with transaction.atomic():
        feed, _is_new = ForumFeed.objects.update_or_create(user=user, defaults=fresh)
        record(FORUM_FEED_OPENED, actor=user, subject=feed)
    return token


def close_feed(*, feed: ForumFeed, actor: User) -> None:
    with transaction.atomic():
        record(FORUM_FEED_CLOSED, actor=actor, subject=feed)
        feed.delete()


def find_feed(token: str) -> ForumFeed | None:
    """The feed of this secret, of an account that still works; notes now and then that it is read."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    feeds = ForumFeed.objects.filter(user__is_active=True).select_related("user")
    feed = feeds.filter(token_hash=digest_of(token)).first()
    now = timezone.now()
    if feed and (feed.last_used_at is None or feed.last_used_at < now - NOTED_EVERY):
        ForumFeed.objects.filter(pk=feed.pk).update(last_used_at=now)
    return feed


def digest_of(token: str) -> str:
    # 256 random bits need no salt and no slow hash: nobody guesses them.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
