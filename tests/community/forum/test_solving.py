"""Which replies answer a question, and that it may be solved without one: who sees the buttons, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.forum.enums import SupplierRule, TopicKind
from community.forum.models import Post, Topic
from community.forum.rules import may_mark_post, may_react, may_vote
from community.forum.services import PollWish, Refused, call_solved, mark_best
from community.trust.enums import Level
from community.trust.services import set_level
from tests.factories import forum
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
MARK = "Dit is het beste antwoord"
SOLVED, OPEN = "Opgelost zonder antwoord", "Toch niet opgelost"


def url(name: str, *args: Any) -> str:
    return reverse(f"community:forum-{name}", args=args)


def page(client: Any, topic: Topic) -> str:
    return client.get(url("topic", topic.pk)).content.decode()


@pytest.fixture
def seller(supplier) -> Any:
    user = make_user("verkoper@proef.example", "Vera")
    make_member(user, supplier)
    return user


def test_who_asked_and_who_moderates_call_it_solved_and_open_again(
    alice, bob, charlie, editor, client_of
):
    topic = forum.topic(alice)
    shown = [SOLVED in page(client_of(each), topic) for each in (alice, editor, bob, charlie)]
    assert shown == [True, True, False, False]
    client = client_of(alice)
    client.post(url("solved", topic.pk), {"wanted": "ja"})
    topic.refresh_from_db()
    assert topic.is_solved
    said = page(client, topic)
    assert (SOLVED in said, OPEN in said, "De vraag is opgelost." in said) == (False, True, True)
    client_of(editor).post(url("solved", topic.pk), {"wanted": "nee"})
    topic.refresh_from_db()
    assert not topic.is_solved


def test_a_question_with_a_best_answer_and_what_is_no_question_have_no_such_button(
    alice, bob, client_of
):
    topic, talk = forum.topic(alice), forum.topic(alice, kind=TopicKind.DISCUSSION)
    mark_best(post=forum.post(topic, bob), user=alice, wanted=True)
    assert [SOLVED in page(client_of(alice), each) for each in (topic, talk)] == [False, False]


def test_what_was_solved_both_ways_says_that_it_still_is(alice, bob, client_of):
    topic = forum.topic(alice)
    call_solved(topic=topic, user=alice, wanted=True)
    mark_best(post=forum.post(topic, bob), user=alice, wanted=True)
    client = client_of(alice)
    client.post(url("solved", topic.pk), {"wanted": "nee"})
    assert "De vraag is opgelost." in page(client, topic)


def test_what_went_meanwhile_is_called_nothing(alice):
    topic = forum.topic(alice)
    Topic.objects.update(hidden_at=timezone.now())
    with pytest.raises(Refused, match="er niet meer"):
        call_solved(topic=topic, user=alice, wanted=True)


def test_a_supplier_sees_the_button_only_where_he_may_press_it(
    seller, supplier, alice, bob, client_of
):
    colleague = make_user("collega@proef.example", "Cees")
    make_member(colleague, supplier)
    topic = forum.topic(seller)
    own, theirs, other = (forum.post(topic, each) for each in (seller, colleague, bob))
    said = page(client_of(seller), topic)
    for post in topic.posts.select_related("topic__category"):
        shown = f'action="{url("best", post.pk)}"' in said
        assert shown == may_mark_post(seller, post) == (post == other)
        answer = client_of(seller).post(url("best", post.pk))
        assert answer.status_code == (302 if shown else 404)
    assert MARK in page(client_of(seller), topic) or Post.objects.get(pk=other.pk).is_best
    assert [each.number for each in (own, theirs)] == [2, 3]


def test_who_shared_much_sees_it_and_no_post_costs_a_question_more(
    alice, bob, charlie, editor, client_of
):
    set_level(user=charlie, level=Level.SHARER, reason="Deelt veel.", editor=editor)
    topic = forum.topic(alice)
    client, asked = client_of(charlie), []
    for number in (1, 3):
        for _n in range(number):
            forum.post(topic, bob, f"Zo, {number} en {_n}.")
        page(client, topic)
        with CaptureQueriesContext(connection) as queries:
            assert page(client, topic).count(MARK) == topic.posts.count() - 1
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_who_only_reads_neither_votes_nor_reacts(seller, alice, bob):
    closed = forum.category(suppliers=SupplierRule.READ)
    wish = PollWish("Wanneer?", ["Nu", "Straks"])
    for category, may in ((closed, False), (forum.category(), True)):
        poll = forum.topic(alice, category=category, kind=TopicKind.POLL, poll=wish)
        opening = poll.posts.select_related("topic__category").get()
        assert (may_vote(seller, poll), may_react(seller, opening)) == (may, may)
        assert (may_vote(bob, poll), may_react(bob, opening)) == (True, True)
