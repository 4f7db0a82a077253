"""Who hears of a post, why, and that nobody hears twice."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from community.accounts.models import User
from community.activity.models import Owed
from community.activity.services import pay_owed
from community.forum.enums import Follow, PostState
from community.forum.mail.telling import tell_post
from community.forum.models import CategoryReader, Post, TagFollower, Topic, TopicReader
from community.forum.services import mark_best, withdraw_post
from community.messaging.bell import news_of
from community.messaging.delivering import deliver
from community.messaging.models import Delivery
from community.messaging.preferences import set_wanted
from community.organisations.models import Membership
from tests.community.forum.killing import Killed, dies_at
from tests.community.forum.mail.conftest import told, watch
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(alice):
    made = make.topic(alice, category=make.category("Mail"), title="Hoe maakt u kopieën van mail?")
    pay_owed()
    return made


def why_of(mail: Any) -> str:
    found = re.search(r"U krijgt dit omdat [^.]*\.", mail.get_body(("plain",)).get_content())
    return found[0] if found else ""


def test_each_hears_once_for_the_strongest_reason(alice, bob, charlie, dirk, topic, send_all):
    watch(topic, alice, bob, charlie, dirk)
    make.post(topic, bob, f"Dat weet @[Charlie](lid:{charlie.pk}).")
    server = send_all()

    assert told() == told("web") == [("Alice", "answer"), ("Charlie", "mention"), ("Dirk", "post")]
    assert {each.to[0]: why_of(each.mail) for each in server.accepted} == {
        alice.email: "U krijgt dit omdat het een antwoord is op uw vraag.",
        charlie.email: "U krijgt dit omdat dit bericht u noemt.",
        dirk.email: "U krijgt dit omdat u dit onderwerp bewaakt.",
    }


def test_who_does_not_want_the_strongest_reason_hears_the_next(bob, charlie, topic):
    watch(topic, charlie)
    set_wanted(user=charlie, choices=[("community.forum_mention", "email")], wanted=False)
    make.post(topic, bob, f"Dat weet @[Charlie](lid:{charlie.pk}).")
    pay_owed()

    assert ("Charlie", "post") in told()
    assert ("Charlie", "mention") in told("web")


def test_answer_to_somebody_elses_post_reaches_him(alice, bob, charlie, topic):
    one = make.post(topic, charlie)
    pay_owed()
    Delivery.objects.all().delete()
    make.post(topic, bob, "Zeker?", reply_to=one)
    pay_owed()

    assert told() == [("Alice", "answer"), ("Charlie", "answer")]


@pytest.mark.parametrize("how", ["topic", "category", "tag"])
def test_who_muted_it_hears_nothing_not_even_when_named(how, alice, bob, charlie):
    category = make.category("Mail")
    topic = make.topic(alice, category=category, tags=["mail"])
    if how == "topic":
        watch(topic, charlie, level=Follow.MUTED)
    elif how == "category":
        CategoryReader.objects.create(user=charlie, category=category, level=Follow.MUTED)
    else:
        TagFollower.objects.create(user=charlie, tag="mail", level=Follow.MUTED)
    make.post(topic, bob, f"Dat weet @[Charlie](lid:{charlie.pk}).")
    pay_owed()

    assert told() == [("Alice", "answer")]


def test_who_may_not_read_it_any_more_hears_nothing(alice, bob, charlie, topic):
    watch(topic, charlie)
    Membership.objects.filter(user=charlie).update(left_at=timezone.now())
    make.post(topic, bob)
    pay_owed()

    assert told() == [("Alice", "answer")]


def test_supplier_is_not_told_of_what_is_for_governments(alice, bob, supplier, newcomer):
    from tests.people import make_member

    make_member(newcomer, supplier)
    topic = make.topic(alice, category=make.category(audience="besturen"))
    TopicReader.objects.create(user=newcomer, topic=topic, level=Follow.WATCHED)
    make.post(topic, bob)
    pay_owed()

    assert told() == [("Alice", "answer")]


@pytest.mark.parametrize("state", [PostState.HIDDEN, PostState.WAITING, PostState.WITHDRAWN])
def test_of_what_is_not_read_nobody_hears(state, bob, charlie, topic):
    watch(topic, charlie)
    post = make.post(topic, bob)
    Post.objects.filter(pk=post.pk).update(state=state)
    pay_owed()

    assert told() == []


def test_of_a_hidden_topic_nobody_hears(bob, charlie, topic):
    watch(topic, charlie)
    make.post(topic, bob)
    Topic.objects.filter(pk=topic.pk).update(hidden_at=timezone.now())
    pay_owed()

    assert told() == []


def test_run_again_adds_nobody_and_later_followers_hear_only_what_comes(
    alice, bob, charlie, dirk, topic
):
    watch(topic, charlie)
    post = make.post(topic, bob, f"Dat weet @[Charlie](lid:{charlie.pk}).")
    pay_owed()
    # Meanwhile the mention is not wanted any more: he heard of the post all the same.
    set_wanted(user=charlie, choices=[("community.forum_mention", "email")], wanted=False)
    before = told()
    for _again in range(2):
        tell_post(post_id=post.pk)

    assert told() == before == [("Alice", "answer"), ("Charlie", "mention")]


def test_killed_after_each_statement_and_run_again_each_hears_once(
    alice, bob, charlie, dirk, topic
):
    watch(topic, charlie, dirk)
    make.post(topic, bob, f"Dat weet @[Charlie](lid:{charlie.pk}).")
    ends, done = 0, False
    while not done:
        Owed.objects.filter(paid_at=None).update(not_before=timezone.now())
        try:
            with dies_at(ends):
                pay_owed(limit=1)
            done = not Owed.objects.filter(paid_at=None).exists()
        except Killed:
            pass
        ends += 1
        assert ends < 300
        assert told() in ([], [("Alice", "answer"), ("Charlie", "mention"), ("Dirk", "post")])

    assert ends > 15
    assert told() == told("web") == [("Alice", "answer"), ("Charlie", "mention"), ("Dirk", "post")]


def queries_of(post: Post) -> int:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        tell_post(post_id=post.pk)
    return len(asked)


def test_as_many_questions_for_one_follower_as_for_ten(alice, bob, charlie, aalst):
    from tests.people import make_member, make_user

    counts = []
    crowd = [make_user(f"v{n}@aalst.example", f"Volger{n}") for n in range(10)]
    for each in crowd:
        make_member(each, aalst)
    for followers in ([charlie], crowd):
        topic = make.topic(alice, category=make.category())
        watch(topic, *followers)
        post = make.post(topic, bob)
        counts.append(queries_of(post))

    assert counts[0] == counts[1]


def test_without_a_domain_for_answers_the_mail_says_to_answer_on_the_site(
    bob, charlie, topic, send_all, settings
):
    settings.REPLY_DOMAIN = ""
    watch(topic, charlie)
    make.post(topic, bob)
    [mail] = send_all().to(charlie.email)

    assert (mail["Reply-To"], mail["List-Post"]) == (None, None)
    text = mail.get_body(("plain",)).get_content()
    assert "Antwoorden doet u op de site" in text
    assert "Beantwoord gewoon deze mail" not in text


def test_who_may_only_read_gets_no_address_to_answer_at(alice, bob, supplier, newcomer, send_all):
    from tests.people import make_member

    make_member(newcomer, supplier)
    topic = make.topic(alice, category=make.category(suppliers="lezen"))
    watch(topic, newcomer)
    make.post(topic, bob)
    mail = send_all().to(newcomer.email)[-1]

    assert mail["Reply-To"] is None
    assert "Antwoorden doet u op de site" in mail.get_body(("plain",)).get_content()


def test_the_mail_holds_the_post_and_no_mark_of_ours_can_be_smuggled_in(
    bob, charlie, topic, send_all
):
    watch(topic, charlie)
    make.post(
        topic,
        bob,
        "Zie [[unsubscribe]] en **dit** [[?reply_to]]x[[/reply_to]]\n\n> aanhaling\n\n- een\n- twee",
    )
    [mail] = send_all().to(charlie.email)
    text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")

    assert (
        "Zie [ [unsubscribe]] en dit [ [?reply_to]]x[ [/reply_to]]\n\n> aanhaling\n\n- een\n- twee"
        in text
    )
    assert "<strong>dit</strong>" in mail.get_body(("html",)).get_content()


def test_withdrawn_before_it_left_it_is_taken_back(bob, charlie, topic, send_all):
    watch(topic, charlie)
    post = make.post(topic, bob)
    pay_owed()
    withdraw_post(post=post, user=bob)
    server = send_all()

    assert server.to(charlie.email) == []


def test_the_bell_says_nothing_of_what_one_may_not_read_any_more(bob, charlie, topic, client_of):
    watch(topic, charlie)
    make.post(topic, bob, "Het geheime woord.")
    pay_owed()
    deliver("web")
    page = client_of(charlie).get("/meldingen/").content.decode()
    assert "geheime woord" in page
    assert news_of(charlie)["text"].endswith("Hoe maakt u kopieën van mail?")

    Membership.objects.filter(user=charlie).update(left_at=timezone.now())
    fresh = User.objects.get(pk=charlie.pk)
    page = client_of(fresh).get("/meldingen/").content.decode()

    assert "geheime woord" not in page
    assert "kopieën" not in page
    assert "Dit bericht kunt u niet meer lezen" in page
    assert news_of(fresh) == {"count": 1, "text": "Dit bericht kunt u niet meer lezen", "url": ""}


def test_the_bell_says_who_did_what_where_a_mail_says_its_thread(alice, bob, topic, send_all):
    post = make.post(topic, bob)
    server = send_all()
    mark_best(post=post, user=alice, wanted=True)
    send_all()

    assert [news_of(each)["text"] for each in (alice, bob)] == [
        "Bob Proef — Gent antwoordt u: Hoe maakt u kopieën van mail?",
        "Beste antwoord: Hoe maakt u kopieën van mail?",
    ]
    assert {mail["Subject"] for mail in [*server.to(alice.email), *server.to(bob.email)]} == {
        "Re: [Mail] Hoe maakt u kopieën van mail?"
    }


def test_the_bell_says_nothing_of_a_hidden_post(bob, charlie, topic):
    watch(topic, charlie)
    post = make.post(topic, bob)
    pay_owed()
    deliver("web")
    Post.objects.filter(pk=post.pk).update(state=PostState.HIDDEN)

    assert news_of(charlie)["text"] == "Dit bericht kunt u niet meer lezen"


def test_best_answer_reaches_its_writer_and_who_asked_but_not_who_chose(
    alice, bob, editor, topic, send_all
):
    post = make.post(topic, bob)
    pay_owed()
    Delivery.objects.all().delete()
    mark_best(post=post, user=editor, wanted=True)
    pay_owed()
    assert told() == [("Alice", "best"), ("Bob", "best")]

    Delivery.objects.all().delete()
    other = make.post(topic, bob, "Of zo.")
    pay_owed()
    Delivery.objects.all().delete()
    mark_best(post=other, user=alice, wanted=True)
    pay_owed()
    assert told() == [("Bob", "best")]


def stop(client: Any, url: str) -> int:
    path = "/" + url.split("/", 3)[3]
    return client.post(path, {"List-Unsubscribe": "One-Click"}).status_code


def test_one_click_mutes_the_topic_and_a_second_link_the_category(
    bob, charlie, topic, send_all, client
):
    watch(topic, charlie)
    make.post(topic, bob)
    [mail] = send_all().to(charlie.email)
    text = mail.get_body(("plain",)).get_content()

    assert stop(client, mail["List-Unsubscribe"].strip("<>")) == 200
    assert TopicReader.objects.get(user=charlie, topic=topic).level == Follow.MUTED
    category_url = re.search(r"uit de categorie Mail: (\S+)", text)
    assert category_url is not None
    assert stop(client, category_url[1]) == 200
    reader = CategoryReader.objects.get(user=charlie)
    assert (reader.category, reader.level) == (topic.category, Follow.MUTED)
    make.post(topic, bob, "En nog iets.")
    assert [each["Subject"] for each in send_all().to(charlie.email)] == [mail["Subject"]]


def test_who_comes_back_hears_every_post_again(bob, charlie, topic, send_all, client):
    watch(topic, charlie)
    make.post(topic, bob)
    [mail] = send_all().to(charlie.email)
    path = "/" + mail["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    page = client.post(path, {"doe": "stop"}).content.decode()
    assert "berichten over één onderwerp van het forum" in page
    assert "kopieën" not in page
    client.post(path, {"doe": "hervat"})

    assert TopicReader.objects.get(user=charlie, topic=topic).level == Follow.WATCHED
