"""What the pieces of a lesson say to one reader: how far his film is, what his quiz did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content.learning.blocks import pieces
from content.learning.models import BlockProgress, Enrolment, LessonPage, Quiz, QuizAttempt


@dataclass(frozen=True, slots=True)
class QuizState:
    open_attempt: QuizAttempt | None
    last: QuizAttempt | None
    """The last that was handed in."""
    passed: bool
    left: int | None
    """How many more attempts; None for as many as one wants."""


def states_of(lesson: LessonPage, enrolment: Enrolment) -> dict[str, Any]:
    """By the key of a piece: a QuizState, or the share (0 to 1) of a film or package. Three questions."""
    quizzes = {block: value for block, value in pieces(lesson.body, "quiz") if value}
    films = [block for kind in ("video", "package") for block, _v in pieces(lesson.body, kind)]
    seen = BlockProgress.objects.filter(user=enrolment.user_id, block__in=films)
    shares = {str(block): value for block, value in seen.values_list("block", "value")}
    found: dict[str, Any] = {block: shares.get(block, 0.0) for block in films}
    most = dict(Quiz.objects.filter(pk__in=quizzes.values()).values_list("pk", "max_attempts"))
    attempts = list(QuizAttempt.objects.filter(enrolment=enrolment, block__in=list(quizzes)))
    for block, quiz in quizzes.items():
        mine = [each for each in attempts if str(each.block) == block]
        found[block] = _quiz_state(mine, most.get(quiz, 0))
    return found


def _quiz_state(mine: list[QuizAttempt], most: int) -> QuizState:
    handed_in = [each for each in mine if each.submitted_at is not None]
    return QuizState(
        open_attempt=next((each for each in mine if each.submitted_at is None), None),
        last=handed_in[0] if handed_in else None,
        passed=any(each.passed for each in handed_in),
        left=max(0, most - len(mine)) if most else None,
    )
