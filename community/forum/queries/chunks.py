"""The posts of a topic twenty at a time, as the search table keeps them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.html import strip_tags

from community.forum.addresses import post_url, topic_url
from community.forum.models import Post, Quote, Topic
from community.forum.queries.topics import PER_PAGE
from community.organisations.enums import Audience


@dataclass(frozen=True, slots=True)
class Chunk:
    """Part of a topic that is shown; its key is "topic:part", parts counted from 1."""

    topic: Topic
    part: int
    posts: list[tuple[int, str, datetime]]

    @property
    def key(self) -> str:
        return key_of(self.topic.pk, self.part)

    @property
    def summary(self) -> str:
        return " ".join([self.topic.category.name, *self.topic.tags])

    @property
    def body(self) -> str:
        return "\n".join(strip_tags(html) for _number, html, _at in self.posts)

    @property
    def changed_at(self) -> datetime:
        return max(at for _number, _html, at in self.posts)

    @property
    def url(self) -> str:
        number = self.posts[0][0]
        return post_url(self.topic.pk, number) if self.part > 1 else topic_url(self.topic.pk)

    @property
    def is_public(self) -> bool:
        return self.topic.category.audience == Audience.PUBLIC


def key_of(topic: int, part: int) -> str:
    return f"{topic}:{part}"


def topic_of(key: str) -> int:
    return int(key.partition(":")[0])


def part_of(number: int) -> int:
    """In which part a post with this number stands."""
    return -(-number // PER_PAGE)


def chunks_of(keys: Collection[str]) -> Iterator[Chunk]:
    """Those that have a post to show, by two questions however many are asked for."""
    parts: dict[int, set[int]] = {}
    for each in keys:
        parts.setdefault(topic_of(each), set()).add(int(each.partition(":")[2]))
    topics = Topic.objects.shown().filter(pk__in=parts).select_related("category").in_bulk()
    posts: dict[tuple[int, int], list[tuple[int, str, datetime]]] = {}
    rows = Post.objects.shown().filter(_within(parts)).order_by("topic", "number")
    for topic, number, html, at in rows.values_list("topic", "number", "html", "created_at"):
        posts.setdefault((topic, part_of(number)), []).append((number, html, at))
    for (topic, part), found in posts.items():
        if topic in topics:
            yield Chunk(topics[topic], part, found)


def _within(parts: dict[int, set[int]]) -> Q:
    wanted = Q(pk=None)
    for topic, numbers in parts.items():
        for part in numbers:
            first, last = (part - 1) * PER_PAGE + 1, part * PER_PAGE
            wanted |= Q(topic=topic, number__range=(first, last))
    return wanted


def chunk_keys() -> Iterable[str]:
    """Every part that there is, reckoned from the highest number of each topic."""
    rows = Topic.objects.shown().order_by("pk").values_list("pk", "highest_number")
    return (key_of(pk, part) for pk, highest in rows for part in range(1, part_of(highest) + 1))


def all_keys(topic: int) -> list[str]:
    """Every part of one topic, of a hidden one too: what is gone must be forgotten."""
    rows = Topic.objects.filter(pk=topic).values_list("highest_number", flat=True)
    highest = rows.first() or 0
    return [key_of(topic, part) for part in range(1, part_of(highest) + 1)]


def keys_quoting(**which: int) -> list[str]:
    """The parts in which posts repeat this one, or any of this topic; `which` as Quote asks for it."""
    rows = Quote.objects.filter(**which).values_list("post__topic", "post__number")
    return sorted({key_of(topic, part_of(number)) for topic, number in rows})


def posts_of(topic: int) -> list[int]:
    return list(Post.objects.filter(topic=topic).order_by("pk").values_list("pk", flat=True))


def keys_in(category: int) -> list[str]:
    """Every part of the topics of a category."""
    rows = Topic.objects.filter(category=category).order_by("pk")
    return [
        key_of(pk, part)
        for pk, highest in rows.values_list("pk", "highest_number")
        for part in range(1, part_of(highest) + 1)
    ]


def still_shown(posts: Collection[int]) -> list[int]:
    """Those of these posts that are read now."""
    rows = Post.objects.shown().filter(pk__in=posts, topic__in=Topic.objects.shown())
    return list(rows.order_by("pk").values_list("pk", flat=True))
