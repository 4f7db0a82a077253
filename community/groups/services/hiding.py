"""Taking what a group says of itself out of sight and putting it back, by a decision of moderation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.groups.models import Group
from community.verbs import GROUP_HIDDEN


def hide_words(*, pk: int, actor: User | None, hidden: bool) -> None:
    """In moderation's transaction; so already, it changes nothing. Talk and search follow by reactions."""
    with transaction.atomic():
        held = Group.objects.select_for_update(of=("self",), no_key=True).filter(pk=pk).first()
        if held is None or (held.words_hidden_at is not None) == hidden:
            return
        held.words_hidden_at = timezone.now() if hidden else None
        held.save(update_fields=("words_hidden_at",))
        record(GROUP_HIDDEN, actor=actor, subject=held, hidden=hidden)
