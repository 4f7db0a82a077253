"""What waits in the outbox about posts that went, came back, or repeat words that did."""

from __future__ import annotations

from collections.abc import Collection

from community.forum.digests.sending import turn_lines
from community.forum.mail.telling import give_back_mails, retell, take_back
from community.forum.queries.chunks import still_shown
from community.forum.refreshing import (
    render_quoting,
    render_quoting_category,
    render_quoting_topic,
)

POST_IS_GONE = "het bericht werd ingetrokken of verborgen"
TOPIC_IS_GONE = "het onderwerp werd verborgen"


def hold_words(posts: Collection[int], *, reason: str) -> None:
    """Nothing of these posts leaves any more: no mail of their own, no line of a digest. Come late, it
    leaves alone what is read again."""
    gone = sorted(set(posts) - set(still_shown(posts)))
    for each in gone:
        take_back(post_id=each, reason=reason)
    turn_lines(posts=gone, shown=False)


def free_words(posts: Collection[int], *, reason: str) -> None:
    """What was held for this reason leaves after all, of those that are read again."""
    for each in posts:
        give_back_mails(post_id=each, reason=reason)
    turn_lines(posts=still_shown(posts), shown=True)


def renew_quotes_of(post: int) -> None:
    """Whatever repeats this post says of it what may be read now, on its page and in mails to come."""
    retell(posts=render_quoting(post))


def renew_quotes_of_topic(topic: int) -> None:
    retell(posts=render_quoting_topic(topic))


def renew_quotes_of_category(category: int) -> None:
    retell(posts=render_quoting_category(category))
