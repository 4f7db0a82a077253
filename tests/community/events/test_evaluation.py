"""What an organiser reads of an evaluation never tells what one person said."""

from __future__ import annotations

import pytest
from django.urls import reverse
from lxml import html

from community.events.models import Evaluation
from community.events.queries import verdict_of
from community.events.services import say_evaluation
from tests.factories import events as make

pytestmark = pytest.mark.django_db
MILD = {"content": 4, "speaker": 4, "organised": 4, "useful": True}
SHARP = {"content": 1, "speaker": 1, "organised": 1, "useful": False, "remark": "Nooit meer"}


@pytest.fixture
def event(gent):
    made = make.event()
    made.guests = make.people(gent, 12)
    for each in made.guests:
        make.seat(made, each)
    make.take_place_before(made)
    return made


def say(event, start: int, stop: int, answers) -> None:
    for each in event.guests[start:stop]:
        say_evaluation(event=event, user=each, **answers)


def figures(event):
    found = verdict_of(event)
    return found.answers, [each.counts for each in found.opinions], found.useful, found.remarks


def test_the_sixth_answer_changes_no_figure(event):
    say(event, 0, 5, MILD)
    before = figures(event)
    say(event, 5, 6, SHARP)

    assert before == (5, [(0, 0, 0, 5, 0)] * 3, 5, [])
    assert figures(event) == before
    assert (verdict_of(event).given, verdict_of(event).waiting) == (6, 1)


def test_answers_join_the_figures_five_at_a_time(event):
    say(event, 0, 5, MILD)
    seen = set()
    for n in range(5, 10):
        seen.add(verdict_of(event).answers)
        say(event, n, n + 1, SHARP)
    say(event, 10, 12, MILD)

    assert seen == {5}
    assert figures(event) == (10, [(5, 0, 0, 5, 0)] * 3, 5, ["Nooit meer"] * 5)
    assert Evaluation.objects.filter(event=event, is_shown=False).count() == 2


def test_answers_to_another_event_complete_no_batch(event, gent):
    other = make.event()
    guests = make.people(gent, 4, "ander")
    for each in guests:
        make.seat(other, each)
    make.take_place_before(other)
    say(event, 0, 1, SHARP)
    for each in guests:
        say_evaluation(event=other, user=each, **MILD)

    assert Evaluation.objects.filter(is_shown=True).count() == 0


def test_the_screen_says_that_answers_wait(event, client_of, editor):
    say(event, 0, 5, MILD)
    say(event, 5, 7, SHARP)
    page = client_of(editor).get(reverse("community:event-evaluation", args=[event.pk]))
    words = " ".join(
        html.fromstring(page.content.decode()).xpath("//main")[0].text_content().split()
    )

    assert "7 van 12 mensen gaven hun mening." in words
    assert "5 van 5 kunnen dit gebruiken" in words
    assert "2 antwoorden wachten nog op andere." in words
    assert "Nooit meer" not in words
