"""Reading a lesson, and saying that one did."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.learning.models import CoursePage, LessonPage, ModulePage
from content.learning.queries.catalogue import enrolment_of
from content.learning.queries.outlines import course_of, outline_of, videos_of
from content.learning.queries.states import states_of
from content.learning.rules import may_follow, may_know
from content.learning.services import finish_lesson, note_video, visit
from content.learning.views.reaching import followed_lesson


def show_module(request: Any, module: ModulePage) -> HttpResponse:
    """A module is a part of the page of its course."""
    course = CoursePage.objects.parent_of(module).live().first()
    if course is None or not may_know(request.user, course):
        raise Http404
    return HttpResponseRedirect(f"{course.get_url(request)}#module-{module.pk}")


def show_lesson(request: Any, lesson: LessonPage) -> HttpResponse:
    """A lesson in the tree of pages. Who does not follow the course yet, is shown that first."""
    course = _course_over(lesson)
    if not may_know(request.user, course):
        raise Http404
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    enrolment = enrolment_of(request.user, course)
    if enrolment is None or not may_follow(request.user, course):
        messages.info(request, _("Begin eerst aan de cursus: dan onthouden wij waar u bent."))
        return HttpResponseRedirect(course.get_url(request))
    visit(enrolment=enrolment, lesson=lesson)
    outline = outline_of(course, request.user)
    before, after = outline.around(lesson)
    context = {
        "page": lesson, "course": course, "enrolment": enrolment, "outline": outline,
        "line": outline.line_of(lesson), "before": before, "after": after,
        "states": states_of(lesson, enrolment),
    }  # fmt: skip
    return render(request, "content/learning/lesson.html", context)


def _course_over(lesson: LessonPage) -> CoursePage:
    try:
        return course_of(lesson)
    except CoursePage.DoesNotExist:
        raise Http404 from None


@require_POST
def lesson_done(request: Any, pk: int) -> HttpResponse:
    """Read: on to the next lesson, or to the course at the end."""
    lesson, enrolment = followed_lesson(request, pk)
    finish_lesson(enrolment=enrolment, lesson=lesson)
    course = enrolment.course
    if course is None:
        raise Http404
    enrolment.refresh_from_db()
    outline = outline_of(course, request.user)
    _before, after = outline.around(lesson)
    line = outline.line_of(lesson)
    if line is not None and not line.is_done:
        messages.info(request, _("Gelezen. In deze les wacht nog een toets of een pakket."))
        return HttpResponseRedirect(lesson.get_url(request))
    if after is None or outline.is_passed:
        return HttpResponseRedirect(course.get_url(request))
    return HttpResponseRedirect(after.lesson.get_url(request))


@require_POST
def lesson_video(request: Any, pk: int, block: UUID) -> HttpResponse:
    """How much of a film was seen (`share`, 0 to 1), told by the page while it plays."""
    lesson, enrolment = followed_lesson(request, pk)
    if block not in videos_of(lesson):
        raise Http404
    try:
        share = float(request.POST.get("share", ""))
    except ValueError:
        return HttpResponse(status=400)
    if not 0 <= share <= 1:
        return HttpResponse(status=400)
    note_video(enrolment=enrolment, block=block, share=share)
    return HttpResponse(status=204)


def to_lesson(request: Any, lesson: LessonPage | None) -> HttpResponse:
    """Back to a lesson, or to the catalogue when it is gone."""
    if lesson is None or not lesson.live:
        return redirect("content:learning")
    return HttpResponseRedirect(lesson.get_url(request))
