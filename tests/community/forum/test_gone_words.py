"""Words that were hidden or taken back are gone wherever others could still come upon them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from community.activity.services import pay_owed
from community.forum.enums import PostState, TopicKind, Via
from community.forum.models import Post, Topic
from community.forum.outgoing import POST_IS_GONE, hold_words
from community.forum.quoting import quote_of, readable
from community.forum.services import PollWish, edit_post, withdraw_post
from community.forum.services.categories import change_category
from community.messaging.delivering import deliver
from community.messaging.models import Body, Delivery
from community.moderation.models import Decision
from community.moderation.services import reverse as take_back
from community.organisations.enums import Audience
from community.search.models import SearchEntry
from tests.community.forum.mail.conftest import watch
from tests.factories import forum
from tests.factories.moderation import decided

pytestmark = pytest.mark.django_db
SECRET = "wachtwoordvandeserver"


def url(name: str, *args: Any) -> str:
    return reverse(f"community:{name}", args=args)


def text(client: Any, address: str) -> str:
    return client.get(address).content.decode()


def show_again(decision: Decision, editor: Any) -> None:
    take_back(decision=decision, moderator=editor, explanation="Mag toch.", submission=uuid4())


@pytest.fixture
def told(alice) -> Post:
    """Alice's reply, which names the secret."""
    return forum.post(forum.topic(alice), alice, f"Het is {SECRET}.")


@pytest.fixture
def quoting(told, bob) -> Post:
    """Bob's, which repeats it, the second line without a mark in front."""
    source = f"> [Alice](bericht:{told.pk}):\n> Zij schrijft:\nHet is {SECRET}.\n\nJuist."
    return forum.post(told.topic, bob, source)


def test_the_source_of_a_quote_loses_hidden_words_and_gets_them_back(
    told, quoting, bob, charlie, editor, client_of
):
    edit_post(post=quoting, editor=bob, source=f"{quoting.source} Zeker.", seen_revision=1)
    places = [
        (client_of(charlie), url("forum-history", quoting.pk)),
        (client_of(bob), url("forum-edit", quoting.pk)),
        (client_of(charlie), url("flag", "community.post", quoting.pk)),
    ]
    assert [SECRET in text(*each) for each in places] == [True] * 3

    decision = decided(told, editor)
    assert [SECRET in text(*each) for each in places] == [False] * 3
    assert ["Juist." in text(*each) for each in places] == [True] * 3

    show_again(decision, editor)
    assert [SECRET in text(*each) for each in places] == [True] * 3


def test_who_was_overtaken_reads_no_hidden_words_either(told, quoting, bob, editor, client_of):
    edit_post(post=quoting, editor=editor, source=f"{quoting.source} Zeker.", seen_revision=1)
    decided(told, editor)
    data = {"submission": uuid4(), "seen_revision": "1", "source": "Van Bob."}
    answer = client_of(bob).post(url("forum-edit", quoting.pk), data)
    assert (answer.status_code, SECRET in answer.content.decode()) == (409, False)


def test_who_edits_after_the_words_went_may_keep_what_he_said_himself(
    told, quoting, bob, editor, client_of
):
    decided(told, editor)
    form = client_of(bob).get(url("forum-edit", quoting.pk)).context["form"]
    data = {"submission": uuid4(), "seen_revision": "1", "source": form["source"].value() + " Ja."}
    client_of(bob).post(url("forum-edit", quoting.pk), data)
    quoting.refresh_from_db()
    assert quoting.revision == 2
    assert quoting.source == "> Dit bericht is er niet meer.\n\nJuist. Ja."


def test_a_quote_takes_no_words_of_others_along(told, quoting, alice, bob):
    assert quote_of(quoting) == f"> [Bob Proef](bericht:{quoting.pk}):\n> Juist.\n\n"
    nested = f"- > [Bob](bericht:{quoting.pk}):\n  > {SECRET}\n\nZie je."
    assert SECRET not in quote_of(forum.post(told.topic, alice, nested))


def test_quotes_within_quotes_go_with_the_one_around_them(alice, bob):
    topic = forum.topic(alice)
    one, two = forum.post(topic, alice, "Eerst."), forum.post(topic, bob, "Dan.")
    source = f"> [Bob](bericht:{two.pk}):\n> > [Alice](bericht:{one.pk}):\n> > Eerst.\n>\n> Dan.\n\nEn nu."
    gone = "> Dit bericht is er niet meer."
    assert readable([source], topic.category) == [source]
    Post.objects.filter(pk=one.pk).update(state=PostState.HIDDEN)
    (inner,) = readable([source], topic.category)
    assert ("Eerst." in inner, "> Dan." in inner) == (False, True)
    Post.objects.filter(pk=two.pk).update(state=PostState.HIDDEN)
    assert readable([source, "Niets."], topic.category) == [f"{gone}\n\nEn nu.", "Niets."]


def test_what_a_mail_repeated_goes_with_what_it_answered(
    told, alice, bob, charlie, editor, client_of
):
    answer = forum.post(
        told.topic,
        bob,
        "Dank.",
        reply_to=told,
        via=Via.MAIL,
        elided=f"Op maandag schreef Alice: {SECRET}",
    )
    page = (client_of(charlie), url("forum-post", answer.topic_id, answer.number))
    assert "schreef Alice" in text(*page)
    decision = decided(told, editor)
    assert ("schreef Alice" in text(*page), "Dank." in text(*page)) == (False, True)
    show_again(decision, editor)
    assert "schreef Alice" in text(*page)


def test_what_a_mail_repeated_goes_with_what_stood_in_it_as_a_quote(
    told, quoting, charlie, editor, client_of
):
    answer = forum.post(told.topic, charlie, "Dank.", reply_to=quoting, via=Via.MAIL, elided=SECRET)
    page = (client_of(charlie), url("forum-post", answer.topic_id, answer.number))
    assert "Wat de mail herhaalde" in text(*page)
    decided(told, editor)
    assert "Wat de mail herhaalde" not in text(*page)


def test_who_flags_a_topic_reads_no_opening_that_is_hidden(alice, bob, editor, client_of):
    category = forum.category(audience=Audience.PUBLIC)
    topic = forum.topic(alice, source=f"Het is {SECRET}.", category=category)
    forum.post(topic, bob)
    flag, report = (url(name, "community.topic", topic.pk) for name in ("flag", "report-illegal"))
    visitor = client_of(bob).__class__()
    assert [SECRET in text(client_of(bob), flag), SECRET in text(visitor, report)] == [True, True]
    decided(topic.posts.get(number=1), editor)
    assert [SECRET in text(client_of(bob), flag), SECRET in text(visitor, report)] == [False, False]


def test_a_hidden_opening_that_an_editor_changes_stays_out_of_lists(alice, bob, editor):
    topic = forum.topic(alice)
    forum.post(topic, bob)
    opening = topic.posts.get(number=1)
    decided(opening, editor)
    edit_post(post=opening, editor=editor, source=f"Nu {SECRET}.", seen_revision=1)
    assert Topic.objects.get(pk=topic.pk).excerpt == ""


def test_a_poll_goes_with_its_opening(alice, bob, editor, client_of):
    wish = PollWish("Wie is Jan?", ["Ja", "Nee"])
    topic = forum.topic(alice, kind=TopicKind.POLL, poll=wish)
    forum.post(topic, bob)
    page = (client_of(bob), url("forum-topic", topic.pk))
    assert "Wie is Jan?" in text(*page)
    decision = decided(topic.posts.get(number=1), editor)
    assert "Wie is Jan?" not in text(*page)
    vote = {"options": topic.poll.options.earliest("pk").pk}
    assert client_of(bob).post(url("forum-vote", topic.pk), vote).status_code == 404
    show_again(decision, editor)
    assert "Wie is Jan?" in text(*page)


def waiting(post: Post) -> list[tuple[str, str, bool]]:
    """(who, state, whether it names the secret) of each mail about a post."""
    rows = Delivery.objects.filter(
        message__key__startswith=f"forum:post:{post.pk}:", channel="email"
    )
    said = Body.objects.filter(message__key__startswith=f"forum:post:{post.pk}:", channel="email")
    names = any(SECRET in each.text or SECRET in each.html for each in said)
    return [(each.user.first_name, each.state, names) for each in rows.order_by("user")]


def test_mails_that_wait_lose_the_words_and_leave_when_they_are_back(
    told, quoting, charlie, editor
):
    watch(told.topic, charlie)
    pay_owed()
    assert ("Charlie", "queued", True) in waiting(told)
    assert ("Charlie", "queued", True) in waiting(quoting)

    decision = decided(told, editor)
    pay_owed()
    assert {each[1] for each in waiting(told)} == {"suppressed"}
    assert ("Charlie", "queued", False) in waiting(quoting)

    show_again(decision, editor)
    pay_owed()
    assert {each[1] for each in waiting(told)} == {"queued"}
    assert ("Charlie", "queued", True) in waiting(quoting)


def test_news_that_comes_late_takes_nothing_back_that_is_read_again(told, charlie, editor):
    watch(told.topic, charlie)
    pay_owed()
    show_again(decided(told, editor), editor)
    pay_owed()
    # Reactions run at least once: this one comes again, after what undid it.
    hold_words([told.pk], reason=POST_IS_GONE)
    assert {each[1] for each in waiting(told)} == {"queued"}


def test_the_bell_says_what_a_writer_says_himself(told, quoting, charlie):
    watch(told.topic, charlie)
    pay_owed()
    deliver("web")
    rows = Body.objects.filter(message__key__startswith=f"forum:post:{quoting.pk}:", channel="web")
    (said,) = set(
        rows.filter(language="nl", message__deliveries__user=charlie).values_list("text", flat=True)
    )
    assert ("Juist." in said, SECRET in said) == (True, False)


def test_a_category_for_fewer_takes_its_words_out_of_wider_ones(alice, bob, editor):
    category = forum.category(audience=Audience.PUBLIC)
    told = forum.post(forum.topic(alice, category=category), alice, f"Het is {SECRET}.")
    elsewhere = forum.topic(bob, category=forum.category(audience=Audience.PUBLIC))
    quoting = forum.post(
        elsewhere, bob, f"> [Alice](bericht:{told.pk}):\n> Het is {SECRET}.\n\nJuist."
    )
    pay_owed()
    assert SearchEntry.objects.filter(body__contains=SECRET).count() == 2

    change_category(category=category, actor=editor, audience=Audience.GOVERNMENTS)
    pay_owed()
    quoting.refresh_from_db()
    assert SECRET not in quoting.html
    (entry,) = SearchEntry.objects.filter(body__contains=SECRET)
    assert "public" not in str(entry.audience)
    assert entry.object_id.startswith(f"{told.topic_id}:")


def test_what_is_taken_back_goes_as_what_is_hidden(told, quoting, alice, charlie, client_of):
    edit_post(post=quoting, editor=quoting.author, source=quoting.source + " Ja.", seen_revision=1)
    withdraw_post(post=told, user=alice)
    Post.objects.filter(pk=told.pk).update(withdrawn_at=timezone.now())
    assert SECRET not in text(client_of(charlie), url("forum-history", quoting.pk))
