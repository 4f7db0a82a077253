"""The copies that lists show: made anew from the posts themselves."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.forum.enums import PostState, ReactionKind, TopicKind
from community.forum.models import BestAnswer, Category, Post, Reaction, Topic
from community.forum.rendering import excerpt_of

# The order of the locks is always topic, then post, then category. A post that waits counts
# nothing yet: only its number is given.
PLACE = """
WITH placed AS (
  UPDATE community_topic SET highest_number = highest_number + 1, reply_count = reply_count + 1,
    last_post_at = %(at)s, last_author_id = %(author)s, last_organisation_id = %(organisation)s,
    bumped_at = greatest(bumped_at, %(at)s)
  WHERE id = %(topic)s AND locked_at IS NULL AND hidden_at IS NULL AND merged_into_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM community_restriction WHERE user_id = %(author)s
                    AND lifted_at IS NULL AND until > now())
  RETURNING highest_number, category_id)
UPDATE community_category SET post_count = post_count + 1 FROM placed
WHERE id = placed.category_id RETURNING placed.highest_number
"""
PLACE_WAITING = """
UPDATE community_topic SET highest_number = highest_number + 1
WHERE id = %(topic)s AND locked_at IS NULL AND hidden_at IS NULL AND merged_into_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM community_restriction WHERE user_id = %(author)s
                  AND lifted_at IS NULL AND until > now())
RETURNING highest_number
"""


def place(topic: Topic, post: Post) -> int | None:
    """The number of a reply, counted in its topic and category by one statement.

    It holds the topic until the transaction ends, so that numbers follow without a gap. None when
    the topic takes no replies any more, or none of this person.
    """
    asked: dict[str, Any] = {
        "topic": topic.pk, "at": post.created_at, "author": post.author_id,
        "organisation": post.organisation_id,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(PLACE if post.is_shown else PLACE_WAITING, asked)
        row = cursor.fetchone()
    return row[0] if row else None


def recount(topic: Topic) -> Topic:
    """Make every copy of a topic, of its posts and of its category anew; gives the topic as it is.

    Exact whatever happens at the same time: who writes in the topic or the category waits, or is
    waited for. `bumped_at` is no copy and stays.
    """
    with transaction.atomic():
        held = Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)
        _recount_posts(held)
        for name, value in _copies(held).items():
            setattr(held, name, value)
        held.save()
        recount_category(held.category_id)
    return held


def recount_category(category_id: int) -> None:
    """The topics and posts of a category that its readers see."""
    with transaction.atomic():
        Category.objects.select_for_update(of=("self",)).get(pk=category_id)
        topics = Topic.objects.shown().filter(category=category_id)
        posts = Post.objects.shown().filter(topic__in=topics)
        Category.objects.filter(pk=category_id).update(
            topic_count=topics.count(), post_count=posts.count()
        )


def _recount_posts(topic: Topic) -> None:
    posts = Post.objects.filter(topic=topic)
    useful = Reaction.objects.filter(post=OuterRef("pk"), kind=ReactionKind.USEFUL).order_by()
    counted = useful.values("post").annotate(n=Count("pk")).values("n")
    known = posts.annotate(useful=Coalesce(Subquery(counted), 0))
    known.exclude(useful_count=F("useful")).update(useful_count=F("useful"))
    marked = BestAnswer.objects.filter(post__topic=topic).values("post")
    posts.filter(pk__in=marked, is_best=False).update(is_best=True)
    posts.filter(is_best=True).exclude(pk__in=marked).update(is_best=False)


def _copies(topic: Topic) -> dict[str, Any]:
    posts = Post.objects.filter(topic=topic)
    shown = posts.shown().order_by("number")
    first, last = shown.first(), shown.last()
    highest = posts.aggregate(highest=Max("number"))["highest"] or 0
    copies: dict[str, Any] = {
        "highest_number": max(topic.highest_number, highest),
        "reply_count": shown.exclude(number=1).count(),
        "excerpt": excerpt_of(first.html) if first and first.number == 1 else "",
        "solved_at": _solved_at(topic),
    }
    if last is not None:
        copies |= {
            "last_post_at": last.created_at,
            "last_author_id": last.author_id,
            "last_organisation_id": last.organisation_id,
        }
    return copies


def _solved_at(topic: Topic) -> Any:
    """Since when a question is solved: its first best answer, or that its asker said so without one."""
    if topic.kind != TopicKind.QUESTION:
        return None
    if topic.solved_without_answer:
        return topic.solved_at or timezone.now()
    best = BestAnswer.objects.filter(post__topic=topic, post__state=PostState.SHOWN)
    return best.order_by("at").values_list("at", flat=True).first()
