"""Pointers, visits, what is unread and what came since."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from community.forum.enums import Follow
from community.forum.models import ForumReader, Post, Topic, TopicReader
from community.forum.queries.lists import newest
from community.forum.queries.reading import reading_of
from community.forum.queries.unread import MOST, Since, Unread, since_last_visit, unread_of
from community.forum.services.following import follow_category, follow_tag, follow_topic
from community.forum.services.visiting import mark_read, move_pointer, put_aside, read_here, visited
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def was_here(user: Any, hours: float = 2) -> None:
    """He was on the forum so many hours ago, and never before."""
    visited(user=user)
    then = timezone.now() - timedelta(hours=hours)
    ForumReader.objects.filter(user=user).update(known_since=then, last_visit_at=then)


def unread_keys(user: Any) -> list[int]:
    return unread_of(reading_of(user)).keys


def test_pointer_only_rises_and_stops_at_the_last_post(alice: Any, bob: Any):
    topic = make.topic(alice)
    for _n in range(4):
        make.post(topic, alice)
    topic.refresh_from_db()

    found = []
    for number in (3, 1, 3, 99, 2):
        move_pointer(user=bob, topic=topic, number=number)
        found.append(TopicReader.objects.get(user=bob, topic=topic).last_read)

    assert found == [3, 3, 3, 5, 5]


@pytest.mark.django_db(transaction=True)
def test_pointer_of_two_windows_at_once_keeps_the_highest(alice: Any, bob: Any):
    topic = make.topic(alice)
    for _n in range(9):
        make.post(topic, alice)

    def read(number: int) -> None:
        move_pointer(user=bob, topic=topic, number=number)
        connection.close()

    windows = [threading.Thread(target=read, args=(n,)) for n in (9, 2, 7, 4)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()

    assert TopicReader.objects.get(user=bob, topic=topic).last_read == 9


def test_unread_is_what_came_and_what_was_left_behind(alice: Any, bob: Any):
    old = make.topic(alice)
    was_here(bob)
    Topic.objects.filter(pk=old.pk).update(bumped_at=timezone.now() - timedelta(days=9))
    new = make.topic(alice)

    assert unread_keys(bob) == [new.pk]

    move_pointer(user=bob, topic=new, number=1)
    assert unread_keys(bob) == []

    make.post(new, alice)
    assert unread_keys(bob) == [new.pk]


def test_unread_stays_unread_when_a_later_visit_begins(alice: Any, bob: Any):
    """What is known moves up at each visit; what he did not open is kept by itself."""
    was_here(bob, hours=48)
    left, opened = make.topic(alice), make.topic(alice)
    move_pointer(user=bob, topic=opened, number=1)
    Topic.objects.update(bumped_at=timezone.now() - timedelta(hours=3))

    visited(user=bob)
    put_aside(reading=reading_of(bob))

    reader = ForumReader.objects.get(user=bob)
    assert reader.known_since > timezone.now() - timedelta(minutes=2)
    assert unread_keys(bob) == [left.pk]
    behind = TopicReader.objects.filter(user=bob, is_behind=True)
    assert list(behind.values_list("topic", flat=True)) == [left.pk]

    move_pointer(user=bob, topic=left, number=1)
    assert unread_keys(bob) == []
    assert not behind.exists()


def test_mark_read_calls_a_category_or_everything_read(alice: Any, bob: Any):
    was_here(bob)
    first, second = make.topic(alice), make.topic(alice)
    make.post(second, alice)
    move_pointer(user=bob, topic=second, number=1)

    mark_read(user=bob, category=first.category)
    assert unread_keys(bob) == [second.pk]

    mark_read(user=bob)
    assert unread_keys(bob) == []
    assert TopicReader.objects.get(user=bob, topic=second).last_read == 2
    make.post(first, alice)
    assert unread_keys(bob) == [first.pk]


def test_muted_is_never_unread_and_stands_in_no_list_of_what_is_new(alice: Any, bob: Any):
    was_here(bob)
    topics = [make.topic(alice), make.topic(alice, tags=["vpn"]), make.topic(alice)]
    follow_topic(user=bob, topic=topics[0], level=Follow.MUTED)
    follow_tag(user=bob, tag="vpn", level=Follow.MUTED)
    follow_category(user=bob, category=topics[2].category, level=Follow.MUTED)
    heard = make.topic(alice)

    reading = reading_of(bob)
    assert unread_of(reading).keys == [heard.pk]
    assert [row.pk for row in newest(reading).rows] == [heard.pk]
    assert since_last_visit(bob).number == 1


def test_quiet_category_is_heard_by_who_follows_a_topic_or_tag_of_it(alice: Any, bob: Any):
    was_here(bob)
    quiet = make.category(follow=Follow.MUTED)
    chosen, tagged = (
        make.topic(alice, category=quiet),
        make.topic(alice, category=quiet, tags=["vpn"]),
    )
    make.topic(alice, category=quiet)
    follow_topic(user=bob, topic=chosen, level=Follow.TRACKED)
    follow_tag(user=bob, tag="vpn", level=Follow.TRACKED)

    assert unread_keys(bob) == [tagged.pk, chosen.pk]
    assert since_last_visit(bob).number == 2


def test_unread_of_a_newcomer_is_nothing(alice: Any, bob: Any):
    make.topic(alice)

    assert unread_of(reading_of(bob)) == Unread([], unread_of(reading_of(bob)).by_category)
    visited(user=bob)
    assert unread_keys(bob) == []


def test_unread_is_counted_to_five_hundred(alice: Any, bob: Any):
    was_here(bob)
    like = make.topic(alice)
    now = timezone.now()
    Topic.objects.bulk_create(
        Topic(
            category=like.category, kind="vraag", title=f"Nr {n}", highest_number=1, bumped_at=now
        )
        for n in range(MOST + 20)
    )

    assert unread_of(reading_of(bob)).number == "500+"


def test_since_the_last_visit_says_how_many_and_where(alice: Any, bob: Any):
    was_here(bob, hours=1)
    topic = make.topic(alice, title="Kopieën van mail")
    make.post(topic, alice)
    make.post(topic, bob)

    found = since_last_visit(bob)

    assert found.number == 2
    assert [(each.title, each.url) for each in found.topics] == [
        ("Kopieën van mail", f"/forum/onderwerp/{topic.pk}/1/#bericht-1")
    ]
    move_pointer(user=bob, topic=topic, number=3)
    assert since_last_visit(bob) == Since(0, [])


def test_since_holds_during_a_visit_and_moves_on_with_the_next(alice: Any, bob: Any):
    was_here(bob, hours=1)
    make.topic(alice)

    visited(user=bob)
    assert since_last_visit(bob).number == 1

    an_hour_ago = timezone.now() - timedelta(hours=1)
    Topic.objects.update(bumped_at=an_hour_ago)
    Post.objects.update(created_at=an_hour_ago)
    half_an_hour_ago = timezone.now() - timedelta(minutes=31)
    ForumReader.objects.filter(user=bob).update(last_visit_at=half_an_hour_ago)
    visited(user=bob)

    assert ForumReader.objects.get(user=bob).previous_visit_at == half_an_hour_ago
    assert since_last_visit(bob).number == 0


def test_reading_and_being_here_are_noted_together(alice: Any, bob: Any):
    topic = make.topic(alice)

    for _twice in range(2):
        read_here(user=bob, topic=topic, number=1, last_visit_at=None)

    assert TopicReader.objects.get(user=bob, topic=topic).last_read == 1
    assert ForumReader.objects.get(user=bob).previous_visit_at is None


def test_since_tells_nothing_of_what_one_may_not_read(alice: Any, charlie: Any, supplier: Any):
    from tests.people import make_member, make_user

    seller = make_user("verkoper@softwarehuis.example", "Sien")
    make_member(seller, supplier)
    was_here(seller)
    make.topic(alice, category=make.category(audience="besturen"))

    assert since_last_visit(seller).number == 0
    assert unread_keys(seller) == []
