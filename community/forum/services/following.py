"""How closely people follow topics, categories and tags, and who hears of a topic."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import IntegerField, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Least

from community.accounts.models import User
from community.forum.enums import Follow, FollowReason
from community.forum.models import (
    Category,
    CategoryReader,
    Mention,
    Post,
    TagFollower,
    Topic,
    TopicReader,
)
from community.forum.rules import readers_of


class Watcher(NamedTuple):
    user_id: int
    level: int
    reason: str
    """A FollowReason when his level is of the topic itself; "categorie" or "trefwoord" otherwise."""


CATEGORY, TAG = "categorie", "trefwoord"
WHOLE = IntegerField()


def follow_topic(*, user: User, topic: Topic, level: int | None) -> None:
    """His own word; None takes it back, and he follows as his category says."""
    TopicReader.objects.update_or_create(
        user=user, topic=topic,
        defaults={"level": level, "reason": FollowReason.CHOSEN if level is not None else ""},
    )  # fmt: skip


def follow_by_itself(
    *, users: Collection[int], topic: Topic, level: int = Follow.WATCHED, reason: str
) -> None:
    """Let these people follow without their word, unless they gave it. Done again it adds nothing."""
    people = sorted(set(users))
    rows = [TopicReader(user_id=each, topic=topic, level=level, reason=reason) for each in people]
    with transaction.atomic():
        TopicReader.objects.bulk_create(rows, ignore_conflicts=True)
        known = TopicReader.objects.filter(topic=topic, user__in=people, level=None)
        known.update(level=level, reason=reason)


def follow_what_one_wrote(*, post_id: int) -> None:
    """Who asks hears every answer, who answers sees what is unread, who is named sees it too."""
    post = Post.objects.select_related("topic").filter(pk=post_id).first()
    if post is None:
        return
    if post.author_id is not None:
        level = Follow.WATCHED if post.number == 1 else Follow.TRACKED
        reason = FollowReason.WROTE
        follow_by_itself(users=[post.author_id], topic=post.topic, level=level, reason=reason)
    named = Mention.objects.filter(post=post).values_list("user", flat=True)
    follow_by_itself(
        users=named, topic=post.topic, level=Follow.TRACKED, reason=FollowReason.MENTIONED
    )


def follow_category(*, user: User, category: Category, level: int | None) -> None:
    CategoryReader.objects.update_or_create(user=user, category=category, defaults={"level": level})


def follow_tag(*, user: User, tag: str, level: int | None) -> None:
    if level is None:
        TagFollower.objects.filter(user=user, tag=tag).delete()
        return
    TagFollower.objects.update_or_create(user=user, tag=tag, defaults={"level": level})


def watchers_of(topic: Topic) -> list[Watcher]:
    """Whoever follows the topic closely enough to see it unread (TRACKED) or to be told (WATCHED).

    By one statement, `topic.category` at hand: only who reads it; muted anywhere wins, then the
    topic's own level, then the highest of category and tags, then what the category does of itself.
    """
    tags = TagFollower.objects.filter(user=OuterRef("pk"), tag__in=topic.tags).order_by()
    by_user = tags.values("user")
    people = (
        readers_of(topic.category)
        .annotate(
            own=_level(TopicReader.objects.filter(topic=topic)),
            own_reason=Subquery(
                TopicReader.objects.filter(topic=topic, user=OuterRef("pk")).values("reason")
            ),
            theirs=_level(CategoryReader.objects.filter(category=topic.category_id)),
            tag=Subquery(by_user.annotate(n=Max("level")).values("n"), output_field=WHOLE),
            lowest_tag=Subquery(by_user.annotate(n=Min("level")).values("n"), output_field=WHOLE),
        )
        .annotate(
            lowest=Least("own", "theirs", "lowest_tag"),
            heard=Coalesce("own", Greatest("theirs", "tag"), Value(topic.category.follow)),
        )
        .filter(Q(lowest__isnull=True) | Q(lowest__gt=Follow.MUTED), heard__gte=Follow.TRACKED)
        .order_by("pk")
    )
    rows = people.values_list("pk", "heard", "own", "own_reason", "theirs", "tag")
    return [Watcher(pk, heard, _why(own, reason, theirs, tag))
            for pk, heard, own, reason, theirs, tag in rows]  # fmt: skip


def _level(rows: Any) -> Subquery:
    return Subquery(rows.filter(user=OuterRef("pk")).values("level"), output_field=WHOLE)


def _why(own: int | None, reason: str | None, theirs: int | None, tag: int | None) -> str:
    if own is not None:
        return reason or FollowReason.CHOSEN
    return TAG if tag is not None and tag > (theirs or 0) else CATEGORY
