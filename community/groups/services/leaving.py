"""Going out: by oneself, by a leader with a reason, or because one works nowhere that fits."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.groups import telling
from community.groups.models import Group, GroupMembership
from community.groups.rules import fits
from community.groups.services.founding import end_empty
from community.groups.services.holding import demand_leader, held_by, leaders_of, locked, running
from community.groups.services.values import Refused
from community.verbs import GROUP_LEFT


def leave(*, group: Group, user: User) -> bool:
    """By oneself. The last leader first makes somebody else one; the last of all ends the group."""
    with transaction.atomic():
        held = locked(group)
        row = held_by(held, user)
        if row is None:
            return False
        others = GroupMembership.objects.current().filter(group=held).exclude(pk=row.pk)
        if not held.is_ended and row.is_leader and _would_be_leaderless(others):
            raise Refused(
                _(
                    "U bent de laatste trekker. Maak eerst iemand anders trekker, of beëindig de groep."
                )
            )
        _out(held, row, user, "zelf")
        if not others.exists():
            end_empty(held)
    return True


def _would_be_leaderless(others: Any) -> bool:
    return others.exists() and not others.leaders().exists()


def remove(*, membership: GroupMembership, actor: User, reason: str) -> bool:
    """By a leader, who says why; the one concerned reads it. False when he is out already."""
    if not reason.strip():
        raise Refused(_("Zeg in één zin waarom. De persoon leest dit."))
    if membership.user_id == actor.pk:
        raise Refused(_("Kies “Groep verlaten” om er zelf uit te gaan."))
    with transaction.atomic():
        held = running(membership.group)
        demand_leader(held, actor)
        row = held_by(held, membership.user)
        if row is None:
            return False
        telling.tell_removed(held, row.user, reason.strip()[:500])
        _out(held, row, actor, "verwijderd")
    return True


def drop_unfit(*, user_id: int) -> int:
    """Take somebody out of every group for which he works nowhere that fits any more; returns of how
    many. Nothing happens the second time."""
    dropped = 0
    rows = GroupMembership.objects.filter(user=user_id, left_at=None).select_related(
        "group", "user"
    )
    for each in rows.order_by("pk"):
        if not fits(each.user, each.group):
            dropped += _drop(each)
    return dropped


def leave_for_good(*, user: User) -> int:
    """Out of every group, for who leaves the house: an empty one ends, and of one that nobody leads
    somebody hears it. Returns of how many."""
    rows = GroupMembership.objects.filter(user=user, left_at=None).select_related("group", "user")
    return sum(_drop(each, for_good=True) for each in rows.order_by("pk"))


def _drop(membership: GroupMembership, *, for_good: bool = False) -> bool:
    with transaction.atomic():
        held = locked(membership.group)
        row = held_by(held, membership.user)
        if row is None or (not for_good and fits(row.user, held)):
            return False
        _out(held, row, None, "zelf" if for_good else "past-niet-meer")
        others = GroupMembership.objects.current().filter(group=held)
        if held.is_ended:
            return True
        if not others.exists():
            end_empty(held)
        elif not leaders_of(held).exists():
            telling.tell_leaderless(held)
    return True


def _out(group: Group, row: GroupMembership, actor: User | None, how: str) -> None:
    row.left_at = timezone.now()
    row.save(update_fields=("left_at",))
    record(GROUP_LEFT, actor=actor, subject=group, user=row.user_id, how=how)
