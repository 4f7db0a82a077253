"""Courses, a path and three books, with people in the middle of them; again without harm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils import timezone

from community.accounts.models import User
from community.organisations.models import Membership, Organisation
from content.images.models import HouseImage
from content.learning.blocks import pieces
from content.learning.models import (
    Book,
    BookOrganisation,
    CourseIndexPage,
    CoursePage,
    CourseSkill,
    Enrolment,
    LearningPath,
    LearningSession,
    LessonPage,
    ModulePage,
    Option,
    PathStep,
    Question,
    Quiz,
    QuizQuestion,
)
from content.learning.queries.outlines import outline_of
from content.learning.services import (
    finish_lesson,
    hand_in,
    issue_certificate,
    save_answer,
    start_attempt,
    start_course,
    visit,
)
from vlavirgem.demo.lessons import BOOKS, COURSES, PATH
from vlavirgem.demo.more_lessons import MORE_COURSES
from vlavirgem.demo.pictures import FORMS, draw

SKILL = {"framework": "e-CF", "code": "D.1", "url": "https://ecfexplorer.itprofessionalism.org/"}
# Who follows which course, how many lessons far, and how long ago that was in days.
PROGRESS = (
    ("bob@gent.example", "phishing-herkennen", 2, 1),
    ("alice@gent.example", "phishing-herkennen", 99, 12),
    ("alice@gent.example", "uw-eerste-uur-bij-een-incident", 1, 3),
    ("charlie@aalst.example", "uw-eerste-uur-bij-een-incident", 99, 20),
    ("emre@mechelen.example", "phishing-herkennen", 99, 8),
    ("fien@turnhout.example", "phishing-herkennen", 3, 5),
    ("bob@gent.example", "sterk-aangemeld", 99, 30),
    ("alice@gent.example", "nis2-voor-wie-beslist", 99, 6),
    ("charlie@aalst.example", "back-ups-die-u-terugkrijgt", 2, 4),
    ("emre@mechelen.example", "sterk-aangemeld", 1, 9),
)


def make_learning(users: Mapping[str, User]) -> None:
    if CoursePage.objects.filter(slug=COURSES[0]["slug"]).exists():
        return
    index = CourseIndexPage.objects.get()
    told = COURSES + MORE_COURSES
    made = {each["slug"]: _course(index, each, at) for at, each in enumerate(told)}
    _path(made[each["slug"]] for each in COURSES)
    for book, names in BOOKS:
        shelved = Book.objects.create(**book)
        for organisation in Organisation.objects.active().filter(kind="gemeente", name__in=names):
            BookOrganisation.objects.create(book=shelved, organisation=organisation)
    for email, slug, lessons, days in PROGRESS:
        _follow(users[email], made[slug], lessons, days)


def _cover(at: int) -> HouseImage:
    return draw(tuple(FORMS)[at % len(FORMS)], 40 + at)


def _course(index: CourseIndexPage, told: Mapping[str, Any], at: int) -> CoursePage:
    names = ("title", "slug", "lead", "body", "minutes", "level", "audience")
    course = CoursePage(**{name: told[name] for name in names}, cover=_cover(at))
    CourseIndexPage.objects.get(pk=index.pk).add_child(instance=course)
    for skill in told["skills"]:
        CourseSkill.objects.create(page=course, name=skill, **SKILL)
    for title, lead, lessons in told["modules"]:
        module = ModulePage(title=title, lead=lead)
        CoursePage.objects.get(pk=course.pk).add_child(instance=module)
        for name, minutes, body in lessons:
            lesson = LessonPage(title=name, minutes=minutes, body=list(_body(name, body)))
            ModulePage.objects.get(pk=module.pk).add_child(instance=lesson)
            lesson.save_revision().publish()
        # A page that was kept from before its children came would forget that it has any.
        module.refresh_from_db()
        module.save_revision().publish()
    course.refresh_from_db()
    course.save_revision().publish()
    return course


def _body(title: str, told: Iterable[tuple[str, Any]]) -> Iterable[dict[str, Any]]:
    for at, (kind, value) in enumerate(told):
        held = _quiz(value).pk if kind == "quiz" else value
        yield {"type": kind, "value": held, "id": str(uuid5(NAMESPACE_URL, f"{title}/{at}"))}


def _quiz(told: Mapping[str, Any]) -> Quiz:
    quiz = Quiz.objects.create(
        title=told["title"], intro=told["intro"], pass_mark=told["pass_mark"],
        max_attempts=told.get("max_attempts", 0),
    )  # fmt: skip
    for at, asked in enumerate(told["questions"]):
        question = Question.objects.create(
            kind=asked["kind"], text=asked["text"], theme=told["theme"],
            explanation=asked["explanation"], statement_is_true=asked.get("true"),
        )  # fmt: skip
        for place, (text, right, more) in enumerate(asked.get("options", ())):
            pairs = asked["kind"] == "koppelen"
            Option.objects.create(
                question=question, sort_order=place, text=text, is_right=right,
                pair=more if pairs else "", feedback="" if pairs else more,
            )  # fmt: skip
        QuizQuestion.objects.create(quiz=quiz, question=question, sort_order=at)
    return quiz


def _path(courses: Iterable[CoursePage]) -> None:
    path = LearningPath.objects.create(**PATH)
    for at, course in enumerate(courses):
        PathStep.objects.create(path=path, course=course, sort_order=at)


def _follow(user: User, course: CoursePage, lessons: int, days: int) -> None:
    held = Membership.objects.current().filter(user=user).select_related("organisation")
    organisation = held.order_by("joined_at", "pk")[0].organisation
    enrolment = start_course(user=user, course=course, organisation=organisation)
    lines = outline_of(course).lines
    for line in lines[:lessons]:
        visit(enrolment=enrolment, lesson=line.lesson)
        finish_lesson(enrolment=enrolment, lesson=line.lesson)
        _answer_all(enrolment, line.lesson)
    if lessons < len(lines):
        visit(enrolment=enrolment, lesson=lines[lessons].lesson)
    enrolment.refresh_from_db()
    if enrolment.completed_at is not None:
        issue_certificate(
            enrolment=enrolment, name=str(user), shows_name=True, shows_organisation=True
        )
    _set_clock(enrolment, days, minutes=4 + 6 * min(lessons, len(lines)))


def _answer_all(enrolment: Enrolment, lesson: LessonPage) -> None:
    for block, quiz in pieces(lesson.body, "quiz"):
        attempt = start_attempt(
            enrolment=enrolment, quiz=Quiz.objects.get(pk=quiz), lesson=lesson, block=UUID(block)
        )
        for asked in attempt.paper:
            right = asked["key"][0] if asked["kind"] == "kort" else asked["key"]
            save_answer(attempt=attempt, question=asked["id"], given=right)
        hand_in(attempt=attempt)


def _set_clock(enrolment: Enrolment, days: int, *, minutes: int) -> None:
    """As if it happened some days ago, in one stretch."""
    end = timezone.now() - timedelta(days=days)
    start = end - timedelta(minutes=minutes)
    LearningSession.objects.filter(enrolment=enrolment).update(
        started_at=start, ended_at=end, steps=minutes // 2
    )
    done = end if enrolment.completed_at else None
    Enrolment.objects.filter(pk=enrolment.pk).update(
        started_at=start, last_at=end, completed_at=done, seconds=minutes * 60
    )
    if done:
        enrolment.certificate.passed_at = enrolment.certificate.issued_at = end
        enrolment.certificate.save(update_fields=("passed_at", "issued_at"))
