"""What a person says of himself, and what a moderator takes of it out of sight."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.profiles.models import MemberProfile
from community.verbs import PROFILE_CHANGED, PROFILE_HIDDEN


def save_profile(*, user: User, **fields: Any) -> MemberProfile:
    """Say this of oneself; saying the same is nothing. The trail knows which lines, not what."""
    with transaction.atomic():
        row, _is_new = MemberProfile.objects.select_for_update(of=("self",)).get_or_create(
            user=user
        )
        changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, fields[name])
        if changed:
            row.changed_at = timezone.now()
            row.save()
            record(PROFILE_CHANGED, actor=user, subject=user, fields=changed)
    return row


def hide_words(*, pk: int, actor: User | None, hidden: bool) -> None:
    """Take function and bio of this person out of sight of others, or put them back, by a decision of
    moderation. So already, it changes nothing."""
    with transaction.atomic():
        rows = MemberProfile.objects.select_for_update(of=("self",)).select_related("user")
        held = rows.filter(pk=pk).first()
        if held is None or (held.words_hidden_at is not None) == hidden:
            return
        held.words_hidden_at = timezone.now() if hidden else None
        held.save(update_fields=("words_hidden_at",))
        record(PROFILE_HIDDEN, actor=actor, subject=held.user, hidden=hidden)
