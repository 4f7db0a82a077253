"""Courses as editors make them: a page tree, a question bank, a quiz."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from community.organisations.models import Organisation
from content.learning.enums import QuestionKind
from content.learning.models import (
    CourseIndexPage,
    CourseOrganisation,
    CoursePage,
    Enrolment,
    LessonPage,
    ModulePage,
    Option,
    Question,
    Quiz,
    QuizQuestion,
)

Choice = tuple[str, bool]


def piece(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def text(words: str) -> dict[str, Any]:
    return piece("text", f"<p>{words}</p>")


def course(
    title: str = "Phishing",
    *,
    chosen: Sequence[Organisation] = (),
    live: bool = True,
    **fields: Any,
) -> CoursePage:
    fields = {"lead": "Leer valse mails herkennen.", "minutes": 20} | fields
    made = CoursePage(title=title, live=live, **fields)
    CourseIndexPage.objects.get().add_child(instance=made)
    for organisation in chosen:
        CourseOrganisation.objects.create(page=made, organisation=organisation)
    return made


def module(under: CoursePage, title: str = "Module") -> ModulePage:
    made = ModulePage(title=title)
    CoursePage.objects.get(pk=under.pk).add_child(instance=made)
    return made


def lesson(under: ModulePage, title: str = "Les", *body: dict[str, Any]) -> LessonPage:
    made = LessonPage(title=title, body=list(body) or [text("Lees dit.")])
    ModulePage.objects.get(pk=under.pk).add_child(instance=made)
    return made


def question(
    said: str = "Is dit veilig?", *choices: Choice, kind: str = QuestionKind.SINGLE, **fields: Any
) -> Question:
    made = Question.objects.create(text=said, kind=kind, **fields)
    for at, (words, right) in enumerate(choices):
        Option.objects.create(question=made, text=words, is_right=right, sort_order=at)
    return made


def quiz(*questions: Question, **fields: Any) -> Quiz:
    made = Quiz.objects.create(**{"title": "Toets", "pass_mark": 50} | fields)
    asked = questions or (question("Ja?", ("Ja", True), ("Nee", False)),)
    for at, each in enumerate(asked):
        QuizQuestion.objects.create(quiz=made, question=each, sort_order=at)
    return made


def whole(title: str = "Phishing", **fields: Any) -> tuple[CoursePage, list[LessonPage], Quiz]:
    """A course of two lessons, the second with a quiz of one question."""
    made = course(title, **fields)
    part = module(made)
    test = quiz()
    first = lesson(part, "Wat is het")
    second = lesson(part, "Wat u doet", text("Bel de helpdesk."), piece("quiz", test.pk))
    return made, [first, second], test


def block_of(page: LessonPage, kind: str) -> uuid.UUID:
    return next(uuid.UUID(each["id"]) for each in page.body.raw_data if each["type"] == kind)


def enrolment(
    user: Any, course: CoursePage, organisation: Organisation, **fields: Any
) -> Enrolment:
    made: Enrolment = Enrolment.objects.create(
        user=user, course=course, organisation=organisation, course_title=course.title, **fields
    )
    return made
