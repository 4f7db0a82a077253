"""What a post is called in mails, and under what it hangs (RFC 5322, 2919).

A post has one Message-ID for everybody and for ever; of one that came by mail it is its own.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from email.header import Header

from django.conf import settings
from django.db import connection

from community.forum.addresses import topic_url
from community.forum.models import Category, Post, Topic
from community.messaging.bodies import mail_domain

MOST_REFERENCES = 20
DEEPEST = 100
"""Answers to answers that are followed upwards."""
ABOVE = """
WITH RECURSIVE above AS (
  SELECT id, reply_to_id, 0 AS depth FROM community_post WHERE id = %(post)s
  UNION ALL
  SELECT p.id, p.reply_to_id, a.depth + 1 FROM community_post p JOIN above a ON p.id = a.reply_to_id
  WHERE a.depth < %(deepest)s)
SELECT id FROM above WHERE depth > 0 ORDER BY depth DESC
"""


def named(posts: Sequence[Post]) -> list[str]:
    """The Message-IDs of these posts, given now to those that had none."""
    for each in posts:
        if each.message_id is None:
            Post.objects.filter(pk=each.pk, message_id=None).update(message_id=_own_name(each.pk))
            each.refresh_from_db(fields=("message_id",))
    return [str(each.message_id) for each in posts]


def _own_name(post_id: int) -> str:
    """It cannot be told beforehand, so that nobody takes it before we do."""
    mark = hmac.digest(settings.SECRET_KEY.encode(), f"forum.post.{post_id}".encode(), "sha256")
    return f"<forum.{post_id}.{mark.hex()[:16]}@{mail_domain()}>"


def is_own_name(message_id: str) -> bool:
    return message_id.lower().endswith(f"@{mail_domain()}>".lower())


def above(post: Post) -> list[Post]:
    """What a post hangs under, from the opening post down to what it answers; nothing for the first."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, {"post": post.pk, "deepest": DEEPEST})
        chain = [row[0] for row in cursor.fetchall()]
    first = Post.objects.filter(topic=post.topic_id).order_by("number").values_list("pk", flat=True)
    opening = first[:1]
    wanted = [*opening, *(pk for pk in chain if pk not in opening)]
    found = Post.objects.only("pk", "message_id").in_bulk([pk for pk in wanted if pk != post.pk])
    return [found[pk] for pk in wanted if pk in found]


def thread_headers(post: Post) -> dict[str, str]:
    """The headers by which a mail about this post stands in its place in a mail program."""
    return {"Message-ID": named([post])[0], **_under(named(above(post)))}


def headers_below(post: Post) -> dict[str, str]:
    """Of a mail that is no post itself, and hangs under one."""
    return _under(named([*above(post), post]))


def _under(references: Sequence[str]) -> dict[str, str]:
    if not references:
        return {}
    kept = references
    if len(references) > MOST_REFERENCES:
        kept = [references[0], *references[1 - MOST_REFERENCES :]]
    return {"In-Reply-To": references[-1], "References": " ".join(kept)}


def list_headers(topic: Topic, category: Category) -> Mapping[str, str]:
    """By which people sort their mail, and machines leave it unanswered."""
    archive = settings.SITE_URL + topic_url(topic.pk)
    return {
        "List-Id": f"{_phrase(category.name)} <{category.slug.lower()}.forum.{mail_domain()}>",
        "List-Archive": f"<{archive}>",
        "Precedence": "list",
        "X-Auto-Response-Suppress": "All",
    }


def _phrase(name: str) -> str:
    if name.isascii():
        plain = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{plain}"'
    return Header(name, "utf-8").encode()
