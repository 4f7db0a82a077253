"""Finding what a screen is about, or 404: somebody else's is not there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from community.organisations.models import Organisation
from content.learning.models import Certificate, CoursePage, Enrolment, LessonPage, QuizAttempt
from content.learning.queries.catalogue import catalogue, enrolment_of
from content.learning.queries.outlines import course_of
from content.learning.rules import may_coordinate, may_follow


def shell_of(request: Any) -> str:
    """The frame of a screen that visitors read too."""
    return "base.html" if request.user.is_authenticated else "base_public.html"


def open_course(request: Any, pk: int) -> CoursePage:
    """A course that this person may follow."""
    course = catalogue(request.user).filter(pk=pk).first()
    if course is None or not may_follow(request.user, course):
        raise Http404
    return course


def followed_lesson(request: Any, pk: int) -> tuple[LessonPage, Enrolment]:
    """A live lesson of a course that this person follows and may follow still."""
    lesson = LessonPage.objects.live().filter(pk=pk).first()
    if lesson is None:
        raise Http404
    try:
        course = course_of(lesson)
    except CoursePage.DoesNotExist:
        raise Http404 from None
    enrolment = enrolment_of(request.user, open_course(request, course.pk))
    if enrolment is None:
        raise Http404
    return lesson, enrolment


def own_enrolment(request: Any, course: int) -> Enrolment:
    rows = Enrolment.objects.of_person(request.user).filter(course=course)
    found = rows.select_related("course", "organisation", "user", "certificate").first()
    if found is None:
        raise Http404
    return found


def own_attempt(request: Any, pk: UUID) -> QuizAttempt:
    rows = QuizAttempt.objects.filter(pk=pk, enrolment__user=request.user)
    found = rows.select_related("enrolment__course", "enrolment__user", "quiz", "lesson").first()
    if found is None:
        raise Http404
    return found


def own_certificate(request: Any, pk: UUID) -> Certificate:
    rows = Certificate.objects.filter(pk=pk, enrolment__user=request.user)
    found = rows.select_related("enrolment__course", "enrolment__user", "badge").first()
    if found is None:
        raise Http404
    return found


def coordinated(request: Any) -> Organisation:
    """The organisation one works for now, when one looks after its training; 403 else."""
    here: Organisation | None = request.organisation
    if here is None or not may_coordinate(request.user, here):
        raise PermissionDenied
    return here
