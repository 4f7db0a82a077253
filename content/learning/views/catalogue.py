"""What there is to learn, and what one learns oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.kit.pagination import paginate
from community.organisations.rules import is_editor
from content.learning.forms import CourseFilter
from content.learning.models import CoursePage, Enrolment
from content.learning.queries.catalogue import (
    books,
    catalogue,
    certificates_of,
    enrolment_of,
    going_on,
    index_page,
    own_courses,
    paths,
    with_enrolments,
)
from content.learning.queries.coordination import as_xapi, statements_of
from content.learning.queries.outlines import outline_of
from content.learning.rules import may_follow, may_know, may_read_book
from content.learning.services import start_course
from content.learning.views.reaching import open_course, shell_of

PER_PAGE = 12


@login_not_required
@require_GET
def learning(request: Any) -> HttpResponse:
    """The catalogue: for visitors too, but for courses of chosen organisations."""
    chosen = CourseFilter(request.GET, catalogue(request.user))
    page = paginate(chosen.qs, request.GET.get("page"), PER_PAGE)
    signed_in = request.user.is_authenticated
    context = {
        "shell": shell_of(request), "index": index_page(), "filter": chosen, "page": page,
        "courses": with_enrolments(page.object_list, request.user),
        "busy": going_on(request.user)[:3] if signed_in else [],
        "paths": paths(request.user), "filtered": bool(chosen.form.changed_data),
        "edits": is_editor(request.user),
    }  # fmt: skip
    return render(request, "content/learning/catalogue.html", context)


@login_not_required
@require_GET
def learning_path(request: Any, slug: str) -> HttpResponse:
    found = paths(request.user, slug)
    if not found:
        raise Http404
    return render(
        request, "content/learning/path.html", {"shell": shell_of(request), "found": found[0]}
    )


def show_course(request: Any, course: CoursePage) -> HttpResponse:
    """A course in the tree of pages; the hook of Wagtail's pages comes here."""
    if not may_know(request.user, course):
        raise Http404
    user = request.user if request.user.is_authenticated else None
    context = {
        "shell": shell_of(request), "page": course, "outline": outline_of(course, user),
        "enrolment": enrolment_of(request.user, course), "open": may_follow(request.user, course),
    }  # fmt: skip
    return render(request, "content/learning/course.html", context)


@require_POST
def course_start(request: Any, pk: int) -> HttpResponse:
    """Begin, or go on where one was."""
    course = open_course(request, pk)
    if request.organisation is None:
        messages.warning(request, _("Kies eerst voor welk bestuur u werkt."))
        return redirect("content:learning")
    enrolment = start_course(user=request.user, course=course, organisation=request.organisation)
    outline = outline_of(course, request.user)
    to = outline.line_of(enrolment.last_lesson) if enrolment.last_lesson else None
    line = to or outline.next_line or (outline.lines[0] if outline.lines else None)
    return HttpResponseRedirect((line.lesson if line else course).get_url(request))


@require_GET
def my_learning(request: Any) -> HttpResponse:
    page = paginate(own_courses(request.user), request.GET.get("page"), PER_PAGE)
    context = {"page": page, "certificates": certificates_of(request.user)[:50]}
    return render(request, "content/learning/mine.html", context)


@require_GET
def my_statements(request: Any) -> JsonResponse:
    """All that was written down about oneself, as xAPI."""
    rows = statements_of(Enrolment.objects.of_person(request.user))
    response = JsonResponse({"statements": list(as_xapi(rows))})
    response["Content-Disposition"] = 'attachment; filename="leergegevens.json"'
    return response


@require_GET
def book_list(request: Any) -> HttpResponse:
    page = paginate(books(request.user), request.GET.get("page"), PER_PAGE)
    return render(request, "content/learning/books.html", {"page": page})


@require_GET
def book_read(request: Any, pk: int) -> HttpResponse:
    """On to the publisher's reader, for who has access."""
    book = get_object_or_404(books(request.user), pk=pk)
    if not may_read_book(request.user, book):
        raise Http404
    return redirect(book.reader_url)
