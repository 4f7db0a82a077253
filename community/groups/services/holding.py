"""A group held still while who is in it changes, so that changes come one by one."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.groups.enums import GroupRole
from community.groups.gates import silence_of
from community.groups.models import Group, GroupMembership
from community.groups.rules import COUNTED, fits
from community.groups.services.values import Refused
from community.organisations.enums import Audience
from community.organisations.models import Membership
from community.verbs import GROUP_JOINED


def locked(group: Group) -> Group:
    """The group as it is now; whoever else changes it waits."""
    rows = Group.objects.select_for_update(of=("self",), no_key=True)
    found: Group = rows.get(pk=group.pk)
    return found


def running(group: Group) -> Group:
    held = locked(group)
    if held.is_ended:
        raise Refused(_("Deze groep is beëindigd. Er verandert niets meer aan."))
    return held


def demand_leader(group: Group, user: User) -> None:
    """Asked anew under the lock: what a request began with may be out of date."""
    if not leaders_of(group).filter(user=user).exists():
        raise Refused(_("Alleen een trekker van de groep doet dit."))


def demand_voice(user: User, field: str) -> None:
    """Refused, beside his words, for who may not write now."""
    if said := silence_of(user):
        raise Refused(said, field)


def leaders_of(group: Group) -> Any:
    return GroupMembership.objects.current().leaders().filter(group=group)


def held_by(group: Group, user: User) -> GroupMembership | None:
    """His place in the group now, held too."""
    rows = GroupMembership.objects.select_for_update(of=("self",))
    found: GroupMembership | None = rows.filter(group=group, user=user, left_at=None).first()
    return found


def let_in(
    group: Group, user: User, *, actor: User | None, role: str = GroupRole.MEMBER
) -> GroupMembership:
    """In the caller's transaction, on a group that he holds. Who is in already stays as he is."""
    known = held_by(group, user)
    if known is not None:
        return known
    if not user.is_active or not fits(user, group):
        raise Refused(_("Deze groep is alleen voor wie bij een bestuur werkt."))
    made = GroupMembership.objects.create(group=group, user=user, role=role)
    record(GROUP_JOINED, actor=actor, subject=group, user=user.pk, role=str(role))
    return made


def unfit_in(group: Group) -> list[GroupMembership]:
    """Those inside who work nowhere that fits."""
    kinds = Membership.objects.current().filter(user=OuterRef("user"))
    if group.audience == Audience.GOVERNMENTS:
        kinds = kinds.filter(organisation__kind__in=COUNTED)
    return list(GroupMembership.objects.current().filter(~Exists(kinds), group=group))
