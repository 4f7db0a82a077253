"""The part of the forum that a group has: made with it, named after it, closed when it ends."""

from __future__ import annotations

from django.db import transaction

from community.forum.enums import Follow
from community.forum.models import Category, CategoryReader
from community.forum.services.categories import make_category
from community.groups.models import Group, GroupMembership
from community.organisations.enums import Audience

LONGEST = 60


def keep_group_category(*, group_id: int) -> Category:
    """The category of this group as the group is now; done again it changes nothing."""
    with transaction.atomic():
        group = Group.objects.select_for_update(of=("self",), no_key=True).get(pk=group_id)
        name, closed = group.name[:LONGEST], group.is_ended
        found = Category.objects.filter(group=group).first()
        if found is None:
            # Not of its name: a number behind that would tell that a hidden group bears it too.
            return make_category(
                actor=None, name=name, address=f"groep-{group.pk}", summary=group.told_summary, audience=Audience.GROUP,
                group=group, is_archived=closed, is_demo=group.is_demo, reviews_newcomers=False,
            )  # fmt: skip
        wanted = {"name": name, "summary": group.told_summary, "is_archived": closed}
        if any(getattr(found, key) != value for key, value in wanted.items()):
            Category.objects.filter(pk=found.pk).update(**wanted)
        return found


def follow_group(*, group_id: int, user_id: int) -> None:
    """Who comes in sees what is unread in its talk, until he chooses otherwise."""
    category = keep_group_category(group_id=group_id)
    if GroupMembership.objects.current().filter(group=group_id, user=user_id).exists():
        row = CategoryReader(user_id=user_id, category=category, level=Follow.TRACKED)
        CategoryReader.objects.bulk_create([row], ignore_conflicts=True)


def unfollow_group(*, group_id: int, user_id: int) -> None:
    """Who is out hears nothing more; coming back begins anew."""
    if not GroupMembership.objects.current().filter(group=group_id, user=user_id).exists():
        rows = CategoryReader.objects.filter(category__group=group_id, user=user_id)
        rows.delete()
