"""The tags that are used of late, in what somebody reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from community.forum.queries.reading import Reading

LATELY = 1000
"""Topics that are looked at, the newest."""
MOST = 60
ASK = """
SELECT tag, count(*) FROM (
  SELECT tags FROM community_topic
  WHERE category_id = ANY(%(categories)s) AND hidden_at IS NULL AND merged_into_id IS NULL
  ORDER BY bumped_at DESC, id DESC LIMIT %(lately)s) AS topic, unnest(topic.tags) AS tag
GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    number: int
    level: int | None


def tags_with_counts(reading: Reading) -> list[Tag]:
    """The commonest among the newest topics, and those that he follows or muted, whatever they are."""
    asked: dict[str, Any] = {
        "categories": [each.pk for each in reading.categories], "lately": LATELY, "most": MOST,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ASK, asked)
        counts = dict(cursor.fetchall())
    own = {tag: 0 for tag in reading.tags if tag not in counts}
    return [Tag(name, n, reading.tags.get(name)) for name, n in (counts | own).items()]
