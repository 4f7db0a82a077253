"""Who finds, enters and leads which group, and what is for groups alone. Nothing here changes anything."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.groups.enums import Entrance, GroupKind
from community.groups.gates import are_apart
from community.groups.models import Group, GroupInvitation, GroupMembership
from community.groups.models.groups import GroupQuerySet
from community.organisations import rules
from community.organisations.enums import GOVERNMENTS, Audience, Kind
from community.organisations.models import Membership
from community.organisations.rules import current_memberships, is_editor
from community.profiles.rules import is_only_supplier, members_for

CARRIED = "_current_groups"
COUNTED = (*GOVERNMENTS, Kind.PLATFORM)


def groups_of(user: Any) -> frozenset[int]:
    """Keys of the groups that this person is in, ended ones too; asked once for the user of a
    request. What an ended group has stays readable for who was in it at the end."""
    if not user.is_authenticated:
        return frozenset()
    carried: frozenset[int] | None = getattr(user, CARRIED, None)
    if carried is None:
        rows = GroupMembership.objects.current().filter(user=user.pk)
        carried = frozenset(rows.values_list("group", flat=True))
        if hasattr(user, rules.CARRIED):
            setattr(user, CARRIED, carried)
    return carried


def inside(user: Any) -> Any:
    """The same as part of a question, for pages that ask nothing else of groups."""
    return GroupMembership.objects.current().filter(user=user.pk).values("group")


def visible_q(
    user: Any, audience: str = "audience", organisation: str = "organisation", group: str = "group"
) -> Q:
    """`organisations.rules.visible_q`, and what is for a group that this person is in."""
    shown = rules.visible_q(user, audience, organisation)
    if user.is_authenticated:
        shown |= Q(**{audience: Audience.GROUP, f"{group}__in": inside(user)})
    return shown


def may_see(
    user: Any, audience: str, organisation: Any = None, group_id: int | None = None
) -> bool:
    """The same question about one thing."""
    return rules.may_see(user, audience, organisation, in_group=group_id in groups_of(user))


def fits(user: Any, group: Group) -> bool:
    """Whether somebody works where one must work to be in this group at all."""
    rows = Membership.objects.current().filter(user=user.pk)
    if group.audience == Audience.GOVERNMENTS:
        rows = rows.filter(organisation__kind__in=COUNTED)
    return rows.exists()


def groups_for(user: Any) -> GroupQuerySet:
    """The groups that this person may know of: one rule for list, page, search and counts.

    A hidden group is known to who is in it or invited, and to nobody else, whatever his role; an
    ended one to who was in it.
    """
    if not user.is_authenticated:
        return Group.objects.none()
    invited = GroupInvitation.objects.open().filter(user=user.pk).values("group")
    known = Q(pk__in=groups_of(user)) | Q(pk__in=invited, ended_at=None)
    mine = current_memberships(user)
    if mine:
        open_to = [Audience.MEMBERS]
        if any(each.organisation.kind in COUNTED for each in mine):
            open_to.append(Audience.GOVERNMENTS)
        found = Q(ended_at=None, audience__in=open_to)
        known |= found & ~Q(entrance=Entrance.HIDDEN)
    return Group.objects.filter(known)


def led_by(user: Any) -> GroupQuerySet:
    """The running groups of which this person is a leader."""
    if not user.is_authenticated:
        return Group.objects.none()
    rows = GroupMembership.objects.current().leaders().filter(user=user.pk)
    return Group.objects.filter(ended_at=None, pk__in=rows.values("group"))


def is_leader(user: Any, group: Group) -> bool:
    return led_by(user).filter(pk=group.pk).exists()


def is_inside(user: Any, group: Group) -> bool:
    return group.pk in groups_of(user)


def may_start(user: Any, kind: str = GroupKind.PROJECT) -> bool:
    """Editors begin any kind of group, members a werkruimte."""
    if is_editor(user):
        return True
    return kind == GroupKind.PROJECT and bool(current_memberships(user))


def may_appoint(user: Any, group: Group) -> bool:
    """Leaders; and editors in a group that they know of and that nobody leads."""
    if group.is_ended:
        return False
    if is_leader(user, group):
        return True
    return is_editor(user) and not group.is_hidden and is_leaderless(group)


def may_end(user: Any, group: Group) -> bool:
    if group.is_ended:
        return False
    return is_leader(user, group) or (is_editor(user) and not group.is_hidden)


def is_leaderless(group: Group) -> bool:
    return not GroupMembership.objects.current().leaders().filter(group=group).exists()


def may_invite(inviter: Any, invited: Any) -> bool:
    """Whether this person may ask that one into a group at all. Who asked to hear nothing of him is
    left alone; a supplier, who begins nothing with besturen, asks whom he finds among the members.
    """
    if are_apart(inviter, invited):
        return False
    if not is_only_supplier(inviter):
        return True
    return members_for(inviter).filter(pk=invited.pk).exists()


def may_announce(user: Any) -> bool:
    """To the whole house."""
    return is_editor(user)
