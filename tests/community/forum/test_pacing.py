"""How fast somebody may write, and with how many links."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from community.forum.pacing import links_refusal, refusal
from tests.factories import forum as make
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def seller(supplier: Any) -> Any:
    user = make_user("verkoper@proef.example", "Vera")
    make_member(user, supplier)
    return user


def ahead(**wait: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**wait), tick=False)


def test_everybody_waits_five_seconds_between_posts(alice):
    with ahead(seconds=0):
        topic = make.topic(alice)
        assert "Wacht nog 5 seconden" in refusal(alice, "Nog iets.", is_topic=False)
        same = refusal(alice, "Nog iets.", is_topic=False, submission=topic.submission)
        assert same == ""
        with ahead(seconds=6):
            assert refusal(alice, "Nog iets.", is_topic=False) == ""


def test_the_same_words_within_five_minutes_are_said_once(alice):
    with ahead(seconds=0):
        make.topic(alice, source="Wie kent dit?")
        with ahead(minutes=4):
            assert "daarnet al" in refusal(alice, " Wie\u200b  kent dit?", is_topic=False)
        with ahead(minutes=6):
            assert refusal(alice, "Wie kent dit?", is_topic=False) == ""


def test_a_newcomer_waits_half_a_minute(seller):
    with ahead(seconds=0):
        make.topic(seller)
        with ahead(seconds=10):
            assert "Wacht nog 20 seconden" in refusal(seller, "Nog iets.", is_topic=False)
        with ahead(seconds=31):
            assert refusal(seller, "Nog iets.", is_topic=False) == ""


@pytest.mark.parametrize(("is_topic", "most"), [(True, 3), (False, 10)])
def test_a_newcomer_writes_so_much_a_day(seller, alice, is_topic, most):
    topic = make.topic(alice)
    with ahead(hours=0):
        for n in range(most):
            with ahead(minutes=n):
                if is_topic:
                    make.topic(seller, source=f"Vraag {n}")
                else:
                    make.post(topic, seller, f"Antwoord {n}")
        with ahead(hours=2):
            assert "per dag" in refusal(seller, "Nog een.", is_topic=is_topic)
            assert refusal(seller, "Iets anders.", is_topic=not is_topic) == ""
        with ahead(hours=25):
            assert refusal(seller, "Nog een.", is_topic=is_topic) == ""


def test_a_newcomer_puts_two_links_in_a_post(seller, alice):
    three = "https://a.example https://b.example [c](https://c.example)"
    assert "Haal er 1 weg" in refusal(seller, three, is_topic=True)
    assert "Haal er 1 weg" in links_refusal(seller, three)
    assert refusal(seller, "https://a.example https://b.example", is_topic=True) == ""
    assert (links_refusal(alice, three), refusal(alice, three, is_topic=True)) == ("", "")
