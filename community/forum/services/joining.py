"""Making one topic of two, and two of one. Killed anywhere, either all of it happened or nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.forum.enums import TOPIC_KIND, TopicKind
from community.forum.models import (
    Draft,
    OldPlace,
    Poll,
    Post,
    Topic,
    TopicLink,
    TopicReader,
)
from community.forum.services.counting import recount
from community.forum.services.hiding import tell_by_decision
from community.forum.services.values import Refused
from community.forum.services.writing import demand_title
from community.moderation.enums import Ground, Measure
from community.moderation.services import Reasons, note
from community.verbs import TOPIC_MERGED, TOPIC_SPLIT

MOST_SPLIT = 200
# Behind what stands there, in the order they stood.
APPEND = """
WITH ordered AS (
  SELECT id, %(last)s + row_number() OVER (ORDER BY number) AS place
  FROM community_post WHERE topic_id = %(topic)s AND id = ANY(%(posts)s))
UPDATE community_post AS post SET topic_id = %(into)s, number = ordered.place
FROM ordered WHERE post.id = ordered.id
"""


def merge_topics(
    *, topic: Topic, into: Topic, moderator: Any, reason: str, submission: UUID
) -> Topic:
    """Put the posts of a topic behind those of another, and close it for ever; gives the other.

    Posts keep their writers, dates and answers; each old address leads to the post's new place. The
    caller has asked whether he may moderate both.
    """
    with transaction.atomic():
        held, other = _both(topic, into)
        if held.merged_into_id == other.pk:
            return other
        _demand_mergeable(held, other)
        reasons = Reasons(Measure.MERGE, explanation=reason, ground=Ground.ORDER)
        decision, is_new = note(
            kind=TOPIC_KIND, pk=held.pk, moderator=moderator, reasons=reasons, submission=submission
        )
        if not is_new:
            return other
        # Told from its own opening, before that moves.
        tell_by_decision(TOPIC_MERGED, held, decision, into=other.pk)
        posts = list(Post.objects.filter(topic=held).values_list("pk", flat=True))
        _move(held, other, posts)
        _take_along(held, other)
        held.merged_into = other
        held.save(update_fields=("merged_into",))
        Topic.objects.filter(merged_into=held).update(merged_into=other)
        other.bumped_at = timezone.now()
        other.save(update_fields=("highest_number", "bumped_at"))
        recount(held)
        other = recount(other)
        tell_by_decision(TOPIC_MERGED, other, decision, into=other.pk, moved=len(posts))
    return other


def split_topic(
    *, topic: Topic, posts: Collection[int], title: str, moderator: Any, reason: str,
    submission: UUID,
) -> Topic:  # fmt: skip
    """Make a new topic of some replies, in the same category; the first of them opens it.

    It belongs to who wrote that one. Both topics name each other.
    """
    known = Topic.objects.filter(submission=submission).first()
    if known is not None:
        return known
    title = demand_title(title)
    with transaction.atomic():
        (held,) = _held(topic)
        chosen = list(
            Post.objects.filter(topic=held, pk__in=list(posts), number__gt=1).order_by("number")
        )
        _demand_splittable(held, chosen, posts)
        reasons = Reasons(Measure.SPLIT, explanation=reason, ground=Ground.ORDER)
        decision, is_new = note(
            kind=TOPIC_KIND, pk=held.pk, moderator=moderator, reasons=reasons, submission=submission
        )
        if not is_new:
            raise Refused(_("Dit is al gebeurd."), "posts")
        first = chosen[0]
        made = Topic.objects.create(
            category=held.category, kind=TopicKind.DISCUSSION, title=title, tags=held.tags,
            author=first.author, organisation=first.organisation, submission=submission,
            last_post_at=first.created_at, created_at=first.created_at, is_demo=held.is_demo,
        )  # fmt: skip
        keys = [each.pk for each in chosen]
        _move(held, made, keys)
        made.save(update_fields=("highest_number",))
        _name_each_other(held, made)
        _follow_along(held, made, keys)
        held = recount(held)
        made = recount(made)
        tell_by_decision(TOPIC_SPLIT, made, decision, into=made.pk, moved=len(keys))
        tell_by_decision(TOPIC_SPLIT, held, decision, into=made.pk, moved=len(keys))
    return made


def moved_to(topic: int, number: int) -> Post | None:
    """The post that stood at this address once; None when none moved from it."""
    rows = OldPlace.objects.filter(topic=topic, number=number).select_related("post")
    found = rows.first()
    return found.post if found else None


def _both(topic: Topic, into: Topic) -> tuple[Topic, Topic]:
    if topic.pk == into.pk:
        raise Refused(_("Kies een ander onderwerp dan dit."), "into")
    by_key = {each.pk: each for each in _held(topic, into)}
    return by_key[topic.pk], by_key[into.pk]


def _held(*topics: Topic) -> list[Topic]:
    """Locked in the order of their keys, so that two merges never wait for each other."""
    rows = Topic.objects.select_for_update(of=("self",)).select_related("category__group")
    return list(rows.filter(pk__in=[each.pk for each in topics]).order_by("pk"))


def _demand_mergeable(topic: Topic, into: Topic) -> None:
    if topic.merged_into_id is not None or into.merged_into_id is not None:
        raise Refused(_("Eén van beide is intussen al samengevoegd."), "into")
    if into.hidden_at is not None:
        raise Refused(_("Het andere onderwerp is verborgen. Zet het eerst terug."), "into")
    if topic.hidden_at is not None:
        raise Refused(_("Dit onderwerp is verborgen. Zet het eerst terug."), "into")
    if Poll.objects.filter(topic=topic).exists():
        raise Refused(_("Een peiling kunt u niet in een ander onderwerp steken."), "into")


def _demand_splittable(topic: Topic, chosen: list[Post], asked: Collection[int]) -> None:
    if topic.merged_into_id is not None:
        raise Refused(_("Dit onderwerp is intussen samengevoegd met een ander."), "posts")
    if not chosen:
        raise Refused(_("Kies minstens één antwoord. Het openingsbericht blijft hier."), "posts")
    if len(chosen) != len(set(asked)):
        raise Refused(_("Een gekozen bericht staat hier niet meer. Kies opnieuw."), "posts")
    if len(chosen) > MOST_SPLIT:
        raise Refused(_("Splits hoogstens tweehonderd berichten tegelijk af."), "posts")
    if not chosen[0].is_shown:
        raise Refused(_("Het eerste gekozen bericht moet zichtbaar zijn."), "posts")


def _move(topic: Topic, into: Topic, posts: list[int]) -> None:
    """Give these posts the next numbers of another topic, and keep where they stood."""
    rows = Post.objects.filter(topic=topic, pk__in=posts).values_list("pk", "number")
    OldPlace.objects.bulk_create(
        [OldPlace(topic=topic, number=number, post_id=pk) for pk, number in rows],
        batch_size=1000, ignore_conflicts=True,
    )  # fmt: skip
    asked: dict[str, Any] = {
        "last": into.highest_number,
        "topic": topic.pk,
        "into": into.pk,
        "posts": posts,
    }
    with connection.cursor() as cursor:
        cursor.execute(APPEND, asked)
    into.highest_number += len(posts)
    topic.save(update_fields=("highest_number",))


def _take_along(topic: Topic, into: Topic) -> None:
    """What hangs on a topic: what it is about, who follows it, and what people were writing in it."""
    known = TopicLink.objects.filter(topic=into).values_list("kind", "object_id")
    links = [
        TopicLink(topic=into, kind=each.kind, object_id=each.object_id)
        for each in TopicLink.objects.filter(topic=topic)
        if (each.kind, each.object_id) not in set(known)
    ]
    TopicLink.objects.bulk_create(links, ignore_conflicts=True)
    _follow_along(topic, into)
    writing = Draft.objects.filter(key=f"topic:{into.pk}").values("user")
    drafts = Draft.objects.filter(key=f"topic:{topic.pk}").exclude(user__in=writing)
    drafts.update(key=f"topic:{into.pk}")


def _follow_along(topic: Topic, into: Topic, posts: Collection[int] | None = None) -> None:
    """Who said how he follows, follows the other so too, unless he said something of that one. Of a
    split-off part only who muted it, and who wrote in it."""
    readers = TopicReader.objects.filter(topic=topic, level__isnull=False)
    if posts is not None:
        writers = Post.objects.filter(pk__in=posts).values("author")
        readers = readers.filter(level=0) | readers.filter(user__in=writers)
    rows = [
        TopicReader(user_id=each.user_id, topic=into, level=each.level, reason=each.reason)
        for each in readers
    ]
    TopicReader.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)


def _name_each_other(topic: Topic, made: Topic) -> None:
    TopicLink.objects.bulk_create(
        [
            TopicLink(topic=made, kind=TOPIC_KIND, object_id=str(topic.pk)),
            TopicLink(topic=topic, kind=TOPIC_KIND, object_id=str(made.pk)),
        ],
        ignore_conflicts=True,
    )
