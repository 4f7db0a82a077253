"""The digest as the clock brings it: once in its period, nothing twice, nothing that is not new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.accounts.models import User
from community.activity.services import pay_owed
from community.forum.digests.gathering import MOST_TOPICS, SPELT_OUT, gather
from community.forum.digests.sending import send_due
from community.forum.digests.wishes import choose, lay_out, wish_of
from community.forum.enums import Follow, PostState, Rhythm
from community.forum.models import CategoryReader, DigestMark, DigestWish, Post, TagFollower, Topic
from community.forum.services.visiting import move_pointer
from community.messaging.bodies import filled
from community.messaging.delivering import deliver
from community.messaging.models import Delivery, Message
from community.messaging.preferences import set_wanted
from community.moderation.services import reverse
from community.organisations.models import Membership
from tests.community.forum.killing import Killed, dies_at
from tests.community.forum.mail.conftest import watch
from tests.factories import forum as make
from tests.factories.moderation import decided

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=BRUSSELS)


class Clock:
    """The time that the house believes it is."""

    def __init__(self, traveller: Any) -> None:
        self.traveller = traveller

    def __call__(self) -> datetime:
        return timezone.now()

    def moves(self, moment: datetime) -> None:
        self.traveller.move_to(moment, tick=False)

    def goes_to(self, *when: int) -> None:
        self.moves(datetime(*when, tzinfo=BRUSSELS))  # type: ignore[misc, arg-type]


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield Clock(traveller)


@pytest.fixture
def category(clock):
    return make.category("Mail")


@pytest.fixture
def reader(charlie, clock):
    """Charlie, who wants one each day at eight."""
    choose(user=charlie, rhythm=Rhythm.DAILY, hour=8)
    return charlie


def digests() -> list[Delivery]:
    rows = Delivery.objects.filter(channel="email", message__kind="community.forum_digest")
    return list(rows.select_related("message").order_by("pk"))


def texts() -> list[str]:
    return [each.message.bodies.get(channel="email", language="nl").text for each in digests()]


def test_the_next_day_it_tells_what_is_new_by_topic_the_newest_first(
    alice, bob, reader, category, clock
):
    one = make.topic(alice, category=category, title="Eerste", source="Vraag een?")
    clock.goes_to(2026, 11, 24, 11)
    make.topic(bob, category=category, title="Tweede", source="Vraag twee?")
    clock.goes_to(2026, 11, 24, 12)
    make.post(one, bob, "Antwoord op een.")
    assert send_due() == 0

    clock.goes_to(2026, 11, 25, 8, 1)
    assert send_due() == 1
    [text] = texts()
    places = [text.index(each) for each in (
        "3 nieuwe berichten op het forum", "Eerste (Mail)", f"/forum/onderwerp/{one.pk}/1/",
        "Alice Proef — Gent:\nVraag een?", "Bob Proef — Gent:\nAntwoord op een.", "Tweede (Mail)",
        "Vraag twee?",
    )]  # fmt: skip
    assert places == sorted(places)


def test_never_twice_in_a_period_and_never_the_same_post(alice, bob, reader, category, clock):
    topic = make.topic(alice, category=category, source="Vraag een?")
    clock.goes_to(2026, 11, 25, 8)
    assert [send_due(), send_due()] == [1, 0]
    make.post(topic, bob, "Antwoord een.")
    clock.goes_to(2026, 11, 25, 23, 59)
    assert send_due() == 0
    # Whatever he chooses: a day has one.
    choose(user=reader, rhythm=Rhythm.DAILY, hour=23)
    DigestWish.objects.filter(user=reader).update(next_at=clock())
    assert send_due() == 0

    clock.goes_to(2026, 11, 26, 23)
    assert send_due() == 1
    assert "Antwoord een." in texts()[1]
    assert "Vraag een?" not in texts()[1]


def as_it_leaves() -> tuple[str, str]:
    """Text and page of the one digest, with the parts of its reader in them."""
    (delivery,) = digests()
    body = delivery.message.bodies.get(channel="email", language="nl")
    return filled(body.text, delivery.parts), filled(body.html, delivery.parts)


def test_what_is_hidden_while_it_waits_is_left_out_and_what_comes_back_is_put_in(
    alice, bob, editor, reader, category, clock
):
    topic = make.topic(alice, category=category, source="Vraag een?")
    post = make.post(topic, bob, "Dat is de kluissleutel.")
    pay_owed()
    clock.goes_to(2026, 11, 25, 8)
    assert send_due() == 1
    for words in as_it_leaves():
        assert ("Vraag een?" in words, "kluissleutel" in words, "[[" in words) == (
            True,
            True,
            False,
        )

    decision = decided(post, editor)
    pay_owed()
    for words in as_it_leaves():
        assert ("Vraag een?" in words, "kluissleutel" in words) == (True, False)

    reverse(decision=decision, moderator=editor, explanation="Mag toch.", submission=uuid4())
    pay_owed()
    for words in as_it_leaves():
        assert ("Vraag een?" in words, "kluissleutel" in words) == (True, True)


def test_a_post_of_nothing_but_a_quote_repeats_nobody(alice, bob, reader, category, clock):
    topic = make.topic(alice, category=category, source="Vraag een?")
    quoted = make.post(topic, alice, "Dat is de kluissleutel.")
    Post.objects.filter(pk=quoted.pk).update(created_at=clock() - timedelta(days=40))
    make.post(topic, bob, f"> [Alice](bericht:{quoted.pk}):\n> Dat is de kluissleutel.")
    clock.goes_to(2026, 11, 25, 8)
    assert send_due() == 1
    text, _page = as_it_leaves()
    assert ("Alleen een aanhaling." in text, "kluissleutel" in text) == (True, False)


def test_nothing_new_is_no_mail_and_the_next_one_comes(alice, reader, category, clock):
    clock.goes_to(2026, 11, 25, 8)
    assert (send_due(), digests()) == (0, [])
    assert DigestWish.objects.get(user=reader).next_at == datetime(2026, 11, 26, 8, tzinfo=BRUSSELS)

    make.topic(alice, category=category)
    clock.goes_to(2026, 11, 26, 8)
    assert send_due() == 1


def test_a_day_late_it_is_one_and_tells_both_days(alice, reader, category, clock):
    make.topic(alice, category=category, title="Maandag")
    clock.goes_to(2026, 11, 25, 12)
    make.topic(alice, category=category, title="Dinsdag")
    clock.goes_to(2026, 11, 26, 9)
    assert [send_due(), send_due()] == [1, 0]

    assert "Maandag" in texts()[0]
    assert "Dinsdag" in texts()[0]
    assert DigestWish.objects.get(user=reader).next_at == datetime(2026, 11, 27, 8, tzinfo=BRUSSELS)


def read_it(user: User, topic: Topic, category: Any) -> None:
    move_pointer(user=user, topic=topic, number=1)


def mailed(user: User, topic: Topic, category: Any) -> None:
    watch(topic, user)
    pay_owed()


def mute_topic(user: User, topic: Topic, category: Any) -> None:
    watch(topic, user, level=Follow.MUTED)


def mute_category(user: User, topic: Topic, category: Any) -> None:
    CategoryReader.objects.create(user=user, category=category, level=Follow.MUTED)


def mute_tag(user: User, topic: Topic, category: Any) -> None:
    TagFollower.objects.create(user=user, tag="mail", level=Follow.MUTED)


def called_read(user: User, topic: Topic, category: Any) -> None:
    CategoryReader.objects.create(user=user, category=category, read_until=timezone.now())


def hidden(user: User, topic: Topic, category: Any) -> None:
    Topic.objects.filter(pk=topic.pk).update(hidden_at=timezone.now())


def waiting(user: User, topic: Topic, category: Any) -> None:
    Post.objects.filter(topic=topic).update(state=PostState.WAITING)


def not_for_him(user: User, topic: Topic, category: Any) -> None:
    Membership.objects.filter(user=user).update(left_at=timezone.now())


def own(user: User, topic: Topic, category: Any) -> None:
    Post.objects.filter(topic=topic).update(author=user)


def no_wish(user: User, topic: Topic, category: Any) -> None:
    for channel in ("email", "web"):
        set_wanted(user=user, choices=[("community.forum_digest", channel)], wanted=False)


def not_active(user: User, topic: Topic, category: Any) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize(
    "change",
    [read_it, mailed, mute_topic, mute_category, mute_tag, called_read, hidden, waiting,
     not_for_him, own, no_wish, not_active],
)  # fmt: skip
def test_what_is_no_news_to_him_is_not_in_it(change, alice, reader, category, clock):
    topic = make.topic(alice, category=category, tags=["mail"])
    change(reader, topic, category)
    clock.goes_to(2026, 11, 25, 8)
    send_due()

    assert digests() == []


def test_of_a_topic_the_first_posts_are_spelt_out_and_the_rest_counted(
    alice, bob, reader, category, clock
):
    topic = make.topic(alice, category=category, source="Vraag?")
    for n in range(SPELT_OUT + 4):
        make.post(topic, bob, f"Antwoord {n}. " + "Een lange zin met veel woorden. " * 40)
    clock.goes_to(2026, 11, 25, 8)
    send_due()
    [text] = texts()

    assert "Antwoord 1." in text
    assert "Antwoord 2." not in text
    assert f"En nog {SPELT_OUT + 5 - SPELT_OUT} berichten." in text
    # Cut at a word.
    assert set(re.findall(r"(\S+) …", text)) <= {
        "Een",
        "lange",
        "zin",
        "met",
        "veel",
        "woorden.",
    }
    clock.goes_to(2026, 11, 26, 8)
    assert send_due() == 0


def test_of_very_many_topics_the_newest_are_told(alice, reader, category, clock):
    for n in range(MOST_TOPICS + 3):
        make.topic(alice, category=category, title=f"Onderwerp {n:02}.", kind="discussie")
    clock.goes_to(2026, 11, 25, 8)
    send_due()
    [text] = texts()

    assert "Onderwerp 22." in text
    assert "Onderwerp 02." not in text
    assert "Nog 3 andere onderwerpen hebben iets nieuws." in text


def test_unanswered_questions_stand_at_the_end(alice, bob, reader, category, clock):
    asked = make.topic(alice, category=category, title="Wie weet dit?")
    move_pointer(user=reader, topic=asked, number=1)
    make.topic(bob, category=category, title="Nieuw")
    clock.goes_to(2026, 11, 25, 8)
    send_due()
    [text] = texts()

    assert (
        text.index("Nieuw (Mail)")
        < text.index("Vragen zonder antwoord")
        < text.index("- Wie weet dit? (Mail)")
    )


@pytest.mark.parametrize(
    ("hour", "before", "expected"),
    [
        # The night that the clock goes from two to three: two is an hour later.
        (2, (2027, 3, 27, 12), "2027-03-28T01:00:00+00:00"),
        (3, (2027, 3, 27, 12), "2027-03-28T01:00:00+00:00"),
        # The night that it shows two twice: the first of both, and not again.
        (2, (2026, 10, 24, 12), "2026-10-25T00:00:00+00:00"),
    ],
)
def test_nights_in_which_the_clock_changes(hour, before, expected, alice, charlie, clock):
    clock.goes_to(*before)
    choose(user=charlie, rhythm=Rhythm.DAILY, hour=hour)
    make.topic(alice, category=make.category())
    due = DigestWish.objects.get(user=charlie).next_at
    assert due.astimezone(ZoneInfo("UTC")).isoformat() == expected

    clock.moves(due - timedelta(minutes=1))
    assert send_due() == 0
    clock.moves(due)
    assert send_due() == 1
    make.topic(alice, category=make.category())
    clock.moves(due + timedelta(hours=2))
    assert send_due() == 0
    assert DigestWish.objects.get(user=charlie).next_at.astimezone(BRUSSELS).hour == hour


def test_who_never_chose_gets_one_every_monday(alice, charlie, category, clock):
    assert wish_of(charlie).rhythm == Rhythm.WEEKLY
    assert lay_out() == 2
    assert lay_out() == 0
    make.topic(alice, category=category)
    clock.goes_to(2026, 11, 29, 23)
    assert send_due() == 0
    clock.goes_to(2026, 11, 30, 8)
    send_due()

    assert [each.user for each in digests()] == [charlie]


def test_who_wants_none_gets_none_and_later_nothing_old(alice, reader, category, clock):
    choose(user=reader, rhythm=Rhythm.NEVER, hour=8)
    make.topic(alice, category=category, title="Oud", kind="discussie")
    clock.goes_to(2026, 12, 10, 8)
    assert send_due() == 0
    choose(user=reader, rhythm=Rhythm.DAILY, hour=8)
    make.topic(alice, category=category, title="Nieuw")
    clock.goes_to(2026, 12, 11, 8)
    send_due()

    assert "Nieuw (Mail)" in texts()[0]
    assert "Oud" not in texts()[0]


def test_the_link_in_it_stops_it(alice, reader, category, clock, client, smtp):
    make.topic(alice, category=category)
    clock.goes_to(2026, 11, 25, 8)
    send_due()
    Delivery.objects.update(not_before=clock() - timedelta(days=9))
    deliver("email")
    [mail] = smtp.to(reader.email)
    path = "/" + mail["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    client.post(path, {"List-Unsubscribe": "One-Click"})
    assert DigestWish.objects.get(user=reader).rhythm == Rhythm.NEVER

    client.post(path, {"doe": "hervat"})
    assert DigestWish.objects.get(user=reader).rhythm == Rhythm.WEEKLY


def test_killed_after_each_statement_and_run_again_it_is_told_once(
    alice, bob, reader, category, clock
):
    one = make.topic(alice, category=category, title="Eerste")
    make.post(one, bob, "Antwoord.")
    clock.goes_to(2026, 11, 25, 8)
    lay_out()
    ends = 0
    while not digests():
        try:
            with dies_at(ends):
                send_due()
        except Killed:
            marked, told = (
                DigestMark.objects.count(),
                Message.objects.filter(key__startswith="forum:digest"),
            )
            assert (marked, told.count()) in ((0, 0), (1, 1))
        ends += 1
        assert ends < 300
    send_due()

    assert ends > 10
    assert (len(digests()), DigestMark.objects.get(user=reader).told) == (1, 2)


def questions(user: User, clock: Clock) -> int:
    with CaptureQueriesContext(connection) as asked:
        gather(user, since=TUESDAY - timedelta(days=1), now=clock())
    return len(asked)


def test_as_many_questions_for_one_topic_as_for_five(alice, bob, reader, category, clock):
    make.topic(alice, category=category)
    clock.goes_to(2026, 11, 25, 8)
    first = questions(reader, clock)
    for n in range(4):
        topic = make.topic(alice, category=make.category(), title=f"Nog {n}")
        make.post(topic, bob, f"Antwoord {n}.")

    assert questions(reader, clock) == first
