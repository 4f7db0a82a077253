"""Pages of the tree that are screens for one reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Page

from content.learning.models import CourseIndexPage, CoursePage, LessonPage, ModulePage
from content.learning.views.catalogue import show_course
from content.learning.views.lessons import show_lesson, show_module


def _to_catalogue(request: HttpRequest, page: Page) -> HttpResponse:
    return redirect("content:learning")


SCREENS: dict[type[Page], Callable[[Any, Any], HttpResponse]] = {
    CourseIndexPage: _to_catalogue, CoursePage: show_course, ModulePage: show_module,
    LessonPage: show_lesson,
}  # fmt: skip


def screen_of(page: Page, request: HttpRequest) -> HttpResponse | None:
    """The screen of a page of ours; None for any other page."""
    show = SCREENS.get(type(page))
    return show(request, page) if show else None
