"""Beginning, going on, finishing. All of it may come twice, late, or from two tabs at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from community.activity.services import record
from community.organisations.models import Membership, Organisation
from content.learning.blocks import pieces
from content.learning.enums import StatementVerb
from content.learning.models import (
    BlockProgress,
    CoursePage,
    Enrolment,
    LearningSession,
    LessonPage,
)
from content.learning.queries.outlines import outline_of
from content.learning.services.statements import tell_of_course, tell_of_lesson
from content.verbs import COURSE_PASSED, COURSE_STARTED

if TYPE_CHECKING:
    from community.accounts.models import User

PAUSE = timedelta(minutes=10)
"""Whoever does nothing for longer was away: that time does not count."""


@transaction.atomic
def start_course(*, user: User, course: CoursePage, organisation: Organisation) -> Enrolment:
    """Enrol, or go on: a second time changes nothing, but for an organisation that one left."""
    enrolment, is_new = Enrolment.objects.get_or_create(
        user=user, course=course,
        defaults={"organisation": organisation, "course_title": course.title},
    )  # fmt: skip
    if is_new:
        tell_of_course(enrolment, StatementVerb.INITIALIZED)
        record(
            COURSE_STARTED, organisation=organisation, actor=user, subject=enrolment,
            course=course.pk,
        )  # fmt: skip
    elif enrolment.organisation_id != organisation.pk:
        _move(enrolment, organisation)
    return enrolment


def _move(enrolment: Enrolment, organisation: Organisation) -> None:
    stays = Membership.objects.current().filter(
        user=enrolment.user_id, organisation=enrolment.organisation_id
    )
    if not stays.exists():
        Enrolment.objects.filter(pk=enrolment.pk).update(organisation=organisation)
        enrolment.organisation = organisation


@transaction.atomic
def visit(*, enrolment: Enrolment, lesson: LessonPage) -> None:
    """Remember the place, for any other device, and let the time run."""
    locked = _locked(enrolment)
    Enrolment.objects.filter(pk=locked.pk).update(last_lesson=lesson)
    _let_time_run(locked, timezone.now())


@transaction.atomic
def finish_lesson(*, enrolment: Enrolment, lesson: LessonPage) -> None:
    locked = _locked(enrolment)
    if raise_progress(locked.user_id, lesson.translation_key, 1.0):
        tell_of_lesson(locked, StatementVerb.PROGRESSED, lesson)
    _let_time_run(locked, timezone.now())
    settle(locked)


@transaction.atomic
def note_video(*, enrolment: Enrolment, block: UUID, share: float) -> None:
    """How much of a film was seen. It counts for nothing but going on where one was."""
    locked = _locked(enrolment)
    raise_progress(locked.user_id, block, min(max(share, 0.0), 1.0))
    _let_time_run(locked, timezone.now())


@transaction.atomic
def finish_package(*, user_id: int, package: str) -> int:
    """A package was completed in its own screen: done wherever a course of this person has it.

    A lesson that asks nothing but its packages is read with the last of them. Returns how many
    pieces that were; may come more than once.
    """
    found = 0
    for enrolment in Enrolment.objects.filter(user=user_id).exclude(course=None):
        lessons = [
            (each, blocks) for each in _lessons(enrolment) if (blocks := _holds(each, package))
        ]
        if lessons:
            locked = _locked(enrolment)
            for lesson, blocks in lessons:
                found += sum(raise_progress(user_id, UUID(block), 1.0) for block in blocks)
                _read_with_packages(locked, lesson)
            settle(locked)
    return found


def _lessons(enrolment: Enrolment) -> Iterable[LessonPage]:
    lessons: Iterable[LessonPage] = LessonPage.objects.descendant_of(enrolment.course).live()
    return lessons


def _holds(lesson: LessonPage, package: str) -> list[str]:
    """The keys of the pieces of this lesson that open this package."""
    held = pieces(lesson.body, "package")
    return [block for block, value in held if str(value.get("package", "")) == package]


def _read_with_packages(enrolment: Enrolment, lesson: LessonPage) -> None:
    if any(value for _block, value in pieces(lesson.body, "quiz")):
        return
    asked = {block for block, _value in pieces(lesson.body, "package")}
    done = BlockProgress.objects.filter(user=enrolment.user_id, block__in=asked, value__gte=1)
    if done.count() == len(asked) and raise_progress(
        enrolment.user_id, lesson.translation_key, 1.0
    ):
        tell_of_lesson(enrolment, StatementVerb.PROGRESSED, lesson)


def raise_progress(user_id: int, block: UUID | str, value: float) -> bool:
    """Up and never down, whichever of two tabs comes last; returns whether it rose."""
    row, is_new = BlockProgress.objects.get_or_create(
        user_id=user_id, block=block, defaults={"value": value}
    )
    if is_new:
        return value > 0
    lower = BlockProgress.objects.filter(pk=row.pk, value__lt=value)
    return bool(lower.update(value=value, changed_at=timezone.now()))


def settle(enrolment: Enrolment) -> None:
    """Reckon anew how far one is; whoever has all that the course asks, passed, once.

    The enrolment is locked by the caller.
    """
    course = enrolment.course
    if course is None:
        return
    outline = outline_of(course, enrolment.user)
    enrolment.progress = max(enrolment.progress, outline.progress)
    passes = enrolment.completed_at is None and outline.is_passed
    if passes:
        enrolment.completed_at, enrolment.progress = timezone.now(), 1.0
    enrolment.save(update_fields=("progress", "completed_at"))
    if passes:
        for verb in (StatementVerb.COMPLETED, StatementVerb.PASSED):
            tell_of_course(enrolment, verb)
        record(
            COURSE_PASSED, organisation=enrolment.organisation, actor=enrolment.user,
            subject=enrolment, course=course.pk,
        )  # fmt: skip


def _locked(enrolment: Enrolment) -> Enrolment:
    found = Enrolment.objects.select_for_update(of=("self",)).select_related("user", "course")
    return found.get(pk=enrolment.pk)


def _let_time_run(enrolment: Enrolment, now: datetime) -> None:
    """Add the time since the last step to its session, or begin one after a pause."""
    last = enrolment.sessions.first()
    if last is None or now - last.ended_at > PAUSE:
        LearningSession.objects.create(enrolment=enrolment, started_at=now, ended_at=now)
        Enrolment.objects.filter(pk=enrolment.pk).update(last_at=now)
        return
    added = max(now - last.ended_at, timedelta())
    last.ended_at += added
    last.steps += 1
    last.save(update_fields=("ended_at", "steps"))
    whole = sum((each.ended_at - each.started_at for each in enrolment.sessions.all()), timedelta())
    Enrolment.objects.filter(pk=enrolment.pk).update(
        last_at=now, seconds=int(whole.total_seconds())
    )
