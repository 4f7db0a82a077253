"""The secret address of an organisation's feed: given, renewed, taken away."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.organisations.models import Organisation
from qrc.outlets.models import OrganisationFeed
from qrc.verbs import FEED_CLOSED, FEED_OPENED

NOTED_EVERY = timedelta(hours=1)
LONGEST_TOKEN = 100


def open_feed(*, organisation: Organisation, actor: User) -> str:
    """A new secret for the feed's address, told this once; the old address stops working."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        feed, _is_new = OrganisationFeed.objects.update_or_create(
            organisation=organisation,
            defaults={
                "token_hash": token_digest(token),
                "created_by": actor,
                "created_at": timezone.now(),
                "last_used_at": None,
            },
        )
        record(FEED_OPENED, organisation=organisation, actor=actor, subject=feed)
    return token


def close_feed(*, feed: OrganisationFeed, actor: User) -> None:
    """The address answers 404 from now on, like one that never was."""
    with transaction.atomic():
        record(FEED_CLOSED, organisation=feed.organisation, actor=actor, subject=feed)
        feed.delete()


def find_feed(token: str) -> OrganisationFeed | None:
    """The feed of this secret, of an organisation that still exists; notes now and then that it is read."""
    if not token or len(token) > LONGEST_TOKEN:
        return None
    feeds = OrganisationFeed.objects.filter(organisation__ended_on=None)
    feed: OrganisationFeed | None = (
        feeds.filter(token_hash=token_digest(token)).select_related("organisation").first()
    )
    now = timezone.now()
    if feed and (feed.last_used_at is None or feed.last_used_at < now - NOTED_EVERY):
        OrganisationFeed.objects.filter(pk=feed.pk).update(last_used_at=now)
    return feed


def token_digest(token: str) -> str:
    # 256 random bits need no salt and no slow hash: nobody guesses them.
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
