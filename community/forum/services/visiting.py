"""Being here and reading: pointers that only rise, visits of half an hour, and calling it all read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from community.accounts.models import User
from community.forum.models import Category, CategoryReader, ForumReader, Topic, TopicReader
from community.forum.queries.reading import VISIT, Reading
from community.forum.queries.unread import fresh_keys

NOTED_EVERY = timedelta(minutes=1)
LATE = timedelta(minutes=1)
"""A post may be committed this much later than it was written: what is younger is not put away."""
MOST_BEHIND = 1000
"""Topics that one visit puts aside as unread; of more, the newest."""

# One statement, in which nothing falls: not the pointer, and not below what was read elsewhere. A
# number that the topic does not have yet counts as its last.
MOVE = """
INSERT INTO community_topicreader AS mine
  (user_id, topic_id, last_read, reason, is_behind, visited_at)
SELECT %(user)s, topic.id, least(%(number)s, topic.highest_number), '', false, %(now)s
FROM community_topic AS topic WHERE topic.id = %(topic)s
ON CONFLICT (user_id, topic_id) DO UPDATE SET
  last_read = excluded.last_read, visited_at = excluded.visited_at,
  is_behind = mine.is_behind AND excluded.last_read <
    (SELECT highest_number FROM community_topic WHERE id = excluded.topic_id)
WHERE mine.last_read < excluded.last_read
"""
COME = """
INSERT INTO community_forumreader AS here (user_id, known_since, last_visit_at)
VALUES (%(user)s, %(now)s, %(now)s)
ON CONFLICT (user_id) DO UPDATE SET last_visit_at = %(now)s,
  previous_visit_at = CASE WHEN here.last_visit_at < %(before)s THEN here.last_visit_at
    ELSE here.previous_visit_at END
WHERE here.last_visit_at < %(lately)s
"""


def move_pointer(*, user: Any, topic: Topic, number: int) -> None:
    """Note that this person read the topic up to this post. Again, late or lower it does nothing."""
    with connection.cursor() as cursor:
        cursor.execute(
            MOVE, {"user": user.pk, "topic": topic.pk, "number": number, "now": timezone.now()}
        )


def read_own(*, user: User, topic: Topic, number: int, answered: int) -> None:
    """Note that who wrote this post without opening its page read it, if nothing stands before it
    that he did not: he read what he answers."""
    mine = TopicReader.objects.filter(user=user, topic=topic).values_list("last_read", flat=True)
    if max(mine.first() or 0, answered) >= number - 1:
        move_pointer(user=user, topic=topic, number=number)


def visited(*, user: Any, last_visit_at: datetime | None = None) -> None:
    """Note that this person is here now. Coming back after half an hour begins another visit.

    `last_visit_at` as it was just read spares the statement on every page but one a minute.
    """
    if _is_noted(last_visit_at):
        return
    with connection.cursor() as cursor:
        cursor.execute(COME, _moments(user))


def read_here(*, user: Any, topic: Topic, number: int, last_visit_at: datetime | None) -> None:
    """`move_pointer` and `visited` by one statement: a topic's page asks no more the first time."""
    if _is_noted(last_visit_at):
        move_pointer(user=user, topic=topic, number=number)
        return
    with connection.cursor() as cursor:
        asked = _moments(user) | {"topic": topic.pk, "number": number}
        cursor.execute(f"WITH come AS ({COME}) {MOVE}", asked)


def _is_noted(last_visit_at: datetime | None) -> bool:
    return last_visit_at is not None and last_visit_at > timezone.now() - NOTED_EVERY


def _moments(user: Any) -> dict[str, Any]:
    now = timezone.now()
    return {"user": user.pk, "now": now, "before": now - VISIT, "lately": now - NOTED_EVERY}


def put_aside(*, reading: Reading) -> None:
    """Mark what somebody is behind in and move up what he knows of, so that lists look at little.

    Once in half an hour; `reading` as it was just read spares the statements in between.
    """
    until = timezone.now() - LATE
    if reading.known_since is None or reading.known_since >= timezone.now() - VISIT:
        return
    with transaction.atomic():
        keys = fresh_keys(reading, until, MOST_BEHIND)
        TopicReader.objects.bulk_create(
            [TopicReader(user=reading.user, topic_id=each, is_behind=True) for each in sorted(keys)],
            update_conflicts=True, unique_fields=("user", "topic"), update_fields=("is_behind",),
        )  # fmt: skip
        mine = ForumReader.objects.filter(user=reading.user.pk, known_since__lt=until)
        mine.update(known_since=until)


def mark_read(*, user: User, category: Category | None = None) -> None:
    """Call everything read that stands in this category, or in all of the forum, until now."""
    now = timezone.now()
    mine = TopicReader.objects.filter(user=user)
    with transaction.atomic():
        if category is None:
            ForumReader.objects.update_or_create(
                user=user, defaults={"known_since": now},
                create_defaults={"known_since": now, "last_visit_at": now},
            )  # fmt: skip
        else:
            mine = mine.filter(topic__category=category)
            CategoryReader.objects.update_or_create(
                user=user, category=category, defaults={"read_until": now}
            )
        _catch_up(mine)


def _catch_up(mine: Any) -> None:
    rows = list(
        mine.filter(last_read__lt=F("topic__highest_number"))
        .order_by("pk").select_for_update(of=("self",)).select_related("topic")
        .only("last_read", "is_behind", "topic__highest_number")
    )  # fmt: skip
    for each in rows:
        each.last_read, each.is_behind = each.topic.highest_number, False
    TopicReader.objects.bulk_update(rows, ("last_read", "is_behind"), batch_size=500)
