"""The forum of the world in which each role comes by."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.accounts.models import User
from community.forum.enums import TopicKind
from community.forum.models import Post
from community.forum.services import PollWish
from community.forum.services.feeds import open_feed
from community.organisations.enums import Audience
from tests.factories import forum


def reading_of(alice: User) -> dict[str, Any]:
    """A question of Alice that all members read, and her secret feed."""
    category = forum.category("Vraag en antwoord", slug="vraag-en-antwoord")
    topic = forum.topic(alice, category=category, tags=["vpn"])
    token = open_feed(user=alice)
    return {
        "forum category": category.slug, "topic": topic.pk, "topic post": (topic.pk, 1),
        "forum tag": "vpn", "forum token": token,
        "forum token and category": (token, category.slug),
    }  # fmt: skip


def writing_of(alice: User, bob: User) -> dict[str, Any]:
    """A question of Alice with an answer of Bob, and a poll, in a category for besturen."""
    category = forum.category("Beheer", audience=Audience.GOVERNMENTS)
    topic = forum.topic(alice, category=category)
    answer = forum.post(topic, bob)
    poll = forum.topic(
        alice, category=category, kind=TopicKind.POLL, poll=PollWish("Wanneer?", ["Nu", "Straks"])
    )
    # Long ago: who writes twice in five seconds is asked to wait.
    Post.objects.update(created_at=timezone.now() - timedelta(days=2))
    return {
        "besturen category": category.pk, "question": topic.pk, "poll topic": poll.pk,
        "opening post": topic.posts.get(number=1).pk, "answer": answer.pk,
        "poll option": poll.poll.options.earliest("pk").pk,
    }  # fmt: skip
