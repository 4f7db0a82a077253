"""A go at a quiz: its frozen rule, its one handing in, and what the browser may know."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection

from content.learning.models import Option, QuizAttempt, Statement
from content.learning.services import (
    HandedIn,
    NoAttemptLeft,
    hand_in,
    save_answer,
    start_attempt,
    start_course,
)
from tests.factories import learning as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(bob, gent):
    course, (_first, second), quiz = make.whole()
    enrolment = start_course(user=bob, course=course, organisation=gent)
    block = make.block_of(second, "quiz")

    def start() -> QuizAttempt:
        return start_attempt(enrolment=enrolment, quiz=quiz, lesson=second, block=block)

    start.quiz, start.lesson, start.block, start.enrolment = quiz, second, block, enrolment
    return start


def test_an_open_attempt_is_gone_on_with(begun):
    assert begun() == begun()
    assert QuizAttempt.objects.count() == 1


def test_the_rule_and_the_paper_are_those_of_the_start(begun):
    attempt = begun()
    paper = attempt.paper
    begun.quiz.pass_mark = 100
    begun.quiz.title = "Anders"
    begun.quiz.save()
    Option.objects.update(is_right=False, text="Veranderd")
    begun.quiz.places.all().delete()

    save_answer(attempt=attempt, question=paper[0]["id"], given=paper[0]["key"])
    done = hand_in(attempt=attempt)
    assert (done.paper, done.pass_mark, done.title) == (paper, 50, "Toets")
    assert (done.score, done.passed) == (1.0, True)


def test_no_more_attempts_than_the_quiz_allows(begun):
    begun.quiz.max_attempts = 2
    begun.quiz.save()
    numbers = [hand_in(attempt=begun()).number for _ in range(2)]
    assert numbers == [1, 2]
    with pytest.raises(NoAttemptLeft):
        begun()
    begun.quiz.max_attempts = 3
    begun.quiz.save()
    assert begun().number == 3


def test_what_was_handed_in_takes_no_answers(begun):
    attempt = begun()
    hand_in(attempt=attempt)
    with pytest.raises(HandedIn):
        save_answer(attempt=attempt, question=attempt.paper[0]["id"], given=[0])


def test_an_answer_to_another_question_is_refused(begun):
    with pytest.raises(LookupError):
        save_answer(attempt=begun(), question="een andere", given=[0])


def test_a_score_comes_with_handing_in(begun):
    attempt = begun()
    with pytest.raises(IntegrityError):
        QuizAttempt.objects.filter(pk=attempt.pk).update(score=0.5)


@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_marked_once(begun):
    attempt = begun()
    save_answer(attempt=attempt, question=attempt.paper[0]["id"], given=attempt.paper[0]["key"])
    gate, told = threading.Barrier(5), []

    def press() -> None:
        gate.wait()
        told.append(hand_in(attempt=attempt).submitted_at)
        connection.close()

    hands = [threading.Thread(target=press) for _ in range(5)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()

    assert len(set(told)) == 1
    assert sorted(Statement.objects.values_list("verb", flat=True)) == [
        "answered", "initialized", "passed",
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_begun_from_two_tabs_at_once_there_is_one_attempt(begun):
    gate, made = threading.Barrier(4), []

    def press() -> None:
        gate.wait()
        made.append(begun().pk)
        connection.close()

    hands = [threading.Thread(target=press) for _ in range(4)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()

    assert len(set(made)) == 1 == QuizAttempt.objects.count()


KINDS = {
    "een": ([("Bellen", True), ("Klikken", False)], {}),
    "meer": ([("Bellen", True), ("Klikken", False), ("Melden", True)], {}),
    "juist-fout": ([], {"statement_is_true": True}),
    "kort": ([("geheimwoord", True)], {}),
    "volgorde": ([("Een", False), ("Twee", False), ("Drie", False)], {}),
    "koppelen": ([("Hond", False), ("Kat", False)], {}),
}


def posted(question: dict) -> dict:
    """The right answer as the form sends it."""
    key = question["key"]
    if question["kind"] in ("volgorde", "koppelen"):
        return {f"place_{at}": str(value) for at, value in enumerate(key)}
    if question["kind"] == "kort":
        return {"answer": key[0]}
    return {"answer": [str(each) for each in key]}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_asked_answered_and_marked_by_plain_forms(kind, bob, gent, client_of):
    choices, fields = KINDS[kind]
    asked = make.question(
        "Wat doet u?", *choices, kind=kind, explanation="Omdat het moet.", **fields
    )
    if kind == "koppelen":
        for option, pair in zip(asked.options.all(), ("blaft", "miauwt"), strict=True):
            option.pair = pair
            option.save()
    quiz = make.quiz(asked, pass_mark=100)
    course = make.course()
    lesson = make.lesson(make.module(course), "Les", make.piece("quiz", quiz.pk))
    start_course(user=bob, course=course, organisation=gent)
    client = client_of(bob)
    block = make.block_of(lesson, "quiz")
    page = client.post(f"/leren/les/{lesson.pk}/toets/{block}/", follow=True)
    attempt = QuizAttempt.objects.get()
    assert page.status_code == 200
    html = page.content.decode()
    assert [secret in html for secret in ("geheimwoord", "Omdat het moet", '"key"')] == [False] * 3

    client.post(f"/leren/toets/{attempt.pk}/?vraag=1", posted(attempt.paper[0]) | {"go": "on"})
    again = client.get(f"/leren/toets/{attempt.pk}/?vraag=1").content.decode()
    assert ("checked" in again) or ("selected" in again) or ("geheimwoord" in again)
    result = client.post(f"/leren/toets/{attempt.pk}/inleveren/", follow=True).content.decode()
    attempt.refresh_from_db()
    assert (attempt.score, attempt.passed) == (1.0, True)
    assert ["U bent geslaagd" in result, "Omdat het moet." in result] == [True, True]


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("een", {"answer": "9"}, "Selecteer een geldige keuze"),
        ("meer", {"answer": ["9"]}, "Selecteer een geldige keuze"),
        ("volgorde", {"place_0": "1", "place_1": "1", "place_2": "2"}, "Dit koos u al bij een ander"),
        ("volgorde", {"place_0": "1", "place_1": "", "place_2": "2"}, "Kies hier ook iets"),
        ("volgorde", {"place_0": "7", "place_1": "1", "place_2": "2"}, "Selecteer een geldige keuze"),
        ("kort", {"answer": "x" * 301}, "300 tekens"),
    ],
)  # fmt: skip
def test_an_answer_that_makes_no_sense_is_said_beside_it(kind, data, said, bob, gent, client_of):
    choices, fields = KINDS[kind]
    quiz = make.quiz(make.question("Wat?", *choices, kind=kind, **fields))
    course = make.course()
    lesson = make.lesson(make.module(course), "Les", make.piece("quiz", quiz.pk))
    enrolment = start_course(user=bob, course=course, organisation=gent)
    attempt = start_attempt(
        enrolment=enrolment, quiz=quiz, lesson=lesson, block=make.block_of(lesson, "quiz")
    )
    page = client_of(bob).post(f"/leren/toets/{attempt.pk}/?vraag=1", data | {"go": "on"})
    attempt.refresh_from_db()

    assert (page.status_code, said in page.content.decode(), attempt.answers) == (200, True, {})


def test_right_answers_stay_secret_while_another_attempt_may_come(begun, bob, client_of):
    attempt = begun()
    asked = attempt.paper[0]
    wrong = [1 - asked["key"][0]]
    save_answer(attempt=attempt, question=asked["id"], given=wrong)
    hand_in(attempt=attempt)
    address = f"/leren/toets/{attempt.pk}/resultaat/"
    before = client_of(bob).get(address).content.decode()
    begun.quiz.max_attempts = 1
    begun.quiz.save()
    after = client_of(bob).get(address).content.decode()

    assert ["Juist is" in before, "Juist is" in after] == [False, True]
