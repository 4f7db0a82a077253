"""What somebody is writing: kept while he writes, so that a crash loses nothing."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.accounts.models import User
from community.forum.models import Draft

LONGEST_DRAFT = 100_000
"""Characters of one draft: more than a post may have, so that too much is kept too."""
MOST_DRAFTS = 200


class DraftMovedOn(Exception):
    """The draft was kept meanwhile by another window, or sent or thrown away; `current` is what it is
    now, None when it is gone."""

    def __init__(self, current: Draft | None) -> None:
        self.current = current
        super().__init__("the draft moved on")


class TooMuch(Exception):
    """More words, or more drafts, than are kept for anybody."""


def save_draft(
    *, user: User, key: str, sequence: int, data: Mapping[str, str], anyway: bool = False
) -> Draft:
    """Keep what is typed. `sequence` is that of the draft one wrote on with, 0 for a new one.

    DraftMovedOn when another window kept it since: the newest stays, and the other is told. With
    `anyway` this one becomes the newest.
    """
    # The one sign that the database holds in no text.
    data = {name: text.replace("\0", "") for name, text in data.items()}
    if sum(map(len, data.values())) > LONGEST_DRAFT:
        raise TooMuch
    with transaction.atomic():
        mine = Draft.objects.filter(user=user)
        rows = mine.filter(key=key)
        now = timezone.now()
        known = rows if anyway else rows.filter(sequence=sequence)
        if known.update(sequence=F("sequence") + 1, data=data, changed_at=now):
            return rows.get()
        current = rows.first()
        if current is not None or (sequence and not anyway):
            raise DraftMovedOn(current)
        if mine.count() >= MOST_DRAFTS:
            raise TooMuch
        made, is_new = Draft.objects.get_or_create(
            user=user, key=key, defaults={"sequence": 1, "data": data, "changed_at": now}
        )
        if not is_new:
            raise DraftMovedOn(made)
    return made


def drop_draft(*, user: User, key: str) -> bool:
    """Throw a draft away; False when there was none."""
    return bool(Draft.objects.filter(user=user, key=key).delete()[0])
