"""Wanting to hear nothing more of somebody, who is not told."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.conversations.models import Block
from community.conversations.services.values import Refused
from community.verbs import PERSON_BLOCKED, PERSON_UNBLOCKED


def block(*, user: User, other: User) -> bool:
    """From now on the other begins nothing with this person, and writes nothing where he is in."""
    if user.pk == other.pk:
        raise Refused(_("U kunt uzelf niet blokkeren."))
    with transaction.atomic():
        _row, is_new = Block.objects.get_or_create(blocker=user, blocked=other)
        if is_new:
            # Without whom: the trail would tell what nobody is to know.
            record(PERSON_BLOCKED, actor=user)
    return is_new


def unblock(*, user: User, other: User) -> bool:
    with transaction.atomic():
        gone, _rows = Block.objects.filter(blocker=user, blocked=other).delete()
        if gone:
            record(PERSON_UNBLOCKED, actor=user)
    return bool(gone)
