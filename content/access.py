"""Who may use the editors' room: the groups that go with the roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from community.organisations.enums import Kind, Role
from community.organisations.models import Membership
from community.organisations.rules import has_platform_role

EDITORS = "Redacteuren"
AUTHORS = "Auteurs"
GROUPS = {
    EDITORS: (Role.EDITOR, Role.PLATFORM_ADMIN),
    # They write of what they know, warnings and questions, and an editor decides.
    AUTHORS: (Role.QRC_EDITOR, Role.HELPDESK),
}


def may_write(user: Any) -> bool:
    """Who is welcome in the editors' room: who decides there, and who lays his pages before them."""
    return has_platform_role(user, *(role for roles in GROUPS.values() for role in roles))


@transaction.atomic
def keep_access(*, user_id: int) -> bool:
    """Put the person in the groups of his roles, and out of the others; returns whether any holds.

    Idempotent: it looks at the memberships that hold now, not at what changed.
    """
    held = (
        Membership.objects.current()
        .filter(user=user_id, user__is_active=True, organisation__kind=Kind.PLATFORM)
        .values_list("roles", flat=True)
    )
    roles = {role for each in held for role in each}
    places = get_user_model().groups.through.objects
    holds = False
    for group in Group.objects.filter(name__in=GROUPS):
        if roles.isdisjoint(GROUPS[group.name]):
            places.filter(user_id=user_id, group=group).delete()
        else:
            places.get_or_create(user_id=user_id, group=group)
            holds = True
    return holds
