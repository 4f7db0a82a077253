"""Which courses, paths and books a person sees, and how far he is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import (
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
)
from wagtail.models import PageViewRestriction

from content.images.models import HouseImage
from content.learning.models import (
    Book,
    Certificate,
    CourseIndexPage,
    CoursePage,
    Enrolment,
    LearningPath,
    LessonPage,
    PathStep,
)
from content.learning.rules import followed_courses, known_courses, readable_books

if TYPE_CHECKING:
    from community.accounts.models import User
    from community.organisations.rules import Person

CARD, COVER = "fill-640x240", "max-160x220"
"""How pictures are cut on cards and shelves; the templates say the same."""


def open_courses() -> QuerySet[CoursePage]:
    """Live, and behind no lock of Wagtail's on itself or above; in the one question that asks."""
    here = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    locks = PageViewRestriction.objects.annotate(at=here)
    found: QuerySet[CoursePage] = CoursePage.objects.live().exclude(
        Exists(locks.filter(at__startswith=F("page__path")))
    )
    return found


def catalogue(user: Person) -> QuerySet[CoursePage]:
    """The live courses of which this person may know, by title. A lock of Wagtail's hides too."""
    found = open_courses().filter(known_courses(user))
    drawn = Prefetch("cover", HouseImage.objects.prefetch_renditions(CARD))
    courses: QuerySet[CoursePage] = found.prefetch_related(drawn).order_by("title", "pk")
    return courses


def own_courses(user: User) -> QuerySet[Enrolment]:
    """What a person began, what he was at last first; passed courses after those."""
    rows = Enrolment.objects.of_person(user).exclude(course=None)
    rows = rows.filter(course__live=True).select_related("course", "last_lesson", "certificate")
    return rows.order_by("completed_at", "-last_at", "-pk")


def going_on(user: User) -> QuerySet[Enrolment]:
    return own_courses(user).filter(completed_at=None).order_by("-last_at", "-pk")


def enrolment_of(user: Person, course: CoursePage) -> Enrolment | None:
    if not user.is_authenticated:
        return None
    rows = Enrolment.objects.filter(user=user, course=course)
    return rows.select_related("course", "last_lesson", "certificate").first()


def with_enrolments(courses: Any, user: Person) -> list[CoursePage]:
    """The courses of a page of the catalogue, each with `mine`: this person's enrolment or None."""
    shown = list(courses)
    mine: dict[int | None, Enrolment] = {}
    if user.is_authenticated:
        rows = Enrolment.objects.filter(user=user, course__in=shown)
        mine = {each.course_id: each for each in rows}
    for course in shown:
        course.mine = mine.get(course.pk)
    return shown


def index_page() -> CourseIndexPage | None:
    found: CourseIndexPage | None = CourseIndexPage.objects.live().first()
    return found


@dataclass(frozen=True, slots=True)
class Path:
    """A learning path as one reader sees it: the courses of it that he may know of."""

    path: LearningPath
    courses: list[CoursePage]

    @property
    def passed(self) -> int:
        return sum(bool(c.mine and c.mine.completed_at) for c in self.courses)

    @property
    def next_course(self) -> CoursePage | None:
        return next((c for c in self.courses if not (c.mine and c.mine.completed_at)), None)


def paths(user: Person, slug: str = "") -> list[Path]:
    """Live paths with at least one course that this person may know of. Three questions."""
    steps = PathStep.objects.order_by("sort_order", "pk")
    rows = LearningPath.objects.filter(is_live=True).order_by("title", "pk")
    if slug:
        rows = rows.filter(slug=slug)
    found = list(rows.prefetch_related(Prefetch("steps", steps)))
    wanted = {step.course_id for path in found for step in path.steps.all()}
    known = with_enrolments(catalogue(user).filter(pk__in=wanted), user)
    by_key = {course.pk: course for course in known}
    shown = [
        Path(path, [by_key[s.course_id] for s in path.steps.all() if s.course_id in by_key])
        for path in found
    ]
    return [each for each in shown if each.courses]


def books(user: Person) -> QuerySet[Book]:
    """The shelf, each with `is_open`: whether this person may read it."""
    readable = Book.objects.filter(readable_books(user), pk=OuterRef("pk"))
    drawn = Prefetch("cover", HouseImage.objects.prefetch_renditions(COVER))
    shelf: QuerySet[Book] = Book.objects.filter(is_live=True).prefetch_related(drawn)
    marked: QuerySet[Book] = shelf.annotate(is_open=Exists(readable)).order_by("title", "pk")
    return marked


def lessons(user: Person) -> QuerySet[LessonPage]:
    """The live lessons of courses that this person may follow."""
    open_to = open_courses().filter(followed_courses(user))
    within = Q(pk__in=[])
    for path in open_to.values_list("path", flat=True):
        within |= Q(path__startswith=path)
    found: QuerySet[LessonPage] = LessonPage.objects.live().filter(within)
    return found


def certificates_of(user: User) -> QuerySet[Certificate]:
    rows = Certificate.objects.filter(enrolment__user=user)
    return rows.select_related("badge").order_by("-issued_at", "-pk")


def tally(user: User) -> dict[str, Any]:
    """How many courses one may follow (`all`), is `busy` with and `passed`; `latest` is the title and
    the share done (0 to 1) of the one he was at last. One question."""
    mine = FilteredRelation("enrolments", condition=Q(enrolments__user=user))
    rows = open_courses().filter(followed_courses(user)).annotate(mine=mine).order_by()
    names = ("mine__pk", "mine__completed_at", "mine__last_at", "title", "mine__progress")
    found = list(rows.values_list(*names))
    busy = [each for each in found if each[0] and each[1] is None]
    latest = max(busy, key=lambda each: each[2], default=None)
    return {
        "all": len(found),
        "busy": len(busy),
        "passed": sum(each[1] is not None for each in found),
        "latest": latest[3:] if latest else None,
    }
