from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import record
from community.profiles.models import MemberProfile
from community.verbs import PROFILE_CHANGED


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
