"""The addresses at which somebody answers by mail: each is of one person and one post.

A handle, drawn by lot, stands for the person; the whole is signed. Drawing a new handle ends every
address that he was given.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.forum.models import Post, ReplyHandle
from community.messaging.tokens import make_address_token, read_address_token
from community.verbs import FORUM_ADDRESSES_RENEWED

PURPOSE = "forum.reply"
LOCAL = "antwoord+"
DIGEST = "samenvatting"
"""Stands for the post in the address of a digest, which nobody can answer."""
LASTS = timedelta(days=180)
"""How long after a post was written it is answered by mail."""
SIGNS = "abcdefghijklmnopqrstuvwxyz234567"
LENGTH = 13


@dataclass(frozen=True, slots=True)
class Named:
    """Whom and what an address of ours names; `post_id` is None for a digest."""

    handle: str
    post_id: int | None


def handles_of(users: Collection[int]) -> dict[int, str]:
    """The handle of each, drawn now for who had none: three statements for any number."""
    rows = ReplyHandle.objects.filter(user__in=users)
    found = dict(rows.values_list("user", "handle"))
    missing = set(users) - found.keys()
    if missing:
        drawn = [ReplyHandle(user_id=each, handle=_draw()) for each in sorted(missing)]
        ReplyHandle.objects.bulk_create(drawn, ignore_conflicts=True, batch_size=2000)
        found |= dict(rows.filter(user__in=missing).values_list("user", "handle"))
    return found


def _draw() -> str:
    return "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))


def address_for(handle: str, post_id: int | None) -> str:
    """Where the holder of this handle answers this post; "" while no domain of ours takes mail in."""
    if not settings.REPLY_DOMAIN:
        return ""
    about = f"{handle}.{DIGEST if post_id is None else post_id}"
    return f"{LOCAL}{make_address_token(PURPOSE, about)}@{settings.REPLY_DOMAIN}"


def named_by(address: str) -> Named | None:
    """What an address that we made names; None for any other. Says nothing of whether it still holds."""
    local = address.strip().strip("<>").rpartition("@")[0].lower()
    if not local.startswith(LOCAL):
        return None
    value = read_address_token(PURPOSE, local[len(LOCAL) :])
    handle, _dot, about = (value or "").partition(".")
    if about == DIGEST:
        return Named(handle, None)
    return Named(handle, int(about)) if about.isdecimal() else None


def holder_of(named: Named) -> User | None:
    """Who has this handle now; None once he drew another, or is gone."""
    row = ReplyHandle.objects.filter(handle=named.handle).select_related("user").first()
    return row.user if row else None


def is_too_old(post: Post) -> bool:
    return post.created_at < timezone.now() - LASTS


def renew_addresses(*, user: User) -> None:
    """End every address at which this person could answer by mail; the next mails carry new ones."""
    with transaction.atomic():
        ReplyHandle.objects.update_or_create(
            user=user, defaults={"handle": _draw(), "made_at": timezone.now()}
        )
        record(FORUM_ADDRESSES_RENEWED, actor=user, subject=user)
