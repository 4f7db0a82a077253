"""What somebody still has in hand: drafts, posts that wait for a look, and what he took back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.forum.enums import PostState
from community.forum.models import Draft, Post, Topic
from community.forum.rendering import excerpt_of
from community.forum.rules import categories_for, topics_for
from community.kit.markdown import render

MOST = 50
EXCERPT = 200


@dataclass(frozen=True, slots=True)
class DraftShown:
    """A draft in the list; `url` is where one writes on, "" when one may no longer."""

    draft: Draft
    title: str
    words: str
    url: str

    @property
    def html_id(self) -> str:
        return f"weg-{self.draft.pk}"

    @property
    def fields(self) -> dict[str, str]:
        """What the form that throws it away sends."""
        return {"key": self.draft.key, "weg": "ja"}


class DraftsOf(Sequence[DraftShown]):
    """The drafts of one person, the newest first, a page at a time in three queries."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.rows = Draft.objects.filter(user=user).order_by("-changed_at", "-pk")

    def __len__(self) -> int:
        return int(self.rows.count())

    def __getitem__(self, wanted: Any) -> Any:
        found = list(self.rows[wanted])
        topics = topics_for(self.user).in_bulk(_keys(found, "topic"))
        posts = _posts_of(self.user).in_bulk(_keys(found, "post"))
        return [_shown(each, topics, posts) for each in found]


def drafts_of(user: Any) -> DraftsOf:
    return DraftsOf(user)


def place_of(key: str) -> str:
    """The address at which the form of this draft stands."""
    place, _colon, number = key.partition(":")
    if place == "topic":
        return reverse("community:forum-topic", args=(int(number),)) + "#antwoord"
    if place == "post":
        return reverse("community:forum-edit", args=(int(number),))
    return reverse("community:forum-new")


def waiting_of(user: Any) -> list[Post]:
    """His posts that an editor has yet to read."""
    return _own(user, PostState.WAITING)


def withdrawn_of(user: Any) -> list[Post]:
    """What he took back and may put back."""
    return [each for each in _own(user, PostState.WITHDRAWN) if each.withdrawn_at]


def _own(user: Any, state: str) -> list[Post]:
    rows = Post.objects.filter(author=user, state=state, topic__merged_into=None)
    rows = rows.filter(topic__category__in=categories_for(user).values("pk"))
    return list(rows.select_related("topic__category").order_by("-created_at", "-pk")[:MOST])


def _posts_of(user: Any) -> QuerySet[Post]:
    rows: QuerySet[Post] = Post.objects.exclude(state=PostState.WITHDRAWN)
    readable = rows.filter(topic__category__in=categories_for(user).values("pk"))
    return readable.select_related("topic")


def _keys(drafts: list[Draft], place: str) -> list[int]:
    named = (each.key.partition(":") for each in drafts)
    return [int(number) for where, _colon, number in named if where == place]


def _shown(draft: Draft, topics: dict[int, Topic], posts: dict[int, Post]) -> DraftShown:
    written = render(str(draft.data.get("source", ""))[: 10 * EXCERPT])
    words = Truncator(excerpt_of(written)).chars(EXCERPT)
    place, _colon, number = draft.key.partition(":")
    if place == "new":
        title = str(draft.data.get("title", "")) or _("Nieuw onderwerp zonder titel")
    elif place == "topic" and (topic := topics.get(int(number))):
        title = _("Antwoord in: %(title)s") % {"title": topic}
    elif place == "post" and (post := posts.get(int(number))):
        title = _("Wijziging in: %(title)s") % {"title": post.topic}
    else:
        return DraftShown(draft, _("Een onderwerp dat u niet meer kunt lezen"), words, "")
    return DraftShown(draft, title, words, place_of(draft.key))
