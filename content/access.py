"""Who may use the editors' room: the group that goes with the role."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from community.organisations.enums import Kind, Role
from community.organisations.models import Membership

EDITORS = "Redacteuren"
ROLES = (Role.EDITOR, Role.PLATFORM_ADMIN)


@transaction.atomic
def keep_access(*, user_id: int) -> bool:
    """Put the person in the editors' group, or out of it, as his roles say; returns which.

    Idempotent: it looks at the memberships that hold now, not at what changed.
    """
    group = Group.objects.filter(name=EDITORS).first()
    if group is None:
        return False
    holds = (
        Membership.objects.current()
        .filter(user=user_id, user__is_active=True, organisation__kind=Kind.PLATFORM)
        .with_role(*ROLES)
        .exists()
    )
    places = get_user_model().groups.through.objects
    if holds:
        places.get_or_create(user_id=user_id, group=group)
    else:
        places.filter(user_id=user_id, group=group).delete()
    return holds
