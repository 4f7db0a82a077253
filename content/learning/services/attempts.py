"""A go at a quiz: begun once, answered as one pleases, handed in once, marked here."""

from __future__ import annotations

import secrets
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from content.learning.marking import is_enough, mark, total
from content.learning.models import Enrolment, LessonPage, Question, Quiz, QuizAttempt
from content.learning.papers import Asked, Choice, freeze
from content.learning.services.following import raise_progress, settle
from content.learning.services.statements import tell_of_attempt

SEEDS = 2**53


class NoAttemptLeft(ValueError):
    """The quiz allows no more."""


class HandedIn(ValueError):
    """The attempt is over: it takes no answers any more."""


@transaction.atomic
def start_attempt(
    *, enrolment: Enrolment, quiz: Quiz, lesson: LessonPage, block: UUID
) -> QuizAttempt:
    """The attempt that is open, or a new one; NoAttemptLeft when the quiz allows none."""
    locked = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    made = QuizAttempt.objects.filter(enrolment=locked, block=block)
    if (open_one := made.filter(submitted_at=None).first()) is not None:
        return open_one
    last = made.first()
    number = last.number + 1 if last else 1
    if quiz.max_attempts and number > quiz.max_attempts:
        raise NoAttemptLeft
    seed = secrets.randbelow(SEEDS)
    return QuizAttempt.objects.create(
        enrolment=locked, quiz=quiz, lesson=lesson, block=block, number=number, title=quiz.title,
        pass_mark=quiz.pass_mark, seed=seed,
        paper=freeze(asked_by(quiz), seed=seed, shuffle=quiz.shuffle),
    )  # fmt: skip


def asked_by(quiz: Quiz) -> list[Asked]:
    places = quiz.places.select_related("question").prefetch_related("question__options")
    return [_asked(place.question) for place in places.order_by("sort_order", "pk")]


def _asked(question: Question) -> Asked:
    choices = [
        Choice(each.text, each.pair, each.is_right, each.feedback)
        for each in question.options.all()
    ]
    return Asked(
        str(question.key), question.kind, question.text, choices, question.statement_is_true,
        question.explanation,
    )  # fmt: skip


@transaction.atomic
def save_answer(*, attempt: QuizAttempt, question: str, given: Any) -> None:
    """Keep what was given so far; HandedIn when it is too late, LookupError for another's question."""
    locked = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.submitted_at is not None:
        raise HandedIn
    if question not in {each["id"] for each in locked.paper}:
        raise LookupError(question)
    locked.answers = locked.answers | {question: given}
    locked.save(update_fields=("answers",))


@transaction.atomic
def hand_in(*, attempt: QuizAttempt) -> QuizAttempt:
    """Mark it by the rule it began with. A second time gives the same attempt, marked once."""
    enrolment = (
        Enrolment.objects.select_for_update(of=("self",)).select_related("user", "course")
        .get(pk=attempt.enrolment_id)
    )  # fmt: skip
    locked = QuizAttempt.objects.select_for_update().get(pk=attempt.pk)
    locked.enrolment = enrolment
    if locked.submitted_at is not None:
        return locked
    marks = [mark(each, locked.answers.get(each["id"])) for each in locked.paper]
    locked.marks = [asdict(each) for each in marks]
    locked.score = total(marks)
    locked.passed = is_enough(locked.score, locked.pass_mark)
    locked.submitted_at = timezone.now()
    locked.save(update_fields=("marks", "score", "passed", "submitted_at"))
    tell_of_attempt(locked)
    if locked.passed:
        raise_progress(enrolment.user_id, locked.block, 1.0)
        settle(enrolment)
    return locked
