"""Whether a post looks like spam: what is known of it, held against `community.moderation.suspicion`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.forum.enums import POST_KIND, PostState
from community.forum.models import Post
from community.moderation.enums import Gravity, Why
from community.moderation.models import ReviewItem
from community.moderation.queries import flagged_hosts
from community.moderation.services import put
from community.moderation.suspicion import Text, signs_of
from community.trust.enums import Level
from community.trust.queries import level_of

LOOK_BACK = timedelta(days=30)
MOST_EARLIER = 20


def signs_in(author: Any, source: str, *, level: int, but: int = 0) -> list[str]:
    """What is strange about this text of this person; two queries."""
    since = timezone.now() - LOOK_BACK
    rows = Post.objects.filter(author=author, created_at__gt=since).exclude(pk=but)
    earlier = rows.order_by("-created_at").values_list("source", flat=True)[:MOST_EARLIER]
    return signs_of(
        Text(
            source, is_newcomer=level == Level.NEW, earlier=list(earlier),
            flagged_hosts=flagged_hosts(),
        )
    )  # fmt: skip


def put_first(post: Post, signs: list[str]) -> None:
    """A newcomer's post that waits for a look; strange or not, it is looked at once."""
    gravity = Gravity.PRESSING if signs else Gravity.LIGHT
    why = Why.SUSPECT if signs else Why.FIRST
    put(kind=POST_KIND, pk=post.pk, why=why, gravity=gravity, signs=signs)


def suspect(pk: int, *, is_edited: bool = False) -> None:
    """Look at a post that stands already, and have a moderator look when it is strange. Whoever shared
    much is trusted; what was in the queue before does not come back by this, unless an edit made
    it strange in another way."""
    post = Post.objects.filter(pk=pk, state=PostState.SHOWN).select_related("author").first()
    if post is None or post.author is None:
        return
    earlier = list(ReviewItem.objects.of(POST_KIND, pk).values_list("signs", flat=True))
    if (earlier and not is_edited) or level_of(post.author) >= Level.SHARER:
        return
    known = {sign for signs in earlier for sign in signs}
    found = signs_in(post.author, post.source, level=level_of(post.author), but=pk)
    signs = [each for each in found if each not in known]
    if signs:
        put(kind=POST_KIND, pk=pk, why=Why.SUSPECT, signs=signs)
