"""Who leads a group: at least one always does."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.groups import telling
from community.groups.enums import GroupRole
from community.groups.models import Group, GroupMembership
from community.groups.rules import may_appoint
from community.groups.services.holding import demand_leader, leaders_of, running
from community.groups.services.values import Refused
from community.verbs import GROUP_LEADER


def make_leader(*, membership: GroupMembership, actor: User) -> bool:
    """By a leader; by an editor when nobody leads it. False when he leads already."""
    with transaction.atomic():
        held = running(membership.group)
        if not may_appoint(actor, held):
            raise Refused(_("Alleen een trekker van de groep doet dit."))
        return _give(held, membership, GroupRole.LEADER, actor)


def make_member(*, membership: GroupMembership, actor: User) -> bool:
    """A leader leads no more; Refused for the last one."""
    with transaction.atomic():
        held = running(membership.group)
        demand_leader(held, actor)
        if not leaders_of(held).exclude(pk=membership.pk).exists():
            raise Refused(_("Een groep heeft minstens één trekker. Duid eerst een andere aan."))
        return _give(held, membership, GroupRole.MEMBER, actor)


def _give(group: Group, membership: GroupMembership, role: str, actor: User) -> bool:
    rows = GroupMembership.objects.current().filter(pk=membership.pk, group=group)
    changed = bool(rows.exclude(role=role).update(role=role))
    if changed:
        if role == GroupRole.LEADER and membership.user_id != actor.pk:
            telling.tell_leads(group, membership.user)
        record(GROUP_LEADER, actor=actor, subject=group, user=membership.user_id, role=str(role))
    return changed
