"""A quiz: one question a screen, without script; the marks are made on the server."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from content.learning.blocks import pieces
from content.learning.forms import AnswerForm
from content.learning.models import Quiz, QuizAttempt
from content.learning.queries.results import result_of
from content.learning.services import (
    HandedIn,
    NoAttemptLeft,
    hand_in,
    save_answer,
    start_attempt,
)
from content.learning.views.lessons import to_lesson
from content.learning.views.reaching import followed_lesson, own_attempt


@require_POST
def quiz_start(request: Any, pk: int, block: UUID) -> HttpResponse:
    """The attempt that is open, or a new one."""
    lesson, enrolment = followed_lesson(request, pk)
    held = dict(pieces(lesson.body, "quiz"))
    quiz = Quiz.objects.filter(pk=held.get(str(block))).first()
    if quiz is None:
        raise Http404
    try:
        attempt = start_attempt(enrolment=enrolment, quiz=quiz, lesson=lesson, block=block)
    except NoAttemptLeft:
        messages.warning(request, _("U hebt alle pogingen gebruikt. Vraag de redactie om meer."))
        return to_lesson(request, lesson)
    return redirect("content:quiz", attempt.pk)


def quiz(request: Any, pk: UUID) -> HttpResponse:
    """A question (`vraag`, from 1); past the last one, a look back before handing in."""
    attempt = own_attempt(request, pk)
    if attempt.submitted_at is not None:
        return redirect("content:quiz-result", attempt.pk)
    number = _number(request, attempt)
    if number > len(attempt.paper):
        return render(request, "content/learning/quiz_check.html", _steps(attempt, number))
    question = attempt.paper[number - 1]
    given = attempt.answers.get(question["id"])
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(question, data, given=given)
    if form.is_bound and (to := _kept(request, attempt, form, number)):
        return to
    context = _steps(attempt, number) | {"form": form, "question": question}
    return render(request, "content/learning/quiz.html", context)


def _kept(request: Any, attempt: QuizAttempt, form: AnswerForm, number: int) -> HttpResponse | None:
    """Where one goes when the answer was kept; None when it must be mended first."""
    if not form.is_valid():
        return None
    try:
        save_answer(attempt=attempt, question=form.question["id"], given=form.given)
    except HandedIn:
        return redirect("content:quiz-result", attempt.pk)
    if request.POST.get("go") == "later":
        messages.success(request, _("Bewaard. U gaat verder wanneer u wilt, op elk toestel."))
        return to_lesson(request, attempt.lesson)
    return _at(attempt, number - 1 if request.POST.get("go") == "back" else number + 1)


def _at(attempt: QuizAttempt, number: int) -> HttpResponse:
    address = reverse("content:quiz", args=(attempt.pk,))
    return HttpResponseRedirect(f"{address}?vraag={max(number, 1)}")


def _number(request: Any, attempt: QuizAttempt) -> int:
    """Which question; without one, the first that is open."""
    asked = request.GET.get("vraag", "")
    last = len(attempt.paper) + 1
    if asked.isdecimal() and len(asked) < 5:
        return min(max(int(asked), 1), last)
    unanswered = (
        at for at, each in enumerate(attempt.paper, 1)
        if attempt.answers.get(each["id"]) is None
    )  # fmt: skip
    return next(unanswered, last)


def _steps(attempt: QuizAttempt, number: int) -> dict[str, Any]:
    steps = [
        {"number": at, "is_answered": attempt.answers.get(each["id"]) is not None,
         "is_current": at == number, "text": each["text"]}
        for at, each in enumerate(attempt.paper, 1)
    ]  # fmt: skip
    return {
        "attempt": attempt, "number": number, "total": len(steps), "steps": steps,
        "open": [each for each in steps if not each["is_answered"]],
    }  # fmt: skip


@require_POST
def quiz_hand_in(request: Any, pk: UUID) -> HttpResponse:
    """Marked once, however often the button is pressed."""
    attempt = own_attempt(request, pk)
    hand_in(attempt=attempt)
    return redirect("content:quiz-result", attempt.pk)


@require_GET
def quiz_result(request: Any, pk: UUID) -> HttpResponse:
    attempt = own_attempt(request, pk)
    if attempt.submitted_at is None:
        return redirect("content:quiz", attempt.pk)
    return render(request, "content/learning/quiz_result.html", result_of(attempt))
