"""What was learnt, written down as xAPI statements in the transaction in which it happened."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from content.learning.enums import StatementVerb
from content.learning.models import Enrolment, LessonPage, QuizAttempt, Statement

COURSE, LESSON, QUIZ, QUESTION = "course", "lesson", "assessment", "cmi.interaction"


def tell_of_course(enrolment: Enrolment, verb: StatementVerb) -> None:
    _tell(enrolment, verb, f"cursus/{enrolment.course_id}", enrolment.course_title, COURSE)


def tell_of_lesson(enrolment: Enrolment, verb: StatementVerb, lesson: LessonPage) -> None:
    progress = {"https://w3id.org/xapi/cmi5/result/extensions/progress": enrolment.percent}
    _tell(
        enrolment, verb, f"les/{lesson.translation_key}", lesson.title, LESSON,
        {"extensions": progress},
    )  # fmt: skip


def tell_of_attempt(attempt: QuizAttempt) -> None:
    """Each question as it was answered, then whether the whole was passed."""
    enrolment = attempt.enrolment
    for question, each in zip(attempt.paper, attempt.marks, strict=True):
        result = {"success": each["score"] >= 1, "score": {"scaled": round(each["score"], 4)}}
        _tell(
            enrolment, StatementVerb.ANSWERED, f"vraag/{question['id']}",
            question["text"][:255], QUESTION, result,
        )  # fmt: skip
    verb = StatementVerb.PASSED if attempt.passed else StatementVerb.FAILED
    score = {"scaled": round(attempt.score or 0, 4)}
    _tell(
        enrolment, verb, f"toets/{attempt.block}", attempt.title, QUIZ,
        {"success": attempt.passed, "score": score},
    )  # fmt: skip


def _tell(
    enrolment: Enrolment, verb: StatementVerb, place: str, name: str, kind: str,
    result: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    Statement.objects.create(
        enrolment=enrolment, verb=verb, object_id=f"{settings.SITE_URL}/leren/{place}",
        object_name=name, object_type=kind, result=result or {},
    )  # fmt: skip
