"""Who wants to hear nothing, of the few that a post concerns."""

from __future__ import annotations

from collections.abc import Collection

from community.forum.enums import Follow
from community.forum.models import CategoryReader, TagFollower, Topic, TopicReader


def muted_among(users: Collection[int | None], topic: Topic) -> set[int]:
    """Those of these people who muted the topic, its category or one of its tags."""
    rows = (
        TopicReader.objects.filter(topic=topic),
        CategoryReader.objects.filter(category=topic.category_id),
        TagFollower.objects.filter(tag__in=topic.tags),
    )
    mine = [each.filter(user__in=users, level=Follow.MUTED).values_list("user") for each in rows]
    return {user for (user,) in mine[0].union(*mine[1:])}
