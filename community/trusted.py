"""What members do that speaks for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from community.forum.enums import PostState, ReactionKind
from community.forum.models import BestAnswer, Post, Reaction
from community.trust import criteria
from community.trust.signs import Sign, register_sign


def posts_shown(users: Collection[int], since: datetime) -> Mapping[int, int]:
    rows = Post.objects.shown().filter(author__in=users, created_at__gte=since)
    return _numbers(rows.order_by().values("author").annotate(n=Count("pk")), "author")


def best_answers(users: Collection[int], since: datetime) -> Mapping[int, int]:
    """Marked by somebody else than who wrote it."""
    rows = BestAnswer.objects.filter(
        post__author__in=users, post__state=PostState.SHOWN, at__gte=since
    ).exclude(marked_by=F("post__author"))
    counted = rows.order_by().values("post__author").annotate(n=Count("pk"))
    return _numbers(counted, "post__author")


def useful_posts(users: Collection[int], since: datetime) -> Mapping[int, int]:
    rows = _useful(users, since).values("post__author").annotate(n=Count("post", distinct=True))
    return _numbers(rows, "post__author")


def useful_organisations(users: Collection[int], since: datetime) -> Mapping[int, int]:
    """Other organisations than the one he wrote for, whose people called something of his useful."""
    where = "user__memberships__organisation"
    others = Q(user__memberships__left_at=None) & (
        Q(post__organisation=None) | ~Q(**{where: F("post__organisation")})
    )
    rows = _useful(users, since).values("post__author")
    return _numbers(rows.annotate(n=Count(where, distinct=True, filter=others)), "post__author")


def _useful(users: Collection[int], since: datetime) -> Any:
    rows = Reaction.objects.filter(
        kind=ReactionKind.USEFUL, post__author__in=users, post__state=PostState.SHOWN, at__gte=since
    )
    return rows.exclude(user=F("post__author")).order_by()


def _numbers(rows: Any, key: str) -> dict[int, int]:
    return {each[key]: each["n"] for each in rows}


for _key, _label, _count in (
    (criteria.POSTS, _("Berichten in het forum"), posts_shown),
    (criteria.BEST, _("Beste antwoorden"), best_answers),
    (criteria.USEFUL, _("Nuttige berichten"), useful_posts),
    (criteria.CIRCLE, _("Organisaties die berichten nuttig vinden"), useful_organisations),
):
    register_sign(Sign(_key, _label, _count))
