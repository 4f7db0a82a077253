"""A course as one reader sees it: its modules, lessons and quizzes, and what is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import cached_property

from content.learning.blocks import pieces
from content.learning.enums import Completion
from content.learning.models import BlockProgress, CoursePage, LessonPage, ModulePage

if TYPE_CHECKING:
    from community.accounts.models import User


@dataclass
class Line:
    """A lesson. `quizzes` are (key of the piece, key of the quiz), `packages` keys of pieces."""

    lesson: LessonPage
    quizzes: list[tuple[str, int]]
    packages: list[str]
    is_read: bool = False
    passed: frozenset[str] = frozenset()

    @property
    def is_done(self) -> bool:
        return self.is_read and self.passed.issuperset(self.tests)

    @property
    def tests_left(self) -> int:
        return len(set(self.tests) - self.passed)

    @property
    def tests(self) -> list[str]:
        return [block for block, _quiz in self.quizzes] + self.packages


@dataclass
class Part:
    module: ModulePage
    lines: list[Line] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return sum(each.lesson.minutes for each in self.lines)


@dataclass
class Outline:
    course: CoursePage
    parts: list[Part]

    @cached_property
    def lines(self) -> list[Line]:
        return [line for part in self.parts for line in part.lines]

    @property
    def done(self) -> int:
        return sum(each.is_done for each in self.lines)

    @property
    def next_line(self) -> Line | None:
        """The first lesson that still asks something."""
        return next((each for each in self.lines if not each.is_done), None)

    def around(self, lesson: LessonPage) -> tuple[Line | None, Line | None]:
        """The lessons before and after this one."""
        keys = [each.lesson.pk for each in self.lines]
        at = keys.index(lesson.pk) if lesson.pk in keys else -1
        if at < 0:
            return None, None
        before = self.lines[at - 1] if at else None
        return before, self.lines[at + 1] if at + 1 < len(keys) else None

    def line_of(self, lesson: LessonPage) -> Line | None:
        return next((each for each in self.lines if each.lesson.pk == lesson.pk), None)

    def values(self) -> list[float]:
        """What counts for passing, by the rule of the course: 1 for what is done, else 0."""
        tests = [float(b in each.passed) for each in self.lines for b in each.tests]
        if self.course.completion == Completion.QUIZZES and tests:
            return tests
        return [float(each.is_read) for each in self.lines] + tests

    @property
    def progress(self) -> float:
        found = self.values()
        return sum(found) / len(found) if found else 0.0

    @property
    def is_passed(self) -> bool:
        found = self.values()
        return bool(found) and all(each >= 1 for each in found)


def outline_of(course: CoursePage, user: User | None = None) -> Outline:
    """The live lessons in their order. Two questions, and one for what this reader did."""
    modules = ModulePage.objects.child_of(course).live().order_by("path")
    parts = [Part(each) for each in modules]
    lessons = LessonPage.objects.descendant_of(course).live().order_by("path")
    for lesson in lessons:
        part = next((p for p in parts if lesson.path.startswith(p.module.path)), None)
        if part is not None:
            part.lines.append(_line(lesson))
    outline = Outline(course, parts)
    if user is not None:
        _fill(outline, user)
    return outline


def _line(lesson: LessonPage) -> Line:
    quizzes = [(block, quiz) for block, quiz in pieces(lesson.body, "quiz") if quiz]
    return Line(lesson, quizzes, [block for block, _value in pieces(lesson.body, "package")])


def _fill(outline: Outline, user: User) -> None:
    keys = set(_keys(outline))
    rows = BlockProgress.objects.filter(user=user, block__in=keys, value__gte=1)
    done = {str(block) for block in rows.values_list("block", flat=True)}
    for line in outline.lines:
        line.is_read = str(line.lesson.translation_key) in done
        line.passed = frozenset(block for block in line.tests if block in done)


def _keys(outline: Outline) -> Iterator[str]:
    for line in outline.lines:
        yield str(line.lesson.translation_key)
        yield from line.tests


def course_of(lesson: LessonPage) -> CoursePage:
    """The live course above a lesson, by its place in the tree; CoursePage.DoesNotExist else."""
    found: CoursePage = CoursePage.objects.ancestor_of(lesson).live().get()
    return found


def videos_of(lesson: LessonPage) -> set[UUID]:
    return {UUID(block) for block, _value in pieces(lesson.body, "video")}
