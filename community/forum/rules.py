"""Who reads and writes what in the forum. Sentences that compose; nothing here changes anything."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from community.accounts.models import User
from community.forum.enums import PostState, Starters, SupplierRule, TopicKind
from community.forum.models import Category, Post, Topic
from community.forum.models.categories import CategoryQuerySet
from community.forum.models.topics import TopicQuerySet
from community.groups.models import GroupMembership
from community.groups.rules import may_see
from community.moderation.rules import led_groups, may_moderate
from community.organisations import rules
from community.organisations.enums import GOVERNMENTS, Audience, Kind, Role
from community.organisations.models import Membership
from community.organisations.rules import current_memberships, is_editor
from community.trust.queries import level_of
from community.trust.rights import rights_of

SUPPLIERS = (Kind.SUPPLIER, Kind.FREELANCER)


def categories_for(user: Any) -> CategoryQuerySet:
    """The categories that this person reads: one rule for lists, search, feeds, mail and API.

    Editors read everything but what is said inside a group that they are not in.
    """
    seen = seen_q(user, "")
    return Category.objects.filter(seen)


def topics_for(user: Any) -> TopicQuerySet:
    """The topics that this person reads."""
    shown: TopicQuerySet = Topic.objects.shown()
    return shown.filter(seen_q(user, "category__"))


def seen_q(user: Any, prefix: str) -> Q:
    """Groups stand in the same statement: a page of the forum asks no question more for them."""
    seen = rules.visible_q(user, f"{prefix}audience", f"{prefix}group__pk")
    if user.is_authenticated:
        inside = GroupMembership.objects.current().filter(user=user.pk)
        seen |= Q(
            **{f"{prefix}audience": Audience.GROUP, f"{prefix}group__in": inside.values("group")}
        )
    if is_editor(user):
        seen |= ~Q(**{f"{prefix}audience": Audience.GROUP})
    return seen


def may_read(user: Any, category: Category) -> bool:
    if is_editor(user) and category.audience != Audience.GROUP:
        return True
    if category.audience != Audience.GROUP:
        return rules.may_see(user, category.audience)
    return may_see(user, category.audience, group_id=category.group_id)


def readers_of(category: Category) -> QuerySet[User]:
    """Everybody with an account that works who reads this category: `may_read` turned round."""
    people = User.objects.filter(is_active=True)
    if category.audience == Audience.PUBLIC:
        return people
    if category.audience == Audience.GROUP:
        inside = GroupMembership.objects.current().filter(
            user=OuterRef("pk"), group=category.group_id, group__ended_at=None
        )
        return people.filter(Exists(inside))
    working = Membership.objects.current().filter(user=OuterRef("pk"))
    editing = working.filter(organisation__kind=Kind.PLATFORM).with_role(
        Role.EDITOR, Role.PLATFORM_ADMIN
    )
    if category.audience == Audience.GOVERNMENTS:
        working = working.filter(organisation__kind__in=(*GOVERNMENTS, Kind.PLATFORM))
    return people.filter(Q(Exists(working)) | Q(Exists(editing)) | Q(is_superuser=True))


def moderated_categories(user: Any) -> CategoryQuerySet:
    """Where this person moderates: editors everywhere but in groups, leaders in their own."""
    seen = Q(group__in=led_groups(user))
    if is_editor(user):
        seen |= Q(group=None)
    return Category.objects.filter(seen)


def may_order(user: Any) -> bool:
    """Who makes, orders and closes categories."""
    return is_editor(user)


def may_start(user: Any, category: Category) -> bool:
    if category.is_archived or not user.is_authenticated or not may_read(user, category):
        return False
    if category.starters == Starters.READERS:
        return not _only_supplier(user) or category.suppliers == SupplierRule.TAKE_PART
    return category.starters == Starters.EDITORS and is_editor(user)


def may_answer(user: Any, topic: Topic) -> bool:
    """Whether this person may add a post to this topic; `topic.category` is asked for."""
    category = topic.category
    if category.is_archived or topic.is_locked or not user.is_authenticated:
        return False
    return _takes_part(user, category)


def may_edit(user: Any, post: Post) -> bool:
    """Whether this person may change these words: who wrote them, while the topic is open; an editor
    where he reads. `post.topic.category` is asked for."""
    topic = post.topic
    if post.state == PostState.WITHDRAWN or not may_read(user, topic.category):
        return False
    if is_editor(user):
        return True
    mine = user.is_authenticated and post.author_id == user.pk
    return mine and not topic.is_locked and post.state in (PostState.SHOWN, PostState.WAITING)


def may_withdraw(user: Any, post: Post) -> bool:
    """Whoever wrote it; also when the topic was closed meanwhile."""
    return bool(user.is_authenticated and post.author_id == user.pk)


def may_react(user: Any, post: Post) -> bool:
    """Whoever takes part here; nobody thanks himself."""
    if not user.is_authenticated or post.author_id == user.pk or not post.is_shown:
        return False
    return _takes_part(user, post.topic.category)


def may_mark(user: Any, topic: Topic) -> bool:
    """Who calls replies of a question its answer: who asked, an editor, or who shared much here."""
    if topic.kind != TopicKind.QUESTION or not user.is_authenticated:
        return False
    if not may_read(user, topic.category) or not current_memberships(user):
        return False
    if topic.author_id == user.pk or is_editor(user):
        return True
    return rights_of(level_of(user)).may_mark_best


def may_mark_post(user: Any, post: Post) -> bool:
    """`may_mark` of one post of the topic."""
    return post.is_shown and may_mark(user, post.topic) and may_be_marked(user, post)


def may_be_marked(user: Any, said: Any) -> bool:
    """Whether who may mark in a topic may mark this of it: no opening post; and a supplier never says
    so of what his own house wrote. Of a Post, or of what a page shows of one: asks no question."""
    if said.number == 1:
        return False
    return not (_only_supplier(user) and _is_of_his_house(user, said))


def may_call_solved(user: Any, topic: Topic) -> bool:
    """Who asked, or who looks after it. `topic.category` is asked for."""
    if topic.kind != TopicKind.QUESTION or not user.is_authenticated:
        return False
    asked = topic.author_id == user.pk
    return asked or may_moderate(user, group_id=topic.category.group_id, author_id=topic.author_id)


def may_retag(user: Any, topic: Topic) -> bool:
    """Who says what a topic is about: who began it, who looks after it, or who shared much here."""
    category = topic.category
    if not user.is_authenticated or category.is_archived or not may_read(user, category):
        return False
    if may_moderate(user, group_id=category.group_id, author_id=None):
        return True
    if topic.is_locked or not current_memberships(user):
        return False
    return topic.author_id == user.pk or rights_of(level_of(user)).may_retag


def may_vote(user: Any, topic: Topic) -> bool:
    """Whoever takes part here, while the topic is open."""
    if not user.is_authenticated or topic.is_locked or topic.category.is_archived:
        return False
    return _takes_part(user, topic.category)


def may_see_words(user: Any, post: Post) -> bool:
    """Whether this person reads what a post says: of one that is not shown, its writer and editors."""
    if not may_read(user, post.topic.category):
        return False
    if post.is_shown and post.topic.hidden_at is None:
        return True
    return bool(user.is_authenticated and (post.author_id == user.pk or is_editor(user)))


def may_see_taken(user: Any, post: Post) -> bool:
    """Who still opens a file that a decision took away: its writer, and who may judge about it."""
    if not user.is_authenticated:
        return False
    group = post.topic.category.group_id
    return post.author_id == user.pk or may_moderate(user, group_id=group, author_id=None)


def _takes_part(user: Any, category: Category) -> bool:
    """Who reads and belongs to an organisation; a supplier not where he only reads."""
    if not may_read(user, category) or not current_memberships(user):
        return False
    return not _only_supplier(user) or category.suppliers != SupplierRule.READ


def _is_of_his_house(user: Any, said: Any) -> bool:
    houses = {each.organisation_id for each in current_memberships(user)}
    return said.author_id == user.pk or said.organisation_id in houses


def _only_supplier(user: Any) -> bool:
    kinds = {each.organisation.kind for each in current_memberships(user)}
    return bool(kinds & set(SUPPLIERS)) and not kinds & {*GOVERNMENTS, Kind.PLATFORM}
