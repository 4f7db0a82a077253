"""Pages of the tree that are screens for one reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from community.kit.sitemap import AddressBook, Known, register_addresses
from content.learning.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from content.learning.queries.catalogue import catalogue
from content.learning.views.catalogue import show_course
from content.learning.views.lessons import show_lesson, show_module


def _to_catalogue(request: HttpRequest, page: Page) -> HttpResponse:
    return redirect("content:learning")


def _known(course: CoursePage) -> Known | None:
    url = course.get_url()
    return (url, course.last_published_at) if url else None


register_addresses(
    AddressBook("content.courses", lambda: catalogue(AnonymousUser()).order_by("path"), _known)
)
SCREENS: dict[type[Page], Callable[[Any, Any], HttpResponse]] = {
    CourseIndexPage: _to_catalogue, CoursePage: show_course, ModulePage: show_module,
    LessonPage: show_lesson,
}  # fmt: skip


def screen_of(page: Page, request: HttpRequest) -> HttpResponse | None:
    """The screen of a page of ours; None for any other page."""
    show = SCREENS.get(type(page))
    return show(request, page) if show else None
