"""Categories, topics and posts, made by the services that people's clicks go through."""

from __future__ import annotations

from itertools import count
from typing import Any

from community.accounts.models import User
from community.forum.enums import TopicKind
from community.forum.models import Category, Post, Topic
from community.forum.services import reply, start_topic
from community.organisations.enums import Audience
from community.organisations.models import Membership, Organisation

_numbers = count(1)


def category(name: str = "", **fields: Any) -> Category:
    """A category that every member reads and writes in, where nobody waits for a look."""
    n = next(_numbers)
    given = {
        "name": name or f"Categorie {n}", "slug": f"categorie-{n}", "summary": "Waarover het gaat.",
        "audience": Audience.MEMBERS, "reviews_newcomers": False,
    } | fields  # fmt: skip
    made: Category = Category.objects.create(**given)
    return made


def topic(author: User, *, source: str = "Wie kent dit?", **fields: Any) -> Topic:
    """A question of this person, for the organisation he works for first."""
    given = {"title": "Hoe maakt u kopieën van mail?", "kind": TopicKind.QUESTION} | fields
    given.setdefault("organisation", organisation_of(author))
    if "category" not in given:
        given["category"] = category()
    return start_topic(author=author, source=source, **given)


def post(topic: Topic, author: User, source: str = "Zo doen wij het.", **fields: Any) -> Post:
    """A reply of this person in a topic."""
    fields.setdefault("organisation", organisation_of(author))
    return reply(topic=topic, author=author, source=source, **fields)


def organisation_of(user: User) -> Organisation | None:
    found = Membership.objects.current().filter(user=user).select_related("organisation")
    first = found.order_by("joined_at", "pk").first()
    return first.organisation if first else None
