"""Who may follow a course, read a book, and see what colleagues learn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from community.organisations.enums import Audience, Role
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships, is_editor, may_see
from content.learning.enums import Readers
from content.learning.models import Book, BookOrganisation, CourseOrganisation, CoursePage

if TYPE_CHECKING:
    from community.organisations.rules import Person

COORDINATORS = (Role.ADMINISTRATOR,)
"""Who looks after the training of a bestuur: it has no role of its own."""


def may_follow(user: Person, course: CoursePage) -> bool:
    """Whether the lessons are for this person."""
    return _is_for(user, course.audience, course.organisations)


def may_read_book(user: Person, book: Book) -> bool:
    return _is_for(user, book.audience, book.organisations)


def _is_for(user: Person, audience: str, chosen: Any) -> bool:
    if is_editor(user):
        return True
    if audience == Readers.CHOSEN:
        own = [each.organisation_id for each in current_memberships(user)]
        return bool(own) and chosen.filter(organisation__in=own).exists()
    wide = Audience.MEMBERS if audience == Readers.MEMBERS else Audience.GOVERNMENTS
    return may_see(user, wide)


def may_know(user: Person, course: CoursePage) -> bool:
    """Whether one may read what a course is about: anybody, but for one for chosen organisations."""
    return course.audience != Readers.CHOSEN or may_follow(user, course)


def known_courses(user: Person) -> Q:
    """`may_know` as a filter of courses."""
    return _open_to(user, CourseOrganisation.objects.filter(page=OuterRef("pk")), wide=True)


def followed_courses(user: Person) -> Q:
    """`may_follow` as a filter of courses."""
    return _open_to(user, CourseOrganisation.objects.filter(page=OuterRef("pk")), wide=False)


def readable_books(user: Person) -> Q:
    """`may_read_book` as a filter of books."""
    return _open_to(user, BookOrganisation.objects.filter(book=OuterRef("pk")), wide=False)


def _open_to(user: Person, chosen: Any, *, wide: bool) -> Q:
    if is_editor(user):
        return Q(pk__isnull=False)
    shown = Q(pk__in=[])
    if wide or may_see(user, Audience.MEMBERS):
        shown |= Q(audience=Readers.MEMBERS)
    if wide or may_see(user, Audience.GOVERNMENTS):
        shown |= Q(audience=Readers.GOVERNMENTS)
    if own := [each.organisation_id for each in current_memberships(user)]:
        shown |= Q(audience=Readers.CHOSEN) & Q(Exists(chosen.filter(organisation__in=own)))
    return shown


def may_coordinate(user: Person, organisation: Organisation | None) -> bool:
    """Whether one sees what the people of this organisation learn: its local administrators do."""
    return organisation is not None and any(
        each.organisation_id == organisation.pk and each.has_role(*COORDINATORS)
        for each in current_memberships(user)
    )


def coordinates(user: Person) -> bool:
    """Whether one does so anywhere, for the menu."""
    return any(each.has_role(*COORDINATORS) for each in current_memberships(user))
