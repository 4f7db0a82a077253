"""Whether others see what was earned."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from community.accounts.models import User
from community.achievements.models import AwardChoice
from community.activity.services import record
from community.organisations.models import Organisation
from community.verbs import AWARDS_SHOWING_CHANGED


def choose_showing(*, owner: User | Organisation, hides: bool, actor: User) -> None:
    """The person chooses for himself, a local administrator for his bestuur."""
    whose = {"user": owner} if isinstance(owner, User) else {"organisation": owner}
    with transaction.atomic():
        AwardChoice.objects.update_or_create(
            **whose, defaults={"hides": hides, "changed_at": timezone.now()}
        )
        record(
            AWARDS_SHOWING_CHANGED, actor=actor, hides=hides, organisation=whose.get("organisation")
        )
