"""Moderating the forum: what is hidden is nowhere, what moved is found, and nothing happens by halves."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection

from community.activity.services import pay_owed
from community.forum.models import OldPlace, Post, Topic, TopicLink
from community.forum.services import Refused, edit_post, reply
from community.forum.services.joining import merge_topics, moved_to, split_topic
from community.forum.services.moderating import lock_topic, move_topic, pin_topic, unlock_topic
from community.forum.suspecting import suspect
from community.forum.views import moderating
from community.moderation.enums import Ground, Measure
from community.moderation.models import Decision, ReviewItem
from community.moderation.services import put, reverse
from community.organisations.enums import Audience
from community.search.models import SearchEntry
from tests.factories import forum
from tests.factories.moderation import POST, decided, reasons
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db
TORN = """
CREATE FUNCTION torn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'torn'; END $$;
CREATE TRIGGER torn BEFORE UPDATE OF merged_into_id ON community_topic
FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION torn()
"""
SECRET = "wachtwoordvandeserver"


def page(client, topic: Topic, number: int = 1) -> str:
    return client.get(f"/forum/onderwerp/{topic.pk}/{number}/").content.decode()


def test_hidden_words_are_nowhere(alice, bob, charlie, editor, client_of):
    topic = forum.topic(alice)
    post = forum.post(topic, alice, f"Het is {SECRET}.")
    quoting = forum.post(topic, bob, f"> [Alice](bericht:{post.pk})\n> Het is {SECRET}.\n\nJuist.")
    pay_owed()
    assert SECRET in quoting.html
    assert SearchEntry.objects.filter(body__contains=SECRET).exists()

    decision = decided(post, editor)
    pay_owed()

    for user in (alice, bob, charlie, editor):
        assert SECRET not in page(client_of(user), topic)
    quoting.refresh_from_db()
    assert SECRET not in quoting.html
    assert "Juist." in quoting.html
    assert not SearchEntry.objects.filter(body__contains=SECRET).exists()
    topic.refresh_from_db()
    topic.category.refresh_from_db()
    assert (topic.reply_count, topic.category.post_count) == (1, 2)

    reverse(decision=decision, moderator=editor, explanation="Mag toch.", submission=uuid4())
    pay_owed()
    assert SECRET in page(client_of(charlie), topic)
    quoting.refresh_from_db()
    assert SECRET in quoting.html
    assert SearchEntry.objects.filter(body__contains=SECRET).exists()


def test_an_opening_takes_its_topic_along_only_while_nobody_answered(alice, bob, editor):
    alone, answered = forum.topic(alice), forum.topic(alice)
    forum.post(answered, bob)
    openings = [Post.objects.get(topic=each, number=1) for each in (alone, answered)]
    decisions = [decided(each, editor) for each in openings]

    assert list(Topic.objects.shown()) == [answered]
    for each in decisions:
        reverse(decision=each, moderator=editor, explanation="Terug.", submission=uuid4())
    assert set(Topic.objects.shown()) == {alone, answered}


def test_a_topic_hidden_as_a_whole_stays_so_when_its_opening_comes_back(alice, editor):
    topic = forum.topic(alice)
    opening = Post.objects.get(topic=topic, number=1)
    of_post = decided(opening, editor)
    item = put(kind="community.topic", pk=topic.pk, why="eigen")
    assert item.kind == "community.topic"
    Topic.objects.filter(pk=topic.pk).update(hidden_at=None)
    decided(None, editor, item=item)
    reverse(decision=of_post, moderator=editor, explanation="Terug.", submission=uuid4())

    assert not Topic.objects.shown().exists()


def test_a_newcomers_first_post_waits_and_comes_out_by_a_decision(supplier_editor, alice, editor):
    category = forum.category(reviews_newcomers=True)
    topic = forum.topic(alice, category=category)
    post = forum.post(topic, supplier_editor, "Bij ons werkt het zo.")

    item = ReviewItem.objects.get()
    assert (post.state, item.why, item.gravity) == ("wacht", "eerste-bericht", 1)
    decided(post, editor, Measure.SHOW, item=item, ground=Ground.ORDER)
    post.refresh_from_db()
    assert post.state == "zichtbaar"
    assert Decision.objects.get().found == "nazicht"


def test_what_looks_like_spam_waits_or_is_looked_at(supplier_editor, alice, bob, editor):
    category = forum.category(reviews_newcomers=True)
    topic = forum.topic(alice, category=category)
    shouted = "KOOP NU ONS PAKKET VOOR EEN HEEL LAGE PRIJS"
    for n in range(2):
        first = forum.post(topic, supplier_editor, f"Gewoon antwoord {n}.")
        decided(first, editor, Measure.SHOW, item=ReviewItem.objects.open().get())
    by_newcomer = forum.post(topic, supplier_editor, shouted)
    waiting = ReviewItem.objects.open().get()
    assert (by_newcomer.state, waiting.why, waiting.signs) == ("wacht", "vermoeden", ["shouting"])

    known = forum.post(topic, bob, shouted)
    pay_owed()
    pay_owed()
    looked_at = ReviewItem.objects.open().get(object_id=known.pk)
    assert (known.state, looked_at.why, looked_at.signs) == ("zichtbaar", "vermoeden", ["shouting"])
    # Judged once, it does not come back by the same suspicion.
    decided(known, editor, Measure.NONE, item=looked_at)
    suspect(known.pk)
    assert not ReviewItem.objects.open().filter(object_id=known.pk).exists()


@pytest.fixture
def supplier_editor(supplier):
    user = make_user("sofie@softwarehuis.example", "Sofie")
    make_member(user, supplier)
    return user


def test_closing_says_why_and_opening_takes_it_back(alice, bob, editor):
    topic = forum.topic(alice)
    lock_topic(
        topic=topic, moderator=editor, submission=uuid4(),
        reasons=reasons(Measure.LOCK, ground=Ground.ORDER, article=""),
    )  # fmt: skip
    with pytest.raises(Refused):
        reply(topic=topic, author=bob, organisation=None, source="Nog iets.")
    closing = Decision.objects.get()
    assert closing.author == alice

    unlock_topic(topic=topic, moderator=editor, submission=uuid4())
    assert reply(topic=topic, author=bob, organisation=None, source="Nog iets.").number == 2
    assert Decision.objects.get(reverses=closing).measure == Measure.UNLOCK


def test_moving_counts_in_both_and_pinning_tells_nobody(alice, editor):
    here, there = forum.category(), forum.category()
    topic = forum.topic(alice, category=here)
    moved = move_topic(
        topic=topic, category=there, moderator=editor, reason="Past daar.", submission=uuid4()
    )
    pin_topic(topic=moved, moderator=editor, until=None)

    here.refresh_from_db()
    there.refresh_from_db()
    assert (here.topic_count, here.post_count) == (0, 0)
    assert (there.topic_count, there.post_count) == (1, 1)
    assert list(Decision.objects.values_list("measure", "author")) == [("verplaatsen", alice.pk)]


def test_merged_posts_keep_writer_and_date_and_old_addresses_lead_there(
    alice, bob, charlie, editor, client_of
):
    category = forum.category()
    topic = forum.topic(alice, category=category, source="Eerste vraag")
    second = forum.post(topic, bob, "Antwoord van Bob")
    into = forum.topic(charlie, category=category, source="Zelfde vraag")
    forum.post(into, alice, "Antwoord van Alice")
    token = uuid4()
    for _twice in range(2):
        merge_topics(topic=topic, into=into, moderator=editor, reason="Dubbel.", submission=token)

    rows = Post.objects.filter(topic=into).order_by("number")
    assert list(rows.values_list("number", "author", "source")) == [
        (1, charlie.pk, "Zelfde vraag"), (2, alice.pk, "Antwoord van Alice"),
        (3, alice.pk, "Eerste vraag"), (4, bob.pk, "Antwoord van Bob"),
    ]  # fmt: skip
    topic.refresh_from_db()
    into.refresh_from_db()
    category.refresh_from_db()
    assert (into.highest_number, into.reply_count, topic.merged_into) == (4, 3, into)
    assert (category.topic_count, category.post_count) == (1, 4)
    second.refresh_from_db()
    assert moved_to(topic.pk, 2) == second
    found = client_of(bob).get(f"/forum/onderwerp/{topic.pk}/2/")
    assert (found.status_code, found["Location"]) == (
        301, f"/forum/onderwerp/{into.pk}/4/#bericht-4",
    )  # fmt: skip
    # A new reply gets the next number, and the old topic takes none.
    assert forum.post(into, bob).number == 5
    with pytest.raises(Refused):
        forum.post(topic, bob)


def test_a_merge_that_fails_at_its_end_leaves_everything(alice, bob, editor):
    category = forum.category()
    topic, into = forum.topic(alice, category=category), forum.topic(bob, category=category)
    forum.post(topic, bob)

    with connection.cursor() as cursor:
        cursor.execute(TORN)
    with pytest.raises(Exception, match="torn"):
        merge_topics(topic=topic, into=into, moderator=editor, reason="Dubbel.", submission=uuid4())

    assert Post.objects.filter(topic=topic).count() == 2
    assert not OldPlace.objects.exists()
    assert not Decision.objects.exists()


def test_split_posts_begin_a_topic_and_both_name_each_other(alice, bob, charlie, editor, client_of):
    topic = forum.topic(alice)
    posts = [forum.post(topic, user, f"Bericht {n}") for n, user in enumerate((bob, charlie, bob))]
    made = split_topic(
        topic=topic, posts=[posts[1].pk, posts[2].pk], title="Iets anders", moderator=editor,
        reason="Andere vraag.", submission=uuid4(),
    )  # fmt: skip

    rows = Post.objects.filter(topic=made).order_by("number")
    assert list(rows.values_list("number", "source")) == [(1, "Bericht 1"), (2, "Bericht 2")]
    topic.refresh_from_db()
    assert (made.author, made.reply_count, topic.reply_count, topic.highest_number) == (
        charlie, 1, 1, 4,
    )  # fmt: skip
    links = TopicLink.objects.filter(kind="community.topic").order_by("pk")
    assert list(links.values_list("topic", "object_id")) == [
        (made.pk, str(topic.pk)), (topic.pk, str(made.pk)),
    ]  # fmt: skip
    assert "Iets anders" in page(client_of(bob), topic)
    found = client_of(bob).get(f"/forum/onderwerp/{topic.pk}/3/")
    assert found["Location"] == f"/forum/onderwerp/{made.pk}/1/#bericht-1"
    assert forum.post(topic, alice).number == 5


def test_what_cannot_be_split_or_merged_is_refused(alice, bob, editor):
    topic = forum.topic(alice)
    opening = Post.objects.get(topic=topic, number=1)
    asked = {"moderator": editor, "reason": "Nee.", "submission": uuid4()}
    with pytest.raises(Refused):
        split_topic(topic=topic, posts=[opening.pk], title="Nieuw", **asked)
    with pytest.raises(Refused):
        merge_topics(topic=topic, into=topic, **asked)
    assert not Decision.objects.exists()


def test_the_page_of_a_moderator_warns_when_others_will_read_it(alice, bob, editor, client_of):
    narrow = forum.category(audience=Audience.GOVERNMENTS)
    wide = forum.category(audience=Audience.PUBLIC)
    topic = forum.topic(alice, category=narrow)
    address = f"/forum/onderwerp/{topic.pk}/beheer/"
    data = {
        "doen": "verplaatsen", "category": wide.pk, "explanation": "Past daar.",
        "submission": str(uuid4()),
    }  # fmt: skip

    assert client_of(alice).get(address).status_code == 404
    assert client_of(bob).post(address, data).status_code == 404
    refused = client_of(editor).post(address, data)
    assert "lezen andere mensen dit" in refused.content.decode()
    assert client_of(editor).post(address, data | {"wider": "on"}).status_code == 302
    topic.refresh_from_db()
    assert topic.category == wide


def test_flag_and_moderate_stand_under_others_posts_alone(alice, bob, editor, client_of):
    topic = forum.topic(alice)
    post = forum.post(topic, bob)
    flag, moderate = f"/signaleren/{POST}/{post.pk}/", f"/nazicht/{POST}/{post.pk}/"

    assert flag in page(client_of(alice), topic)
    assert flag not in page(client_of(bob), topic)
    assert moderate not in page(client_of(alice), topic)
    assert moderate in page(client_of(editor), topic)


def test_what_was_approved_and_then_edited_to_spam_is_looked_at_again(
    supplier_editor, alice, editor
):
    category = forum.category(reviews_newcomers=True)
    post = forum.post(forum.topic(alice, category=category), supplier_editor, "Gewoon antwoord.")
    decided(post, editor, Measure.SHOW, item=ReviewItem.objects.open().get())
    pay_owed()
    shouted = "KOOP NU ONS PAKKET VOOR EEN HEEL LAGE PRIJS"
    edit_post(post=post, editor=supplier_editor, source=shouted, seen_revision=1)
    pay_owed()
    item = ReviewItem.objects.open().get()
    assert (item.object_id, item.why, item.signs) == (post.pk, "vermoeden", ["shouting"])
    # Judged so, the same strangeness does not come back by another edit.
    decided(post, editor, Measure.NONE, item=item)
    edit_post(post=post, editor=supplier_editor, source=f"{shouted} VANDAAG", seen_revision=2)
    pay_owed()
    assert not ReviewItem.objects.open().exists()


@pytest.mark.parametrize("act", ["losmaken", "heropenen"])
def test_who_comes_second_on_a_merged_topic_reads_so(alice, bob, editor, rf, act):
    topic, other = forum.topic(alice), forum.topic(bob)
    merge_topics(topic=topic, into=other, moderator=editor, reason="Dubbel.", submission=uuid4())
    request = rf.post("/")
    request.user, request._messages = editor, CookieStorage(request)
    # His page was opened, and its topic read, before the merge.
    assert moderating._act(request, topic, act, None) is None
    assert [str(each) for each in request._messages] == [
        "Dit onderwerp is intussen samengevoegd met een ander."
    ]
