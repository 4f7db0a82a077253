"""A forum of any size, its tables filled as real use fills them, without a service's help.

The newest topics are the same at every size: what comes with a larger forum is older. One member has
read everything but UNREAD topics, of which some are older than his last visit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection

POSTS, UNREAD, BEHIND, SINCE = 50, 20, 5, 15
"""Posts of a topic; topics with something unread, and those of them that are old; posts since."""
FIRST = 1000
"""The key of the newest topic; the others count on from it."""
TABLES = (
    "community_topic", "community_post", "community_topicreader", "community_category",
    "community_forumreader", "community_reaction",
)  # fmt: skip
TOPICS = """
INSERT INTO community_topic
  (id, category_id, kind, title, tags, author_id, organisation_id, submission, excerpt,
   highest_number, reply_count, last_post_at, last_author_id, last_organisation_id, bumped_at,
   created_at, solved_at, solved_without_answer, is_demo)
SELECT %(first)s + n, (%(categories)s::bigint[])[1 + n %% 8],
  CASE WHEN n %% 3 = 0 THEN 'vraag' ELSE 'discussie' END, 'Onderwerp nummer ' || n,
  ARRAY['mail', 'thema-' || n %% 40], (%(people)s::bigint[])[1 + n %% %(many)s],
  (%(houses)s::bigint[])[1 + n %% %(many)s], gen_random_uuid(), 'Waarover het gaat.', %(posts)s,
  %(posts)s - 1, %(now)s - n * interval '1 hour', (%(people)s::bigint[])[1 + (n + 1) %% %(many)s],
  (%(houses)s::bigint[])[1 + (n + 1) %% %(many)s], %(now)s - n * interval '1 hour',
  %(now)s - n * interval '1 hour' - interval '9 days',
  CASE WHEN n %% 6 = 0 THEN %(now)s END, false, false
FROM generate_series(%(old)s, %(new)s - 1) AS n
"""
WORDS = """
INSERT INTO community_post
  (topic_id, number, author_id, organisation_id, source, html, rendering, submission, via, elided,
   state, revision, created_at, useful_count, is_best)
SELECT %(first)s + n, number, (%(people)s::bigint[])[1 + (n + number) %% %(many)s],
  (%(houses)s::bigint[])[1 + (n + number) %% %(many)s], 'x',
  '<p>' || repeat('Een zin van een collega over wat bij hen werkt. ', 8) || '</p>', 1,
  gen_random_uuid(), 'web', '', 'zichtbaar', 1,
  %(now)s - n * interval '1 hour' - (%(posts)s - number) * interval '1 minute' - interval '90 minutes',
  0, n %% 6 = 0 AND number = 7
FROM generate_series(%(old)s, %(new)s - 1) AS n, generate_series(1, %(posts)s) AS number
"""
READ = """
INSERT INTO community_topicreader
  (user_id, topic_id, last_read, reason, is_behind, visited_at)
SELECT %(member)s, %(first)s + n, CASE WHEN n < %(unread)s THEN %(posts)s - 2 ELSE %(posts)s END, '',
  n >= %(unread)s - %(behind)s AND n < %(unread)s, %(now)s
FROM generate_series(%(old)s, %(new)s - 1) AS n
"""


@dataclass(frozen=True, slots=True)
class Talk:
    """For whom it is filled, and of what."""

    member: int
    fresh: int
    """Somebody who was never in the forum."""
    people: list[int]
    houses: list[int]
    categories: list[int]
    now: Any


def begin(talk: Talk) -> None:
    """The member was here two hours ago, and knows what was there half a day ago."""
    from community.forum.models import ForumReader

    hour = timedelta(hours=1)
    # What is newer than this is looked through; the topics that he is behind in are older.
    known = talk.now - hour * (UNREAD - BEHIND) + hour / 2
    ForumReader.objects.create(
        user_id=talk.member, known_since=known, last_visit_at=talk.now,
        previous_visit_at=talk.now - hour * 3,
    )  # fmt: skip


def fill(talk: Talk, *, old: int, new: int) -> None:
    """Topics from the old number to the new, each older than the one before."""
    asked = {
        "first": FIRST, "old": old, "new": new, "posts": POSTS, "unread": UNREAD, "behind": BEHIND,
        "now": talk.now, "categories": talk.categories, "people": talk.people,
        "houses": talk.houses, "many": len(talk.people), "member": talk.member,
    }  # fmt: skip
    with connection.cursor() as cursor:
        for each in (TOPICS, WORDS, READ):
            cursor.execute(each, asked)


def settle() -> None:
    with connection.cursor() as cursor:
        for each in TABLES:
            cursor.execute(f"VACUUM ANALYZE {each}")
