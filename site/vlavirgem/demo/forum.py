"""A forum as it is after a year: questions with answers, a poll, and what nobody answered yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from catalogue.solutions.models import Solution
from community.accounts.models import User
from community.forum.enums import TopicKind
from community.forum.models import Category, ForumReader, Post, Topic
from community.forum.queries.topics import PER_PAGE
from community.forum.services import PollWish, mark_best, react, reply, start_topic, vote
from community.forum.services.following import follow_category, follow_what_one_wrote
from community.forum.services.visiting import move_pointer
from community.forum.standing import WARNINGS
from community.organisations.models import Membership
from vlavirgem.demo.talk import CATEGORIES, LONG, SPOKEN, TALK

READER = "bob@gent.example"


def talk_together(people: dict[str, User]) -> None:
    """Once; whoever wrote reads his own topics, and Bob comes back after a day."""
    if Topic.objects.filter(is_demo=True, author__isnull=False).exists():
        return
    categories = {
        slug: _category(n, slug, name, summary, fields)
        for n, (slug, name, summary, fields) in enumerate(CATEGORIES, 1)
    }
    began = timezone.now()
    for told in TALK:
        _tell(categories[told["in"]], told, people, began)
    _tell_long(categories["informatieveiligheid"], people, began)
    _speak_of_a_warning(people, began)
    _come_back(people[READER], began)


def _category(number: int, slug: str, name: str, summary: str, fields: dict[str, Any]) -> Category:
    made, _new = Category.objects.get_or_create(
        slug=slug,
        defaults={"name": name, "summary": summary, "order": number * 10, "is_demo": True} | fields,
    )
    return made


def _tell(
    category: Category, told: dict[str, Any], people: dict[str, User], now: datetime
) -> Topic:
    asker = people[told["by"]]
    poll = PollWish(*told["poll"]) if "poll" in told else None
    topic = start_topic(
        author=asker, organisation=_work_of(asker), category=category, title=told["title"],
        source=told["text"], kind=told.get("kind", TopicKind.QUESTION), tags=told.get("tags", ()),
        links=_links(told), poll=poll, is_demo=True,
    )  # fmt: skip
    topic.category = category
    posts = [topic.posts.get(number=1)]
    for email, text in told.get("answers", ()):
        posts.append(_answer(topic, people[email], text))
    _react(topic, posts, told, people)
    _set_clock(topic, posts, now - timedelta(hours=told["hours"]))
    return topic


def _answer(topic: Topic, author: User, text: str) -> Post:
    return reply(topic=topic, author=author, organisation=_work_of(author), source=text)


def _react(topic: Topic, posts: list[Post], told: dict[str, Any], people: dict[str, User]) -> None:
    if "best" in told and topic.author is not None:
        mark_best(post=posts[told["best"]], user=topic.author, wanted=True)
    for number, email, kind in told.get("felt", ()):
        react(post=posts[number], user=people[email], kind=kind, wanted=True)
    for email, choice in told.get("votes", ()):
        options = list(topic.poll.options.order_by("order"))
        vote(poll=topic.poll, user=people[email], options=[options[choice].pk])
    for each in posts:
        follow_what_one_wrote(post_id=each.pk)


def _set_clock(topic: Topic, posts: Iterable[Post], last: datetime) -> None:
    """The last post stands at that moment, each before it three hours earlier."""
    rows = list(posts)
    moments = [last - timedelta(hours=3) * (len(rows) - n) for n in range(1, len(rows) + 1)]
    for post, moment in zip(rows, moments, strict=True):
        Post.objects.filter(pk=post.pk).update(created_at=moment)
        if post.author is not None:
            move_pointer(user=post.author, topic=topic, number=post.number)
    Topic.objects.filter(pk=topic.pk).update(
        created_at=moments[0], last_post_at=moments[-1], bumped_at=moments[-1]
    )


def _tell_long(category: Category, people: dict[str, User], now: datetime) -> None:
    """One of several pages, so that there is something to turn."""
    told = LONG | {"answers": [
        (email, LONG["says"][n % len(LONG["says"])].format(n=n + 1))
        for n, email in enumerate(LONG["people"] * (PER_PAGE // 2))
    ]}  # fmt: skip
    _tell(category, told, people, now)


def _speak_of_a_warning(people: dict[str, User], now: datetime) -> None:
    """The topics that warnings opened are as old as these; in the newest, two besturen speak."""
    rows = list(Topic.objects.filter(category__slug=WARNINGS).select_related("category"))
    for n, topic in enumerate(sorted(rows, key=lambda each: -each.pk)):
        posts = [topic.posts.get(number=1)]
        if n == 0:
            posts += [_answer(topic, people[email], text) for email, text in SPOKEN]
        _set_clock(topic, posts, now - timedelta(hours=4 + 30 * n))


def _come_back(reader: User, now: datetime) -> None:
    yesterday = now - timedelta(hours=20)
    ForumReader.objects.update_or_create(
        user=reader, defaults={"known_since": now - timedelta(days=6), "last_visit_at": yesterday}
    )
    follow_category(user=reader, category=Category.objects.get(slug="vraag-en-antwoord"), level=2)


def _links(told: dict[str, Any]) -> list[tuple[str, str]]:
    if "about" not in told:
        return []
    found = Solution.objects.standing().filter(name=told["about"]).first()
    return [("catalogue.solution", str(found.pk))] if found else []


def _work_of(user: User) -> Any:
    mine = Membership.objects.current().filter(user=user).select_related("organisation")
    return mine.order_by("pk")[0].organisation
