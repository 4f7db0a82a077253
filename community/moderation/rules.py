"""Who looks after what. Sentences that compose; nothing here changes anything."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.groups.models import GroupMembership
from community.groups.rules import groups_of
from community.kit.refusing import Refusal
from community.moderation.enums import Why
from community.moderation.models import Decision, Flag, Restriction, ReviewItem, ReviewItemQuerySet
from community.moderation.refusing import Refused
from community.organisations.enums import Kind, Role
from community.organisations.models import Membership
from community.organisations.rules import current_memberships, is_editor

CARRIED = "_led_groups"
LEADERS_ALONE = timedelta(days=3)
"""As long the leaders of a group have before editors look at what waits there."""


def led_groups(user: Any) -> frozenset[int]:
    """The groups that this person leads now; asked once for the user of a request."""
    if not groups_of(user):
        return frozenset()
    carried: frozenset[int] | None = getattr(user, CARRIED, None)
    if carried is None:
        rows = GroupMembership.objects.current().leaders().filter(user=user.pk)
        carried = frozenset(rows.values_list("group", flat=True)) & groups_of(user)
        setattr(user, CARRIED, carried)
    return carried


def is_member(user: Any) -> bool:
    return bool(current_memberships(user))


def is_moderator(user: Any) -> bool:
    return is_editor(user) or bool(led_groups(user))


def items_for(user: Any) -> ReviewItemQuerySet:
    """What this person looks after: one rule for the queue, its figures and its pages.

    What is said in a group is for its leaders; editors see it when it is grave, about a leader, an
    appeal, or left alone for three days. Nobody sees what waits about himself.
    """
    # Within the question itself: the overview asks nothing more for it.
    leading = GroupMembership.objects.current().leaders().filter(user=user.pk)
    seen = Q(group__in=leading.values("group"))
    if is_editor(user):
        since = timezone.now() - LEADERS_ALONE
        seen |= Q(for_editors=True) | Q(created_at__lt=since)
    rows: ReviewItemQuerySet = ReviewItem.objects.filter(seen)
    return rows.filter(Q(author=None) | ~Q(author=user.pk))


def decisions_for(user: Any) -> Any:
    """The decisions that this moderator may read back."""
    seen = Q(group__in=led_groups(user))
    if is_editor(user):
        seen |= Q(group=None) | Q(item__for_editors=True)
    return Decision.objects.filter(seen).filter(Q(author=None) | ~Q(author=user.pk))


def may_moderate(user: Any, *, group_id: int | None, author_id: int | None) -> bool:
    """Whether this person may act on a thing of his own accord; never on his own."""
    if not user.is_authenticated or author_id == user.pk:
        return False
    if group_id is not None:
        return group_id in led_groups(user)
    return is_editor(user)


def flagged_it(user: Any, item: ReviewItem) -> bool:
    return bool(Flag.objects.filter(item=item, reporter=user.pk).exists())


def may_judge(user: Any, item: ReviewItem) -> bool:
    """Whether this person may decide on it: it is his to look after, and he did not flag it."""
    if not items_for(user).filter(pk=item.pk).exists() or flagged_it(user, item):
        return False
    return item.why != Why.APPEAL or is_editor(user)


def judged_before(user: Any, decision: Decision) -> bool:
    """Whether he would judge his own decision."""
    return bool(decision.made_by_id == user.pk)


def others_than(user: Any, author_id: int | None = None) -> bool:
    """Whether somebody else could judge an appeal."""
    rows = _editors().exclude(user=user.pk)
    return bool(rows.exclude(user=author_id).exists() if author_id else rows.exists())


def moderators_of(item: ReviewItem) -> list[User]:
    """Who is told that it waits: editors, and the leaders of the group where it was said."""
    found = {}
    if item.for_editors:
        found = {each.user_id: each.user for each in _editors().select_related("user")}
    if item.group_id is not None:
        leaders = GroupMembership.objects.current().leaders().filter(group=item.group_id)
        found |= {each.user_id: each.user for each in leaders.select_related("user")}
    return [user for pk, user in found.items() if pk != item.author_id]


def _editors() -> Any:
    rows = Membership.objects.current().filter(organisation__kind=Kind.PLATFORM)
    return rows.with_role(Role.EDITOR, Role.PLATFORM_ADMIN).filter(user__is_active=True)


def restriction_of(user: Any) -> Restriction | None:
    """What keeps this person from writing now; the one that lasts longest."""
    if not user.is_authenticated:
        return None
    found: Restriction | None = (
        Restriction.objects.standing().filter(user=user.pk).order_by("-until").first()
    )
    return found


def silence_of(user: Any) -> str:
    """In words with the day, why this person may not write now; "" for who may."""
    held = restriction_of(user)
    if held is None:
        return ""
    day = formats.date_format(timezone.localtime(held.until), "j F Y")
    return _(
        "U kunt niet schrijven tot en met %(day)s. Waarom, leest u bij “Beslissingen over mij”."
    ) % {"day": day}


def demand_may_write(user: Any, refused: type[Refusal] = Refused, field: str | None = None) -> None:
    """`refused`, the caller's own kind, for whoever may not write now; `field` holds his words."""
    if said := silence_of(user):
        raise refused(said, field)
