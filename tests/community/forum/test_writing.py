"""Starting topics and answering in them: numbers, counts, doubles and what is told."""

from __future__ import annotations

from collections import Counter
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.accounts.models import User
from community.activity.models import Activity
from community.forum.enums import Follow, PostState, TopicKind, Via
from community.forum.models import Category, Topic, TopicReader
from community.forum.services import (
    PollWish,
    Refused,
    recount,
    reply,
    show_waiting,
    start_topic,
    withdraw_post,
)
from tests.community.forum.racing import together
from tests.factories import forum as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def copies(topic: Topic) -> dict[str, Any]:
    """What the topic and its category say of their posts."""
    row = Topic.objects.filter(pk=topic.pk).values(
        "highest_number", "reply_count", "last_post_at", "last_author", "last_organisation",
        "excerpt", "solved_at",
    ).get()  # fmt: skip
    category = Category.objects.filter(pk=topic.category_id).values("topic_count", "post_count")
    return row | category.get()


def test_a_topic_has_its_opening_post_and_is_told_once(alice, gent):
    category = make.category()
    topic = make.topic(
        alice, category=category, title="  Mail \u202ekopiëren ", tags=["C#", "mail"]
    )
    post = topic.posts.get()
    assert (topic.title, topic.tags) == ("Mail kopiëren", ["c-sharp", "mail"])
    assert (post.number, post.html, post.state) == (1, "<p>Wie kent dit?</p>\n", PostState.SHOWN)
    assert copies(topic) == {
        "highest_number": 1, "reply_count": 0, "last_post_at": post.created_at,
        "last_author": alice.pk, "last_organisation": gent.pk, "excerpt": "Wie kent dit?",
        "solved_at": None, "topic_count": 1, "post_count": 1,
    }  # fmt: skip
    told = Activity.objects.filter(verb__startswith="community.").latest("pk")
    assert (told.verb, told.data) == (
        "community.topic.started",
        {"topic": topic.pk, "post": post.pk, "number": 1, "category": category.pk},
    )


def test_the_platform_itself_starts_a_topic(db):
    topic = start_topic(
        author=None, organisation=None, category=make.category(), title="Waarschuwing",
        source="Werk bij.", via=Via.HOUSE,
    )  # fmt: skip
    assert (topic.author, topic.posts.get().via) == (None, Via.HOUSE)


@pytest.mark.django_db(transaction=True)
def test_fifty_replies_at_once_get_fifty_numbers(alice, bob):
    topic = make.topic(alice)
    before = Topic.objects.get(pk=topic.pk)
    given = together(*[lambda: make.post(topic, bob) for _n in range(50)])
    assert sorted(each.number for each in given) == list(range(2, 52))
    counted = copies(topic)
    assert (counted["highest_number"], counted["reply_count"]) == (51, 50)
    assert counted["post_count"] == 51
    recount(before)
    assert copies(topic) == counted


@pytest.mark.django_db(transaction=True)
def test_the_same_form_ten_times_at_once_gives_one_post(alice, bob):
    topic, submission = make.topic(alice), uuid4()
    given = together(*[lambda: make.post(topic, bob, submission=submission) for _n in range(10)])
    assert len({each.pk for each in given}) == 1
    assert list(topic.posts.values_list("number", flat=True)) == [1, 2]
    assert copies(topic)["reply_count"] == 1
    assert make.post(topic, alice).number == 3


@pytest.mark.django_db(transaction=True)
def test_the_same_form_ten_times_at_once_gives_one_topic(alice):
    category, submission = make.category(), uuid4()
    works = [lambda: make.topic(alice, category=category, submission=submission)] * 10
    given = together(*works)
    assert len({each.pk for each in given}) == 1
    assert Counter(Activity.objects.values_list("verb", flat=True))["community.topic.started"] == 1
    category.refresh_from_db()
    assert (category.topic_count, category.post_count) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_recounting_while_others_write_is_exact(alice, bob):
    category = make.category()
    one, two = make.topic(alice, category=category), make.topic(alice, category=category)
    works = [lambda: make.post(one, bob), lambda: make.post(two, bob), lambda: recount(one)] * 8
    assert [each for each in together(*works) if isinstance(each, Exception)] == []
    for each in (one, two):
        counted = copies(each)
        assert (counted["reply_count"], counted["post_count"]) == (8, 18)


def test_a_reply_in_a_closed_topic_is_refused_and_gives_no_number(alice, bob):
    topic = make.topic(alice)
    Topic.objects.filter(pk=topic.pk).update(locked_at=topic.created_at)
    with pytest.raises(Refused, match="gesloten"):
        make.post(topic, bob)
    assert copies(topic)["highest_number"] == 1


def test_first_posts_of_a_newcomer_wait_and_count_nothing(alice, supplier):
    category = make.category(reviews_newcomers=True)
    writer = make_user("verkoper@proef.example", "Vera")
    make_member(writer, supplier)
    topic = make.topic(alice, category=category)
    waiting = make.post(topic, writer)
    after = make.post(topic, alice)
    assert (waiting.state, waiting.number, after.number) == (PostState.WAITING, 2, 3)
    assert copies(topic)["reply_count"] == 1
    shown = show_waiting(waiting)
    assert (shown.state, shown.number) == (PostState.SHOWN, 4)
    assert show_waiting(waiting).number == 4
    assert copies(topic) | {"last_post_at": None} == {
        "highest_number": 4, "reply_count": 2, "last_post_at": None, "last_author": writer.pk,
        "last_organisation": supplier.pk, "excerpt": "Wie kent dit?", "solved_at": None,
        "topic_count": 1, "post_count": 3,
    }  # fmt: skip
    told = Activity.objects.filter(verb="community.post.written").values_list("data", flat=True)
    assert [each["number"] for each in told.order_by("pk")] == [3, 4]


def test_a_newcomers_topic_is_hidden_until_it_is_shown(supplier):
    writer = make_user("verkoper@proef.example", "Vera")
    make_member(writer, supplier)
    category = make.category(reviews_newcomers=True)
    topic = make.topic(writer, category=category)
    assert not Topic.objects.shown().exists()
    show_waiting(topic.posts.get())
    assert [each.pk for each in Topic.objects.shown()] == [topic.pk]
    category.refresh_from_db()
    assert (category.topic_count, category.post_count) == (1, 1)


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"title": " \u200b "}, "title", "titel"),
        ({"title": "x" * 141}, "title", "te lang"),
        ({"source": "\u2060 \n"}, "source", "Schrijf eerst iets"),
        ({"source": "x" * 40_001}, "source", "te lang"),
        ({"kind": TopicKind.POLL}, "question", "vraag"),
        ({"kind": TopicKind.POLL, "poll": PollWish("Wat?", ["A", " A"])}, "options", "twee"),
    ],
)
def test_a_topic_that_lacks_something_is_refused_where_it_does(alice, change, field, says):
    with pytest.raises(Refused, match=says) as refused:
        make.topic(alice, **change)
    assert (refused.value.field, Topic.objects.count()) == (field, 0)


def test_withdrawing_an_opening_post_without_replies_takes_the_topic_along(alice):
    topic = make.topic(alice)
    withdraw_post(post=topic.posts.get(), user=alice)
    assert not Topic.objects.shown().exists()
    assert Category.objects.get(pk=topic.category_id).topic_count == 0


@pytest.mark.parametrize("watchers", [1, 500])
def test_a_reply_takes_eight_queries_however_many_watch(alice, bob, gent, watchers):
    topic = make.topic(alice, category=make.category(reviews_newcomers=True))
    people = User.objects.bulk_create(User(email=f"w{n}@gent.example") for n in range(watchers))
    watching = [TopicReader(user=each, topic=topic, level=Follow.WATCHED) for each in people]
    TopicReader.objects.bulk_create(watching)
    with CaptureQueriesContext(connection) as asked:
        reply(topic=topic, author=bob, organisation=gent, source="Zo.")
    assert len([each for each in asked if "SAVEPOINT" not in each["sql"]]) <= 8
