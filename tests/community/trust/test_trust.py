"""Rising by what one did, falling late, and what editors say above all."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.activity.models import Activity
from community.forum.enums import TopicKind
from community.forum.services import mark_best, react
from community.messaging.models import Delivery
from community.organisations.models import Organisation
from community.trust.enums import Level
from community.trust.models import Standing
from community.trust.queries import level_of
from community.trust.reading import next_step
from community.trust.rights import lines_of
from community.trust.services import hand_back, promote_due, read_rules, set_level
from tests.factories import forum
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def seller(supplier):
    user = make_user("sofie@softwarehuis.example", "Sofie")
    make_member(user, supplier)
    return user


def best(asker, answerer, number: int) -> None:
    for _n in range(number):
        topic = forum.topic(asker, kind=TopicKind.QUESTION)
        mark_best(post=forum.post(topic, answerer), user=asker, wanted=True)


def test_a_newcomer_takes_part_after_three_things(supplier, alice):
    sofie = seller(supplier)
    topic = forum.topic(alice)

    assert level_of(sofie) == Level.NEW
    read_rules(user=sofie)
    assert level_of(sofie) == Level.NEW
    forum.post(topic, sofie)
    assert promote_due() == 1
    assert promote_due() == 0
    assert level_of(sofie) == Level.PARTICIPANT
    changes = Activity.objects.filter(verb="community.trust.level_changed")
    assert list(changes.values_list("subject_id", "actor", "data")) == [
        (str(sofie.pk), None, {"before": 0, "after": 1, "assigned": False})
    ]
    heard = Delivery.objects.filter(user=sofie, message__kind="community.level")
    assert sorted(heard.values_list("channel", flat=True)) == ["email", "web"]


def test_three_best_answers_share_and_two_keep_it(alice, bob):
    best(alice, bob, 2)
    assert promote_due() == 0
    best(alice, bob, 1)
    assert promote_due() == 1
    assert level_of(bob) == Level.SHARER
    # Ones own mark is no best answer.
    best(alice, alice, 3)
    promote_due()
    assert level_of(alice) == Level.PARTICIPANT


def test_useful_to_three_organisations_share(alice, bob, gent):
    topic = forum.topic(alice)
    posts = [forum.post(topic, alice, f"Tip {n}") for n in range(10)]
    people = [bob]
    for n in range(3):
        user = make_user(f"lezer{n}@elders.example", f"Lezer{n}")
        make_member(user, Organisation.objects.create(kind="gemeente", name=f"Elders {n}"))
        people.append(user)
    for each in posts:
        react(post=each, user=people[0], kind="nuttig", wanted=True)
    react(post=posts[0], user=people[1], kind="nuttig", wanted=True)
    react(post=posts[1], user=people[2], kind="nuttig", wanted=True)

    # Bob works in the same bestuur: he does not count.
    assert promote_due() == 0
    react(post=posts[2], user=people[3], kind="nuttig", wanted=True)
    assert promote_due() == 1
    assert level_of(alice) == Level.SHARER


def test_below_what_keeps_it_one_has_sixty_days(alice, bob):
    best(alice, bob, 3)
    promote_due()
    start = timezone.now()
    with time_machine.travel(start + timedelta(days=366)):
        assert promote_due() == 0
        assert Standing.objects.get(user=bob).below_since is not None
    with time_machine.travel(start + timedelta(days=400)):
        best(alice, bob, 2)
        assert promote_due() == 0
        assert Standing.objects.get(user=bob).below_since is None
    with time_machine.travel(start + timedelta(days=770)):
        assert promote_due() == 0
    with time_machine.travel(start + timedelta(days=831)):
        assert promote_due() == 1
        assert promote_due() == 0
        assert level_of(bob) == Level.PARTICIPANT


def test_what_an_editor_gives_no_rule_moves_until_it_is_handed_back(alice, bob, editor):
    set_level(user=bob, level=Level.EXPERT, reason="Schreef het handboek.", editor=editor)
    assert promote_due() == 0
    assert level_of(bob) == Level.EXPERT

    best(alice, bob, 3)
    assert hand_back(user=bob, editor=editor) == Level.SHARER
    assert level_of(bob) == Level.SHARER
    before = Activity.objects.count()
    assert hand_back(user=bob, editor=editor) == Level.SHARER
    assert Activity.objects.count() == before


def test_an_editor_may_put_somebody_back_to_the_begin(alice, editor):
    set_level(user=alice, level=Level.NEW, reason="Plaatste drie keer reclame.", editor=editor)
    read_rules(user=alice)
    forum.post(forum.topic(alice), alice)

    assert promote_due() == 0
    assert level_of(alice) == Level.NEW


def test_promoting_asks_as_much_of_one_as_of_many(alice, bob, charlie):
    with CaptureQueriesContext(connection) as one:
        promote_due(users=[alice.pk])
    with CaptureQueriesContext(connection) as many:
        promote_due()
    assert len(one) == len(many)


def test_my_level_says_what_comes_next_and_who_may_assign(alice, editor, client_of):
    page = client_of(alice).get("/mijn-niveau/").content.decode()
    assert "U bent Deelnemer" in page
    assert "0 van 3" in page
    assert client_of(alice).get("/niveaus/").status_code == 403
    assert client_of(editor).get(f"/niveaus/{editor.pk}/").status_code == 404
    data = {"level": "3", "reason": "Kent NIS2."}
    assert client_of(editor).post(f"/niveaus/{alice.pk}/", data).status_code == 302
    assert "Kent NIS2." in client_of(alice).get("/mijn-niveau/").content.decode()


def test_the_page_tells_in_words_what_a_level_may():
    assert [str(each.value) for each in lines_of(Level.SHARER)] == [
        "onbeperkt", "onbeperkt", "onbeperkt", "5", "staan er meteen", "ja", "ja",
    ]  # fmt: skip


def test_the_overview_says_ones_level_and_what_is_nearest(supplier, alice, bob, client_of):
    best(alice, bob, 2)
    sofie = seller(supplier)

    def said(user) -> tuple[bool, ...]:
        tile = client_of(user).get("/overzicht/").content.decode()
        tile = tile.partition('href="/mijn-niveau/">Mijn niveau</a></h3>')[2].partition(
            "</section>"
        )[0]
        return tuple(words in tile for words in (
            "Deelnemer", "2 van 3: Antwoorden van u die als beste antwoord gelden", "Nieuw",
            "Lees de huisregels.", "Zet een eerste bericht in het forum.",
        ))  # fmt: skip

    assert said(bob) == (True, True, False, False, False)
    assert said(sofie) == (False, False, True, True, False)
    read_rules(user=sofie)
    assert said(sofie) == (False, False, True, False, True)


def test_to_expert_no_counting_leads(alice, editor):
    set_level(user=alice, level=Level.SHARER, reason="Weet veel.", editor=editor)

    assert next_step(alice, level_of(alice)) is None
    # Of two ways as far as each other the first is told.
    assert next_step(alice, Level.PARTICIPANT).criterion.wanted == 3
