"""What somebody did not read yet, by topic: a fixed number of questions for one person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Greatest

from community.forum.enums import Follow
from community.forum.mail.telling import mailed
from community.forum.models import (
    CategoryReader,
    DigestMark,
    ForumReader,
    Post,
    TagFollower,
    Topic,
    TopicReader,
)
from community.forum.rules import categories_for, topics_for

MOST_POSTS = 500
"""That are looked at, the newest; a week of the whole forum is less."""
MOST_TOPICS = 20
SPELT_OUT = 3
"""Posts of one topic that are told in words; the rest is a number."""
MOST_UNANSWERED = 5
LATE = timedelta(days=3)
"""A newcomer's post may have waited so long for a look: it is told in its topic all the same."""
UNDER_WAY = timedelta(minutes=10)
"""A post may be committed this much later than it was written; what was told is marked."""
RECENT = timedelta(days=30)


@dataclass(slots=True)
class Part:
    """A topic with what is new in it, in the order it was written."""

    topic: Topic
    numbers: list[int]
    posts: list[Post] = field(default_factory=list)

    @property
    def more(self) -> int:
        return len(self.numbers) - len(self.posts)


@dataclass(slots=True)
class Gathered:
    """`parts` with the newest activity first; `left` topics did not fit."""

    parts: list[Part]
    left: int = 0
    unanswered: list[Topic] = field(default_factory=list)

    @property
    def posts(self) -> int:
        return sum(len(each.numbers) for each in self.parts)


def gather(user: Any, *, since: datetime, now: datetime) -> Gathered:
    """What he may read now and did not read, was not mailed and was not told before."""
    heard = _heard(user)
    rows = list(_news(user, heard, since, now).values_list("pk", "topic", "number"))
    known = mailed(user.pk, [row[0] for row in rows])
    numbers: dict[int, list[int]] = {}
    for pk, topic, number in rows:
        if pk not in known:
            numbers.setdefault(topic, []).append(number)
    # The rows come newest first, and so do the topics.
    chosen = {topic: sorted(found) for topic, found in list(numbers.items())[:MOST_TOPICS]}
    parts = _spelt_out(chosen)
    unanswered = _unanswered(user, heard, now, but=chosen) if parts else []
    return Gathered(parts, len(numbers) - len(chosen), unanswered)


def _heard(user: Any) -> QuerySet[Topic]:
    """The topics that he reads and did not mute, by whatever way."""
    topics = topics_for(user)
    muted = Q(pk__in=TopicReader.objects.filter(user=user, level=Follow.MUTED).values("topic"))
    muted |= Q(
        category__in=CategoryReader.objects.filter(user=user, level=Follow.MUTED).values("category")
    )
    tags = TagFollower.objects.filter(user=user, level=Follow.MUTED)
    if names := list(tags.values_list("tag", flat=True)):
        muted |= Q(tags__overlap=names)
    return topics.exclude(muted)


def _news(user: Any, heard: QuerySet[Topic], since: datetime, now: datetime) -> QuerySet[Post]:
    read = TopicReader.objects.filter(user=user, topic=OuterRef("topic")).values("last_read")
    told = DigestMark.objects.filter(user=user, topic=OuterRef("topic")).values("told")
    all_read = CategoryReader.objects.filter(user=user, category=OuterRef("topic__category"))
    begun = ForumReader.objects.filter(user=user).values_list("known_since", flat=True).first()
    posts: QuerySet[Post] = Post.objects.shown().filter(
        topic__in=heard,
        topic__bumped_at__gt=since - UNDER_WAY,
        created_at__gt=since - LATE,
        created_at__lte=now,
    )
    if begun is not None:
        posts = posts.filter(created_at__gt=begun)
    posts = posts.exclude(author=user).annotate(
        known=Greatest(Coalesce(Subquery(read), 0), Coalesce(Subquery(told), 0)),
        all_read=Subquery(all_read.values("read_until")),
    )
    fresh = posts.filter(number__gt=F("known"))
    fresh = fresh.filter(Q(all_read=None) | Q(created_at__gt=F("all_read")))
    return fresh.order_by("-created_at", "-pk")[:MOST_POSTS]


def _spelt_out(chosen: dict[int, list[int]]) -> list[Part]:
    if not chosen:
        return []
    topics = Topic.objects.select_related("category").in_bulk(list(chosen))
    parts = {pk: Part(topics[pk], numbers) for pk, numbers in chosen.items() if pk in topics}
    wanted = Q()
    for pk, numbers in chosen.items():
        wanted |= Q(topic=pk, number__in=numbers[:SPELT_OUT])
    rows = Post.objects.shown().filter(wanted).select_related("author", "organisation")
    for post in rows.order_by("topic", "number"):
        parts[post.topic_id].posts.append(post)
    return list(parts.values())


def _unanswered(
    user: Any, heard: QuerySet[Topic], now: datetime, *, but: dict[int, list[int]]
) -> list[Topic]:
    """Questions that nobody answered yet, of the categories that he follows; of all when of none."""
    open_questions = heard.filter(created_at__gt=now - RECENT).exclude(pk__in=list(but))
    open_questions = open_questions.unanswered().exclude(author=user)  # type: ignore[attr-defined]
    if followed := _followed(user):
        open_questions = open_questions.filter(category__in=followed)
    rows = open_questions.select_related("category").order_by("-created_at", "-pk")
    return list(rows[:MOST_UNANSWERED])


def _followed(user: Any) -> list[int]:
    own = CategoryReader.objects.filter(user=user, category=OuterRef("pk")).values("level")
    level = Case(
        When(own__isnull=True, then=F("follow")), default=F("own"), output_field=IntegerField()
    )
    rows: Any = categories_for(user).annotate(own=Subquery(own)).annotate(heard=level)
    return list(rows.filter(heard__gte=Follow.TRACKED).values_list("pk", flat=True))
