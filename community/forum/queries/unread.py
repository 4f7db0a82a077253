"""What somebody did not read yet, and what came since he was last here; both counted to MOST."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from community.forum.addresses import post_url
from community.forum.queries.reading import VISIT, Reading
from community.forum.rules import categories_for

MOST = 500
"""What is more is said as "500+"."""
# Put together by hand: the ORM takes longer to write these than the database to answer them. Both
# say what `Reading.is_muted` says.
BEHIND_HIM = """
  coalesce(mine.last_read, 0) < topic.highest_number
  AND topic.hidden_at IS NULL AND topic.merged_into_id IS NULL
  AND coalesce(mine.level, 1) > 0 AND NOT topic.tags && %(muted)s::varchar[]
  AND (topic.category_id = ANY(%(loud)s::bigint[]) OR (topic.category_id = ANY(%(quiet)s::bigint[])
    AND (mine.level IS NOT NULL OR topic.tags && %(followed)s::varchar[])))
"""
LEFT = f"""
SELECT topic.id, topic.bumped_at, topic.category_id
FROM community_topicreader AS mine JOIN community_topic AS topic ON topic.id = mine.topic_id
WHERE mine.user_id = %(user)s AND mine.is_behind AND {BEHIND_HIM}
"""  # noqa: S608 - our own words
FRESH = f"""
SELECT topic.id, topic.bumped_at, topic.category_id
FROM community_topic AS topic
LEFT JOIN community_topicreader AS mine
  ON mine.topic_id = topic.id AND mine.user_id = %(user)s
LEFT JOIN community_categoryreader AS theirs
  ON theirs.category_id = topic.category_id AND theirs.user_id = %(user)s
WHERE topic.bumped_at > %(known)s AND NOT coalesce(mine.is_behind, false)
  AND (theirs.read_until IS NULL OR topic.bumped_at > theirs.read_until) AND {BEHIND_HIM}
"""  # noqa: S608
NEWEST = "ORDER BY bumped_at DESC, id DESC LIMIT %(most)s"
UNREAD = f"{LEFT} UNION ALL {FRESH} {NEWEST}"
FRESH_UNTIL = f"{FRESH} AND topic.bumped_at <= %(until)s ORDER BY 2 DESC, 1 DESC LIMIT %(most)s"
SINCE = """
SELECT post.topic_id, post.number, topic.title
FROM community_post AS post
JOIN community_topic AS topic ON topic.id = post.topic_id
JOIN community_category AS category ON category.id = topic.category_id
LEFT JOIN community_topicreader AS mine ON mine.topic_id = topic.id AND mine.user_id = %s
LEFT JOIN community_categoryreader AS theirs
  ON theirs.category_id = category.id AND theirs.user_id = %s
WHERE post.state = 'zichtbaar' AND topic.hidden_at IS NULL AND topic.merged_into_id IS NULL
  AND NOT category.is_archived
  AND post.created_at > coalesce(
    (SELECT CASE WHEN here.last_visit_at < %s THEN here.last_visit_at ELSE here.previous_visit_at END
     FROM community_forumreader AS here WHERE here.user_id = %s), %s)
  AND post.author_id IS DISTINCT FROM %s AND category.id IN ({seen})
  AND post.number > coalesce(mine.last_read, 0)
  AND coalesce(mine.level, 1) > 0 AND coalesce(theirs.level, 1) > 0
  AND (mine.level IS NOT NULL OR theirs.level IS NOT NULL OR category.follow > 0
    OR topic.tags && ARRAY(SELECT tag FROM community_tagfollower WHERE user_id = %s AND level >= 2))
  AND NOT topic.tags && ARRAY(SELECT tag FROM community_tagfollower WHERE user_id = %s AND level = 0)
ORDER BY post.created_at DESC, post.id DESC LIMIT %s
"""
FIRST_LOOK = timedelta(days=7)
"""What counts as new for somebody who was never here."""


@dataclass(frozen=True, slots=True)
class Unread:
    """The topics that somebody has something to read in, the newest first; MOST + 1 at most."""

    keys: list[int]
    by_category: Counter[int]
    rose_in: Counter[int] = field(default_factory=Counter)
    """When the newest of each category got its last post, in microseconds for a page to compare."""

    @property
    def rose(self) -> int:
        """The same of them all; 0 when nothing is unread."""
        return max(self.rose_in.values(), default=0)

    @property
    def number(self) -> str:
        return capped(len(self.keys))


def capped(number: int) -> str:
    return f"{MOST}+" if number > MOST else str(number)


def unread_of(reading: Reading) -> Unread:
    """By one question that looks at what he is behind in and at what came since, at nothing older."""
    if reading.known_since is None:
        return Unread([], Counter())
    with connection.cursor() as cursor:
        cursor.execute(UNREAD, _asked(reading) | {"most": MOST + 1})
        found = cursor.fetchall()
    # The newest stands first: it is written last.
    rose = {category: int(at.timestamp() * 1_000_000) for _pk, at, category in reversed(found)}
    by_category = Counter(category for _pk, _at, category in found)
    return Unread([each[0] for each in found], by_category, Counter(rose))


def fresh_keys(reading: Reading, until: datetime, most: int) -> list[int]:
    """The topics that rose after what he knows of and before a moment, and that he did not read; the
    newest of them."""
    with connection.cursor() as cursor:
        cursor.execute(FRESH_UNTIL, _asked(reading) | {"until": until, "most": most})
        return [pk for pk, _at, _category in cursor.fetchall()]


def _asked(reading: Reading) -> dict[str, Any]:
    return {
        "user": reading.user.pk, "known": reading.known_since, "loud": reading.loud,
        "quiet": reading.quiet, "followed": reading.followed_tags, "muted": reading.muted_tags,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Came:
    """A topic in which something is new, at its first new post."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Since:
    """Posts since the last visit that he did not read: how many, and the newest topics of them."""

    number: int
    topics: list[Came]

    @property
    def shown(self) -> str:
        return capped(self.number)


def since_last_visit(user: Any, *, titles: int = 3) -> Since:
    """By one question. Of somebody who was never here: of the last week."""
    seen, params = categories_for(user).order_by().values("pk").query.sql_with_params()
    now = timezone.now()
    given = [user.pk, user.pk, now - VISIT, user.pk, now - FIRST_LOOK, user.pk, *params, user.pk,
             user.pk, MOST + 1]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(SINCE.format(seen=seen), given)
        found = cursor.fetchall()
    # The newest stands first: what comes last is the first new post of its topic.
    first = {topic: number for topic, number, _title in found}
    names = {topic: title for topic, _number, title in found}
    came = [Came(names[each], post_url(each, first[each])) for each in list(names)[:titles]]
    return Since(len(found), came)
