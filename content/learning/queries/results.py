"""An attempt that was handed in, told to who made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from community.kit.markdown import render
from content.learning.enums import QuestionKind as Kind
from content.learning.models import QuizAttempt


def result_of(attempt: QuizAttempt) -> dict[str, Any]:
    """What was asked, given and said. What was right is told once nothing hangs on it any more:
    to who passed, or has no attempt left."""
    most = attempt.quiz.max_attempts if attempt.quiz else 0
    left = max(0, most - attempt.number) if most else None
    tells = attempt.passed or left == 0
    lines = [
        _line(question, given_mark, attempt.answers.get(question["id"]), tells=tells)
        for question, given_mark in zip(attempt.paper, attempt.marks, strict=True)
    ]
    course = attempt.enrolment.course
    return {
        "attempt": attempt, "lines": lines, "left": left, "course": course,
        "right": sum(each["is_right"] for each in lines), "total": len(lines),
    }  # fmt: skip


def _line(
    question: Mapping[str, Any], mark: Mapping[str, Any], given: Any, *, tells: bool
) -> dict[str, Any]:
    return {
        "text": render(question["text"]),
        "given": told(question, given),
        "right": told(question, question["key"]) if tells else [],
        "is_right": mark["score"] >= 1, "is_partly": 0 < mark["score"] < 1,
        "feedback": mark["feedback"],
        "explanation": render(question["explanation"]) if question["explanation"] else "",
    }  # fmt: skip


def told(question: Mapping[str, Any], answer: Any) -> list[str]:
    """An answer, or the key, in words."""
    kind, shown = question["kind"], question["shown"]
    if answer in (None, "", []):
        return []
    if kind == Kind.SHORT:
        return [answer] if isinstance(answer, str) else answer[:1]
    if kind == Kind.ORDERING:
        ranked = sorted(zip(answer, shown, strict=True))
        return [f"{rank}. {text}" for rank, text in ranked]
    if kind == Kind.MATCHING:
        pairs = question["pairs"]
        return [f"{text} → {pairs[at]}" for text, at in zip(shown, answer, strict=True)]
    return [shown[at] for at in answer]
