"""Beginning, going on, finishing: twice, late, and from two tabs at once."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from time_machine import travel

from community.activity.models import Activity
from content.learning.models import BlockProgress, Enrolment, LearningSession, Statement
from content.learning.queries.outlines import outline_of
from content.learning.services import (
    finish_lesson,
    finish_package,
    hand_in,
    note_video,
    save_answer,
    start_attempt,
    start_course,
    visit,
)
from content.learning.services.following import raise_progress
from tests.factories import learning as make

pytestmark = pytest.mark.django_db


def verbs(prefix: str = "content.") -> list[str]:
    found = Activity.objects.filter(verb__startswith=prefix).order_by("pk")
    return list(found.values_list("verb", flat=True))


def pass_quiz(enrolment, lesson, quiz):
    block = make.block_of(lesson, "quiz")
    attempt = start_attempt(enrolment=enrolment, quiz=quiz, lesson=lesson, block=block)
    for asked in attempt.paper:
        save_answer(attempt=attempt, question=asked["id"], given=asked["key"])
    return hand_in(attempt=attempt)


def test_starting_twice_is_starting_once(bob, gent):
    course, _lessons, _quiz = make.whole()

    first, again = (start_course(user=bob, course=course, organisation=gent) for _ in range(2))

    assert first == again
    assert verbs() == ["content.course.started"]
    assert [each.verb for each in Statement.objects.all()] == ["initialized"]


def test_who_left_the_organisation_goes_on_for_the_next(bob, gent, aalst):
    course, _lessons, _quiz = make.whole()
    enrolment = start_course(user=bob, course=course, organisation=gent)
    assert start_course(user=bob, course=course, organisation=aalst).organisation == gent

    bob.memberships.update(left_at=timezone.now())
    assert start_course(user=bob, course=course, organisation=aalst).organisation == aalst
    enrolment.refresh_from_db()
    assert enrolment.organisation == aalst


def test_a_course_is_passed_once_by_lessons_and_quiz(bob, gent):
    course, (first, second), quiz = make.whole()
    enrolment = start_course(user=bob, course=course, organisation=gent)
    steps = []
    for act in (
        lambda: finish_lesson(enrolment=enrolment, lesson=first),
        lambda: finish_lesson(enrolment=enrolment, lesson=second),
        lambda: pass_quiz(enrolment, second, quiz),
        lambda: finish_lesson(enrolment=enrolment, lesson=second),
    ):
        act()
        enrolment.refresh_from_db()
        steps.append((round(enrolment.progress, 2), enrolment.completed_at is not None))

    assert steps == [(0.33, False), (0.67, False), (1.0, True), (1.0, True)]
    assert verbs() == ["content.course.started", "content.course.passed"]
    assert [each.verb for each in Statement.objects.order_by("at")] == [
        "initialized", "progressed", "progressed", "answered", "passed", "completed", "passed",
    ]  # fmt: skip


def test_quizzes_alone_may_be_the_rule(bob, gent):
    course, (_first, second), quiz = make.whole(completion="toetsen")
    enrolment = start_course(user=bob, course=course, organisation=gent)
    pass_quiz(enrolment, second, quiz)
    enrolment.refresh_from_db()

    assert (enrolment.progress, enrolment.completed_at is None) == (1.0, False)


def test_progress_stays_when_pieces_move_or_vanish_and_never_falls(bob, gent):
    course, (first, second), quiz = make.whole()
    enrolment = start_course(user=bob, course=course, organisation=gent)
    finish_lesson(enrolment=enrolment, lesson=first)
    block = make.block_of(second, "quiz")
    pass_quiz(enrolment, second, quiz)
    second.body = list(reversed(second.body.raw_data))
    second.save()
    line = outline_of(course, bob).lines[1]
    assert line.passed == {str(block)}

    second.body = [make.text("Zonder toets")]
    second.save()
    for title in ("Nieuw", "Nieuwer", "Nieuwst"):
        make.lesson(second.get_parent().specific, title)
    enrolment.refresh_from_db()
    before = enrolment.progress
    finish_lesson(enrolment=enrolment, lesson=first)
    enrolment.refresh_from_db()
    assert (enrolment.progress, round(outline_of(course, bob).progress, 2)) == (before, 0.2)
    assert BlockProgress.objects.get(block=block).value == 1.0


def test_an_older_value_never_lands_after_a_newer_one(bob):
    block = uuid4()
    rose = [raise_progress(bob.pk, block, value) for value in (0.2, 0.8, 0.5, 0.8, 0.9)]

    assert rose == [True, True, False, False, True]
    assert BlockProgress.objects.get().value == 0.9


def test_a_share_is_between_nothing_and_all(bob):
    for value in (-0.1, 1.1):
        with pytest.raises(IntegrityError), transaction.atomic():
            BlockProgress.objects.create(user=bob, block=uuid4(), value=value)


def test_a_film_counts_for_nothing_but_its_place(bob, gent):
    course, (first, _second), _quiz = make.whole()
    enrolment = start_course(user=bob, course=course, organisation=gent)
    visit(enrolment=enrolment, lesson=first)
    block = uuid4()
    for share in (0.4, 7.0, 0.1):
        note_video(enrolment=enrolment, block=block, share=share)
    enrolment.refresh_from_db()

    assert (BlockProgress.objects.get().value, enrolment.progress) == (1.0, 0.0)


def test_time_counts_between_steps_and_stops_at_a_pause(bob, gent):
    course, (first, _second), _quiz = make.whole()
    start = timezone.now().replace(microsecond=0)
    enrolment = start_course(user=bob, course=course, organisation=gent)
    for minutes in (0, 4, 9, 60, 62):
        with travel(start + timedelta(minutes=minutes), tick=False):
            visit(enrolment=enrolment, lesson=first)
    enrolment.refresh_from_db()

    assert enrolment.seconds == (9 + 2) * 60
    stretches = LearningSession.objects.order_by("started_at")
    assert [(each.ended_at - each.started_at, each.steps) for each in stretches] == [
        (timedelta(minutes=9), 3), (timedelta(minutes=2), 2),
    ]  # fmt: skip


def test_a_completed_package_counts_wherever_a_course_has_it(bob, charlie, gent, aalst):
    course = make.course()
    package = str(uuid4())
    page = make.lesson(
        make.module(course), "Spel", make.piece("package", {"title": "Spel", "package": package})
    )
    enrolment = start_course(user=bob, course=course, organisation=gent)
    start_course(user=charlie, course=course, organisation=aalst)
    finish_lesson(enrolment=enrolment, lesson=page)

    found = [
        finish_package(user_id=bob.pk, package=key) for key in (str(uuid4()), package, package)
    ]
    enrolment.refresh_from_db()
    assert (found, enrolment.completed_at is None) == ([0, 1, 0], False)
    assert Enrolment.objects.get(user=charlie).progress == 0


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_once_keep_the_highest_and_pass_once(bob, gent):
    course, (first, second), quiz = make.whole()
    enrolment = start_course(user=bob, course=course, organisation=gent)
    pass_quiz(enrolment, second, quiz)
    finish_lesson(enrolment=enrolment, lesson=first)
    block = uuid4()
    gate = threading.Barrier(6)

    def tab(share: float) -> None:
        gate.wait()
        note_video(enrolment=enrolment, block=block, share=share)
        finish_lesson(enrolment=enrolment, lesson=second)
        connection.close()

    tabs = [threading.Thread(target=tab, args=(n / 10,)) for n in (3, 9, 1, 7, 5, 2)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()

    assert BlockProgress.objects.get(block=block).value == 0.9
    assert verbs() == ["content.course.started", "content.course.passed"]
