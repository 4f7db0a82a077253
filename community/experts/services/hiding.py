"""Taking a request for help out of sight and putting it back, by a decision of moderation."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.experts import telling
from community.experts.models import HelpRequest
from community.verbs import HELP_HIDDEN


def hide_request(*, pk: int, actor: User | None, hidden: bool) -> None:
    """In moderation's transaction; so already, it changes nothing. Mails that wait do not leave."""
    with transaction.atomic():
        rows = HelpRequest.objects.select_for_update(of=("self",)).select_related("organisation")
        held = rows.filter(pk=pk).first()
        if held is None or (held.hidden_at is not None) == hidden:
            return
        held.hidden_at = timezone.now() if hidden else None
        held.save(update_fields=("hidden_at",))
        if hidden:
            telling.take_back(held)
        record(
            HELP_HIDDEN, organisation=held.organisation, actor=actor, subject=held, hidden=hidden
        )
