"""Reads that shape the list of groups, the page of one and what is announced."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from community.groups.enums import Entrance, GroupKind
from community.groups.models import (
    Announcement,
    AnnouncementDismissal,
    Group,
    GroupInvitation,
    GroupMembership,
    GroupRequest,
)
from community.groups.models.groups import GroupQuerySet
from community.groups.rules import groups_for, visible_q
from community.organisations.enums import RequestState
from community.organisations.rules import current_memberships
from community.profiles.rules import members_for

MOST_WORDS = 8


def shaped(rows: GroupQuerySet, user: Any) -> Any:
    """Each with `people` (how many are in it) and `role` (of this person; None: not in it)."""
    inside = Q(memberships__left_at=None, memberships__user__is_active=True)
    mine = GroupMembership.objects.current().filter(group=OuterRef("pk"), user=user.pk)
    return rows.annotate(
        people=Count("memberships", filter=inside), role=Subquery(mine.values("role")[:1])
    ).order_by("name", "pk")


def own_groups(user: Any) -> Any:
    return shaped(groups_for(user).with_member(user), user)


def other_groups(user: Any) -> Any:
    """What one may come into, and is not in."""
    mine = groups_for(user).with_member(user).values("pk")
    return shaped(groups_for(user).running().exclude(pk__in=mine), user)


def offered_circles(user: Any) -> Any:
    """The kenniskringen of the provinces where this person works, of which he is no part yet."""
    regions = {each.organisation.province for each in current_memberships(user)} - {""}
    if not regions:
        return shaped(Group.objects.none(), user)
    return other_groups(user).filter(kind=GroupKind.REGION, region__in=regions)


def invitations_of(user: Any) -> QuerySet[GroupInvitation]:
    rows = GroupInvitation.objects.open().filter(user=user.pk)
    return rows.select_related("group", "invited_by")


def open_requests(group: Group) -> QuerySet[GroupRequest]:
    rows = GroupRequest.objects.filter(group=group, state=RequestState.OPEN)
    return rows.select_related("user").order_by("created_at", "pk")


def own_request(group: Group, user: Any) -> GroupRequest | None:
    return GroupRequest.objects.filter(group=group, user=user.pk, state=RequestState.OPEN).first()


def open_invitations(group: Group, viewer: Any) -> QuerySet[GroupInvitation]:
    """Those of people whom this leader finds among the members: of an address he typed he learns
    neither whether it has an account nor whose it is."""
    rows = GroupInvitation.objects.open().filter(group=group, user__in=members_for(viewer))
    return rows.select_related("user")


def members_in(group: Group, words: str = "") -> QuerySet[GroupMembership]:
    """Leaders first, then by name."""
    rows = GroupMembership.objects.current().filter(group=group).select_related("user")
    for word in words.replace("\0", "").split()[:MOST_WORDS]:
        rows = rows.filter(Q(user__first_name__icontains=word) | Q(user__last_name__icontains=word))
    return rows.order_by("-role", "user__last_name", "user__first_name", "pk")


def leaders_in(group: Group) -> list[GroupMembership]:
    rows = GroupMembership.objects.current().leaders().filter(group=group)
    return list(rows.select_related("user").order_by("joined_at", "pk"))


def with_leaders(rows: GroupQuerySet) -> GroupQuerySet:
    """Each with `leading`, the memberships of who leads it, by one question however many they are."""
    leading = GroupMembership.objects.current().leaders().select_related("user")
    return rows.prefetch_related(
        Prefetch("memberships", leading.order_by("joined_at", "pk"), to_attr="leading")
    )


def announcements_in(group: Group) -> QuerySet[Announcement]:
    rows = Announcement.objects.standing(timezone.localdate()).filter(group=group)
    return rows.select_related("author")


STANDING = "community.announcements.standing"


def is_anything_announced() -> bool:
    """Whether the house says anything to anybody now; a minute old at most."""
    known: bool | None = cache.get(STANDING)
    if known is None:
        rows = Announcement.objects.standing(timezone.localdate()).filter(group=None)
        known = bool(rows.exists())
        cache.set(STANDING, known, 60)
    return known


def announced_to(user: Any) -> QuerySet[Announcement]:
    """Of the house to this person, of what he did not put out of sight; one rule for all screens."""
    seen = visible_q(user, organisation="group__pk")
    gone = AnnouncementDismissal.objects.filter(announcement=OuterRef("pk"), user=user.pk)
    rows = Announcement.objects.standing(timezone.localdate()).filter(seen, group=None)
    return rows.filter(~Exists(gone)).select_related("author")


def of_the_house() -> QuerySet[Announcement]:
    return Announcement.objects.filter(group=None).select_related("author")


def hidden_figures() -> dict[str, int]:
    """How many hidden groups run, and how many of them nobody leads: all that the platform knows."""
    leading = GroupMembership.objects.current().leaders().filter(group=OuterRef("pk"))
    rows = Group.objects.running().filter(entrance=Entrance.HIDDEN)
    return dict(rows.aggregate(all=Count("pk"), leaderless=Count("pk", filter=~Exists(leading))))
