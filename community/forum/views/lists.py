"""The forum's lists: what is new, a category, the tags."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from community.forum.enums import Follow
from community.forum.models import Category
from community.forum.queries.lists import (
    FILTERS,
    FOLLOWED,
    NEW,
    OURS,
    UNANSWERED,
    UNREAD,
    in_category,
    newest,
    tags_of,
    unread_page,
)
from community.forum.queries.reading import Reading, reading_of
from community.forum.queries.tags import tags_with_counts
from community.forum.queries.unread import Unread, since_last_visit, unread_of
from community.forum.rules import may_order, may_start
from community.forum.services.visiting import put_aside, visited

LABELS = {
    NEW: _("Nieuw"), UNREAD: _("Ongelezen"), UNANSWERED: _("Onbeantwoord"),
    OURS: _("Mijn bestuur"), FOLLOWED: _("Ik volg"),
}  # fmt: skip
FOR_ALL = (NEW, UNANSWERED)
"""What a visitor may ask for; the others are about oneself."""
LONGEST_TAG = 30


@login_not_required
@require_GET
def home(request: Any) -> HttpResponse:
    """The newest of everything one reads, or the part of it that was asked for."""
    reading = reading_of(request.user)
    unread = unread_of(reading)
    shown = _filter(request)
    tag = request.GET.get("trefwoord", "").replace("\0", "")[:LONGEST_TAG]
    cursor = request.GET.get("na", "")
    if shown == UNREAD and not tag:
        page = unread_page(reading, unread.keys, cursor)
    else:
        page = newest(reading, shown, tag=tag, cursor=cursor)
    context = _frame(request, reading, unread) | {
        "page": page, "shown": shown, "tag": tag, "tags": tags_of(page.rows), "cursor": cursor,
        "tabs": [(each, LABELS[each]) for each in _filters(request.user)],
        "since": since_last_visit(request.user) if request.user.is_authenticated else None,
        "tag_level": reading.tags.get(tag), "levels": Follow,
        # Elsewhere what rose may not belong on the page.
        "is_live": request.user.is_authenticated and not (tag or cursor) and shown in (NEW, UNREAD),
        "rose": unread.rose,
    }  # fmt: skip
    _note_visit(request.user, reading)
    return render(request, "community/forum/home.html", context)


@login_not_required
@require_GET
def category(request: Any, slug: str) -> HttpResponse:
    reading = reading_of(request.user)
    here = category_in(reading, slug)
    cursor = request.GET.get("na", "")
    unread = unread_of(reading)
    page = in_category(reading, here, cursor)
    context = _frame(request, reading, unread) | {
        "here": here, "page": page, "cursor": cursor, "levels": Follow,
        "new": unread.by_category[here.pk],
        "children": [each for each in reading.categories if each.parent_id == here.pk],
        "may_start": may_start(request.user, here), "single": True,
        "is_live": request.user.is_authenticated and not cursor, "rose": unread.rose_in[here.pk],
        "about": f"categorie/{here.pk}/",
    }  # fmt: skip
    _note_visit(request.user, reading)
    return render(request, "community/forum/category.html", context)


@login_not_required
@require_GET
def tags(request: Any) -> HttpResponse:
    """The tags of what one reads, by how often they are used of late, and how one follows them."""
    reading = reading_of(request.user)
    found = tags_with_counts(reading)
    context = {"tags": found, "levels": Follow, "shell": shell_of(request.user)}
    return render(request, "community/forum/tags.html", context)


def category_in(reading: Reading, slug: str) -> Category:
    """The category of this name among those that he reads; 404 for any other."""
    found = next((each for each in reading.categories if each.slug == slug), None)
    if found is None:
        raise Http404
    return found


def shell_of(user: Any) -> str:
    return "base.html" if user.is_authenticated else "base_public.html"


def _frame(request: Any, reading: Reading, unread: Unread) -> dict[str, Any]:
    user = request.user
    return {
        "shell": shell_of(user), "categories": _tree(reading, unread), "unread": unread,
        "may_start": any(may_start(user, each) for each in reading.categories),
        "may_order": user.is_authenticated and may_order(user),
    }  # fmt: skip


def _tree(reading: Reading, unread: Unread) -> list[tuple[Category, int, bool]]:
    """Each category with how much is unread in it, those under another right after it."""
    tops = [each for each in reading.categories if each.parent_id not in reading.by_key]
    below: dict[int | None, list[Category]] = {}
    for each in reading.categories:
        if each not in tops:
            below.setdefault(each.parent_id, []).append(each)
    found = []
    for top in tops:
        found.append((top, unread.by_category[top.pk], False))
        found += [(each, unread.by_category[each.pk], True) for each in below.get(top.pk, ())]
    return found


def _filter(request: Any) -> str:
    asked = request.GET.get("toon", NEW)
    return asked if asked in _filters(request.user) else NEW


def _filters(user: Any) -> tuple[str, ...]:
    return FILTERS if user.is_authenticated else FOR_ALL


def _note_visit(user: Any, reading: Reading) -> None:
    if user.is_authenticated:
        visited(user=user, last_visit_at=reading.last_visit_at)
        put_aside(reading=reading)
