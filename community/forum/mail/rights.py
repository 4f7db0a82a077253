"""Many people with what the rules ask of them, in a fixed number of questions."""

from __future__ import annotations

from collections.abc import Collection

from community.accounts.models import User
from community.groups import rules as groups
from community.groups.models import GroupMembership
from community.organisations import rules as organisations
from community.organisations.models import Membership


def with_rights(users: Collection[int]) -> list[User]:
    """Those of these people whose account is active, carrying their memberships and groups as the
    user of a request does: no rule asks the database about them again."""
    people = list(User.objects.filter(pk__in=users, is_active=True).order_by("pk"))
    members: dict[int, list[Membership]] = {each.pk: [] for each in people}
    held = Membership.objects.current().filter(user__in=people).select_related("organisation")
    for row in held.order_by("joined_at", "pk"):
        members[row.user_id].append(row)
    inside: dict[int, set[int]] = {each.pk: set() for each in people}
    rows = GroupMembership.objects.current().filter(user__in=people, group__ended_at=None)
    for user_id, group_id in rows.values_list("user", "group"):
        inside[user_id].add(group_id)
    for each in people:
        setattr(each, organisations.CARRIED, tuple(members[each.pk]))
        setattr(each, groups.CARRIED, frozenset(inside[each.pk]))
    return people
