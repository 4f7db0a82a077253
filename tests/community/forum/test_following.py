"""Who hears of a topic."""

from __future__ import annotations

from typing import Any

import pytest

from community.forum.enums import Follow, FollowReason
from community.forum.models import TopicReader
from community.forum.rules import may_read, readers_of
from community.forum.services.following import (
    Watcher,
    follow_by_itself,
    follow_category,
    follow_tag,
    follow_topic,
    follow_what_one_wrote,
    watchers_of,
)
from community.groups.models import Group, GroupMembership
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def test_watchers_follow_topic_then_category_and_tag(
    alice: Any, bob: Any, charlie: Any, editor: Any
):
    topic = make.topic(alice, tags=["vpn"])
    follow_topic(user=alice, topic=topic, level=Follow.NORMAL)
    follow_category(user=alice, category=topic.category, level=Follow.WATCHED)
    follow_category(user=bob, category=topic.category, level=Follow.TRACKED)
    follow_tag(user=bob, tag="vpn", level=Follow.WATCHED)
    follow_category(user=charlie, category=topic.category, level=Follow.WATCHED)
    follow_topic(user=editor, topic=topic, level=Follow.WATCHED)

    assert watchers_of(topic) == sorted([
        Watcher(bob.pk, Follow.WATCHED, "trefwoord"),
        Watcher(charlie.pk, Follow.WATCHED, "categorie"),
        Watcher(editor.pk, Follow.WATCHED, FollowReason.CHOSEN),
    ])  # fmt: skip


@pytest.mark.parametrize("where", ["topic", "category", "tag"])
def test_muted_anywhere_wins(where: str, alice: Any, bob: Any):
    topic = make.topic(alice, tags=["vpn"])
    follow_topic(user=bob, topic=topic, level=Follow.WATCHED)
    follow_tag(user=bob, tag="vpn", level=Follow.WATCHED)
    if where == "topic":
        follow_topic(user=bob, topic=topic, level=Follow.MUTED)
    elif where == "category":
        follow_category(user=bob, category=topic.category, level=Follow.MUTED)
    else:
        follow_tag(user=bob, tag="vpn", level=Follow.MUTED)

    assert watchers_of(topic) == []


def test_category_that_is_watched_of_itself_reaches_its_readers(
    alice: Any, bob: Any, newcomer: Any
):
    topic = make.topic(alice, category=make.category(follow=Follow.WATCHED))

    assert watchers_of(topic) == [
        Watcher(each.pk, Follow.WATCHED, "categorie")
        for each in sorted([alice, bob], key=lambda u: u.pk)
    ]


def test_who_no_longer_reads_no_longer_watches(alice: Any, bob: Any, charlie: Any):
    topic = make.topic(alice, category=make.category(audience="besturen"))
    for each in (bob, charlie):
        follow_topic(user=each, topic=topic, level=Follow.WATCHED)
    charlie.memberships.update(left_at="2026-01-01T00:00Z")

    assert [each.user_id for each in watchers_of(topic)] == [bob.pk]


@pytest.mark.parametrize("audience", ["publiek", "leden", "besturen", "groep"])
def test_readers_of_a_category_are_those_who_may_read_it(
    audience: str, alice: Any, charlie: Any, newcomer: Any, editor: Any, qrc_editor: Any, helpdesk: Any,
    platform_admin: Any, supplier: Any,
):  # fmt: skip
    from community.accounts.models import User
    from tests.people import make_member, make_user

    seller = make_user("verkoper@softwarehuis.example", "Sien")
    make_member(seller, supplier)
    group = Group.objects.create(kind="kenniskring", name="Kring", summary="Samen.")
    GroupMembership.objects.create(group=group, user=charlie)
    category = make.category(audience=audience, group=group if audience == "groep" else None)

    told = set(readers_of(category).values_list("pk", flat=True))

    everybody = User.objects.filter(is_active=True)
    assert told == {each.pk for each in everybody if may_read(each, category)}
    assert (audience == "groep") == (told == {charlie.pk})


def test_own_word_stands_above_what_happens_by_itself(alice: Any, bob: Any, charlie: Any):
    topic = make.topic(alice)
    follow_topic(user=bob, topic=topic, level=Follow.NORMAL)
    users = [bob.pk, charlie.pk, charlie.pk]

    for _twice in range(2):
        follow_by_itself(users=users, topic=topic, reason=FollowReason.USES)

    rows = TopicReader.objects.filter(topic=topic).order_by("user")
    assert set(rows.values_list("user", "level", "reason")) == {
        (bob.pk, Follow.NORMAL, FollowReason.CHOSEN), (charlie.pk, Follow.WATCHED, FollowReason.USES),
    }  # fmt: skip


def test_who_asks_watches_and_who_answers_follows(alice: Any, bob: Any):
    topic = make.topic(alice)
    answer = make.post(topic, bob)

    for each in (topic.posts.get(number=1), answer, answer):
        follow_what_one_wrote(post_id=each.pk)

    assert set(watchers_of(topic)) == {
        Watcher(alice.pk, Follow.WATCHED, FollowReason.WROTE),
        Watcher(bob.pk, Follow.TRACKED, FollowReason.WROTE),
    }


def test_watchers_are_asked_by_one_statement(alice: Any, django_assert_num_queries: Any):
    topic = make.topic(alice, tags=["vpn", "mail"])

    with django_assert_num_queries(1):
        watchers_of(topic)
