"""Editing, taking back, reacting, marking and voting: what changes, for whom, and when two do at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.forum.comparing import compare
from community.forum.enums import PostState, ReactionKind, TopicKind
from community.forum.models import BestAnswer, Draft, Poll, PollVote, Post, PostRevision, Topic
from community.forum.opinions import poll_shown
from community.forum.quoting import quote_of
from community.forum.refreshing import render_anew, render_old
from community.forum.rules import may_edit, may_mark_post
from community.forum.services import (
    DraftMovedOn,
    EditedMeanwhile,
    PollWish,
    Refused,
    TooMuch,
    call_solved,
    edit_post,
    mark_best,
    react,
    restore_post,
    save_draft,
    vote,
    withdraw_post,
)
from community.forum.services.joining import merge_topics
from community.moderation.enums import Measure
from community.search.models import SearchEntry
from community.trust.enums import Level
from community.trust.models import Standing
from tests.community.forum.racing import together
from tests.factories import forum as make
from tests.factories.moderation import decided
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def said(verb: str) -> list[dict[str, Any]]:
    rows = Activity.objects.filter(verb=f"community.{verb}").order_by("pk")
    return list(rows.values_list("data", flat=True))


def test_an_edit_keeps_what_was_said_and_is_told(alice, editor):
    topic = make.topic(alice, source="Eerst.")
    post = topic.posts.get()
    done = edit_post(
        post=post, editor=editor, source="Nu.", title="Andere titel", reason="Taal", seen_revision=1
    )
    topic.refresh_from_db()
    assert (done.html, done.revision, topic.title, topic.excerpt) == (
        "<p>Nu.</p>\n", 2, "Andere titel", "Nu.",
    )  # fmt: skip
    kept = PostRevision.objects.get()
    assert (kept.number, kept.source, kept.title, kept.reason, kept.edited_by) == (
        1, "Eerst.", "Hoe maakt u kopieën van mail?", "Taal", editor,
    )  # fmt: skip
    assert said("post.edited") == [
        {
            "topic": topic.pk,
            "post": post.pk,
            "number": 1,
            "category": topic.category_id,
            "revision": 2,
        }
    ]


def test_an_edit_of_nothing_changes_nothing(alice):
    post = make.topic(alice).posts.get()
    same = edit_post(post=post, editor=alice, source=post.source, seen_revision=1)
    assert (same.revision, PostRevision.objects.count(), said("post.edited")) == (1, 0, [])


@pytest.mark.django_db(transaction=True)
def test_of_two_edits_at_once_one_is_told_and_loses_nothing(alice, editor):
    post = make.topic(alice).posts.get()
    given = together(
        lambda: edit_post(post=post, editor=alice, source="Van Alice.", seen_revision=1),
        lambda: edit_post(post=post, editor=editor, source="Van Els.", seen_revision=1),
    )
    won = [each for each in given if isinstance(each, Post)]
    lost = [each for each in given if isinstance(each, EditedMeanwhile)]
    assert (len(won), len(lost), lost[0].current.source) == (1, 1, won[0].source)
    assert PostRevision.objects.count() == 1


def test_who_wrote_it_and_editors_edit_and_a_closed_topic_only_editors(alice, bob, editor):
    post = make.topic(alice).posts.get()
    who = [may_edit(each, post) for each in (alice, bob, editor)]
    post.topic.locked_at = timezone.now()
    assert (who, [may_edit(each, post) for each in (alice, editor)]) == (
        [True, False, True], [False, True],
    )  # fmt: skip


def test_a_withdrawn_post_is_read_by_nobody_also_not_in_quotes_and_comes_back(alice, bob):
    topic = make.topic(alice)
    post = make.post(topic, bob, "Mijn woorden.")
    quoting = make.post(topic, alice, quote_of(post) + "Zo is het.")
    before = quoting.html
    withdraw_post(post=post, user=bob)
    pay_owed()
    quoting.refresh_from_db()
    assert "Mijn woorden" not in quoting.html
    assert "Dit bericht is er niet meer." in quoting.html
    topic.refresh_from_db()
    assert topic.reply_count == 1
    restore_post(post=post, user=bob)
    pay_owed()
    quoting.refresh_from_db()
    topic.refresh_from_db()
    assert (quoting.html, topic.reply_count) == (before, 2)


def test_withdrawing_and_restoring_twice_does_it_once(alice):
    post = make.topic(alice).posts.get()
    for _n in range(2):
        withdraw_post(post=post, user=alice)
    for _n in range(2):
        restore_post(post=post, user=alice)
    assert (len(said("post.withdrawn")), len(said("post.restored"))) == (1, 1)
    assert Topic.objects.shown().count() == 1


def test_restoring_does_not_bring_out_a_topic_that_somebody_else_hid(alice):
    topic = make.topic(alice)
    withdraw_post(post=topic.posts.get(), user=alice)
    Topic.objects.update(hidden_at=timezone.now())
    restore_post(post=topic.posts.get(), user=alice)
    assert not Topic.objects.shown().exists()


def test_what_waited_for_a_look_does_not_come_back_without_one(supplier):
    writer = make_user("verkoper@proef.example", "Vera")
    make_member(writer, supplier)
    topic = make.topic(writer, category=make.category(reviews_newcomers=True))
    withdraw_post(post=topic.posts.get(), user=writer)
    with pytest.raises(Refused, match="nog niet nagekeken"):
        restore_post(post=topic.posts.get(), user=writer)
    assert not Topic.objects.shown().exists()


def test_a_post_of_an_older_rendering_is_made_anew_unless_it_was_edited(alice):
    post = make.topic(alice, source="**Vet**").posts.get()
    Post.objects.update(html="oud", rendering=0)
    stale = Post.objects.select_related("topic__category__group").get()
    edit_post(post=post, editor=alice, source="Nieuw", seen_revision=1)
    assert (render_anew(stale), Post.objects.get().html) == (False, "<p>Nieuw</p>\n")
    Post.objects.update(html="oud", rendering=0)
    assert (render_old(), render_old(), Post.objects.get().html) == (1, 0, "<p>Nieuw</p>\n")


@pytest.mark.django_db(transaction=True)
def test_reactions_at_once_are_counted_exactly(alice, gent):
    post = make.topic(alice).posts.get()
    people = [make_user(f"lid{n}@gent.example", f"Lid{n}") for n in range(6)]
    wants = [
        lambda each=each: react(post=post, user=each, kind=ReactionKind.USEFUL, wanted=True)
        for each in people * 3
    ]
    assert [each for each in together(*wants) if isinstance(each, Exception)] == []
    post.refresh_from_db()
    assert (post.useful_count, post.reactions.count()) == (6, 6)
    assert len(said("post.reacted")) == 6


def test_nobody_thanks_himself(alice):
    with pytest.raises(Refused, match="eigen bericht"):
        react(post=make.topic(alice).posts.get(), user=alice, kind="dank", wanted=True)


def test_more_than_one_answer_may_be_best_and_the_askers_stands_above(alice, bob, charlie, editor):
    topic = make.topic(alice)
    one, two = make.post(topic, bob), make.post(topic, charlie, "Of zo.")
    mark_best(post=one, user=charlie, wanted=True)
    mark_best(post=two, user=alice, wanted=True)
    mark_best(post=one, user=alice, wanted=True)
    assert set(BestAnswer.objects.values_list("post", "by_asker")) == {
        (one.pk, True), (two.pk, True),
    }  # fmt: skip
    topic.refresh_from_db()
    assert topic.is_solved
    with pytest.raises(Refused, match="Wie de vraag stelde"):
        mark_best(post=one, user=charlie, wanted=False)
    mark_best(post=one, user=editor, wanted=False)
    mark_best(post=two, user=alice, wanted=False)
    topic.refresh_from_db()
    assert (topic.is_solved, Post.objects.filter(is_best=True).exists()) == (False, False)
    assert (len(said("answer.marked")), len(said("answer.unmarked"))) == (3, 2)


def test_hiding_the_best_answer_opens_the_question_again(alice, bob):
    topic = make.topic(alice)
    answer = make.post(topic, bob)
    mark_best(post=answer, user=alice, wanted=True)
    withdraw_post(post=answer, user=bob)
    topic.refresh_from_db()
    assert not topic.is_solved


def test_a_question_may_be_solved_without_an_answer(alice, bob):
    topic = make.topic(alice)
    answer = make.post(topic, bob)
    call_solved(topic=topic, user=alice, wanted=True)
    mark_best(post=answer, user=alice, wanted=True)
    mark_best(post=answer, user=alice, wanted=False)
    topic.refresh_from_db()
    assert topic.is_solved
    call_solved(topic=topic, user=alice, wanted=False)
    topic.refresh_from_db()
    assert not topic.is_solved


def test_only_a_reply_to_a_question_is_an_answer(alice, bob):
    topic = make.topic(alice, kind=TopicKind.DISCUSSION)
    with pytest.raises(Refused, match="antwoord op een vraag"):
        mark_best(post=make.post(topic, bob), user=alice, wanted=True)
    with pytest.raises(Refused, match="antwoord op een vraag"):
        mark_best(post=make.topic(alice).posts.get(), user=alice, wanted=True)


def test_who_asked_editors_and_who_shared_much_mark_and_a_seller_never_his_own(
    alice, bob, charlie, editor, supplier
):
    seller = make_user("verkoper@proef.example", "Vera")
    make_member(seller, supplier)
    topic = make.topic(alice)
    answer, sold = make.post(topic, bob), make.post(topic, seller, "Koop dit.")
    assert [may_mark_post(each, answer) for each in (alice, bob, charlie, editor, seller)] == [
        True, False, False, True, False,
    ]  # fmt: skip
    for each in (charlie, seller):
        Standing.objects.create(user=each, level=Level.SHARER)
    assert [may_mark_post(each, answer) for each in (charlie, seller)] == [True, True]
    assert [may_mark_post(each, sold) for each in (charlie, seller)] == [True, False]
    asked = make.topic(seller)
    own = make.post(asked, seller, "Ik weet het zelf.")
    assert may_mark_post(seller, own) is False


def a_poll(alice: Any, **fields: Any) -> Topic:
    return make.topic(
        alice, kind=TopicKind.POLL, poll=PollWish("Wanneer?", ["Nu", "Straks", "Nooit"], **fields)
    )


def votes(topic: Topic, user: Any) -> list[tuple[str, int, bool]]:
    shown = poll_shown(topic, user)
    return [(each.option.text, each.votes, each.is_mine) for each in shown.choices]


def test_a_vote_counts_once_and_may_be_changed_and_taken_back(alice, bob):
    topic = a_poll(alice)
    now, later, _never = topic.poll.options.values_list("pk", flat=True)
    vote(poll=topic.poll, user=bob, options=[now])
    vote(poll=topic.poll, user=bob, options=[later])
    vote(poll=topic.poll, user=alice, options=[later])
    assert votes(topic, bob) == [("Nu", 0, False), ("Straks", 2, True), ("Nooit", 0, False)]
    vote(poll=topic.poll, user=bob, options=[])
    assert votes(topic, bob) == [("Nu", 0, False), ("Straks", 1, False), ("Nooit", 0, False)]
    # Who voted what is in no trail either.
    assert not Activity.objects.filter(verb__contains="vote").exists()


@pytest.mark.django_db(transaction=True)
def test_two_votes_of_one_person_at_once_count_as_one(alice, bob):
    topic = a_poll(alice)
    now, later, never = topic.poll.options.values_list("pk", flat=True)
    works = [
        lambda each=each: vote(poll=topic.poll, user=bob, options=[each])
        for each in (now, later, never) * 3
    ]
    assert [each for each in together(*works) if isinstance(each, Exception)] == []
    assert PollVote.objects.count() == 1


def test_a_closed_poll_another_polls_option_and_too_many_are_refused(alice, bob):
    topic, other = a_poll(alice), a_poll(alice, is_multiple=True)
    keys = list(topic.poll.options.values_list("pk", flat=True))
    for wrong in ([*keys[:2]], [other.poll.options.first().pk], [999_999]):
        with pytest.raises(Refused):
            vote(poll=topic.poll, user=bob, options=wrong)
    several = list(other.poll.options.values_list("pk", flat=True))[:2]
    vote(poll=other.poll, user=bob, options=several)
    assert PollVote.objects.count() == 2
    Poll.objects.update(closes_at=timezone.now())
    with pytest.raises(Refused, match="gesloten"):
        vote(poll=topic.poll, user=bob, options=keys[:1])


def test_the_newest_draft_stays_and_the_other_window_is_told(alice, bob):
    first = save_draft(user=alice, key="new", sequence=0, data={"source": "een"})
    second = save_draft(user=alice, key="new", sequence=first.sequence, data={"source": "twee"})
    with pytest.raises(DraftMovedOn) as moved:
        save_draft(user=alice, key="new", sequence=first.sequence, data={"source": "oud"})
    assert (moved.value.current.data, second.sequence) == ({"source": "twee"}, 2)
    forced = save_draft(user=alice, key="new", sequence=1, data={"source": "toch"}, anyway=True)
    assert (forced.sequence, forced.data) == (3, {"source": "toch"})
    save_draft(user=bob, key="new", sequence=0, data={"source": "van Bob"})
    assert Draft.objects.count() == 2


def test_a_draft_that_was_sent_comes_back_only_when_asked(alice):
    with pytest.raises(DraftMovedOn) as moved:
        save_draft(user=alice, key="new", sequence=4, data={"source": "laat"})
    assert (moved.value.current, Draft.objects.count()) == (None, 0)
    assert save_draft(user=alice, key="new", sequence=4, data={}, anyway=True).sequence == 1


def test_posting_takes_its_draft_along_and_a_refusal_leaves_it(alice):
    save_draft(user=alice, key="new", sequence=0, data={"source": "x"})
    with pytest.raises(Refused):
        make.topic(alice, title=" ")
    assert Draft.objects.count() == 1
    make.topic(alice)
    assert Draft.objects.count() == 0


def test_too_much_is_not_kept(alice):
    with pytest.raises(TooMuch):
        save_draft(user=alice, key="new", sequence=0, data={"source": "x" * 100_001})


def test_what_changed_is_marked_by_words():
    pieces = [
        (each.change, each.text) for each in compare("Een\nzo is het\n", "Een\nzo was het\nTwee")
    ]
    assert pieces == [
        ("", "Een\nzo "), ("del", "is"), ("ins", "was"), ("", " het\n"), ("ins", "Twee"),
    ]  # fmt: skip


def test_a_waiting_post_stays_waiting_after_an_edit(supplier):
    writer = make_user("verkoper@proef.example", "Vera")
    make_member(writer, supplier)
    topic = make.topic(writer, category=make.category(reviews_newcomers=True))
    done = edit_post(post=topic.posts.get(), editor=writer, source="Anders.", seen_revision=1)
    assert done.state == PostState.WAITING


def test_who_may_not_write_changes_nothing_and_puts_nothing_back(alice, editor):
    topic = make.topic(alice)
    old, taken_back = make.post(topic, alice, "Oud."), make.post(topic, alice, "Terug.")
    withdraw_post(post=taken_back, user=alice)
    until = timezone.now() + timedelta(days=3)
    decided(make.post(topic, alice, "Reclame."), editor, Measure.RESTRICT, until=until)
    with pytest.raises(Refused, match="niet schrijven"):
        edit_post(post=old, editor=alice, source="Nieuw.", seen_revision=1)
    with pytest.raises(Refused, match="niet schrijven"):
        restore_post(post=taken_back, user=alice)
    old.refresh_from_db()
    assert old.source == "Oud."
    assert withdraw_post(post=old, user=alice).state == PostState.WITHDRAWN


@pytest.mark.parametrize("change", ["hidden", "locked"])
def test_what_was_hidden_or_closed_while_its_writer_typed_is_not_changed(alice, editor, change):
    post = make.topic(alice).posts.get()
    if change == "hidden":
        Post.objects.update(state=PostState.HIDDEN)
    else:
        Topic.objects.update(locked_at=timezone.now())
    with pytest.raises(Refused, match="niet meer wijzigen"):
        edit_post(post=post, editor=alice, source="Anders.", seen_revision=1)
    assert edit_post(post=post, editor=editor, source="Anders.", seen_revision=1).revision == 2


def test_what_was_merged_meanwhile_is_changed_where_it_stands(alice, bob, editor):
    topic, other = make.topic(alice), make.topic(bob)
    read_before = make.post(topic, alice, "Dat oude wachtwoord.")
    merge_topics(topic=topic, into=other, moderator=editor, reason="Dubbel.", submission=uuid4())
    pay_owed()
    assert SearchEntry.objects.filter(body__contains="wachtwoord").exists()
    withdraw_post(post=read_before, user=alice)
    pay_owed()
    other.refresh_from_db()
    assert other.reply_count == 1
    assert said("post.withdrawn")[-1]["topic"] == other.pk
    assert not SearchEntry.objects.filter(body__contains="wachtwoord").exists()


def test_a_text_of_few_words_a_thousand_times_over_is_shown_as_a_whole():
    old = "\n".join("ab"[n * n % 3 % 2] for n in range(1500))
    new = "\n".join("ba"[n * n % 5 % 2] for n in range(1500))
    assert [each.change for each in compare(old, new)] == ["del", "ins"]
    assert [each.change for each in compare("a b " * 350, "b a " * 350)] == ["del", "ins"]
