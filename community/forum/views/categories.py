"""For editors: the parts of the forum, made, put in order and closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.forum.category_form import CategoryForm
from community.forum.models import Category
from community.forum.rules import categories_for, may_order
from community.forum.services.categories import (
    change_category,
    make_category,
    move_category,
    set_archived,
)
from community.kit.access import requires


@requires(may_order)
@require_GET
def listed(request: Any) -> HttpResponse:
    rows = list(categories_for(request.user).select_related("parent", "group"))
    context = {
        "rows": [each for each in rows if not each.is_archived],
        "archived": [each for each in rows if each.is_archived],
    }
    return render(request, "community/forum/categories.html", context)


@requires(may_order)
@require_http_methods(["GET", "POST"])
def new(request: Any) -> HttpResponse:
    form = CategoryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = make_category(actor=request.user, **form.cleaned_data)
        messages.success(request, _("De categorie “%(name)s” staat er.") % {"name": made.name})
        return redirect("community:forum-categories")
    return render(request, "community/forum/category_form.html", {"form": form})


@requires(may_order)
@require_http_methods(["GET", "POST"])
def edit(request: Any, slug: str) -> HttpResponse:
    here = _one(request, slug)
    form = CategoryForm(request.POST or None, instance=_one(request, slug))
    if request.method == "POST" and form.is_valid():
        change_category(category=here, actor=request.user, **form.cleaned_data)
        messages.success(request, _("De categorie is bewaard."))
        return redirect("community:forum-categories")
    return render(request, "community/forum/category_form.html", {"form": form, "here": here})


@requires(may_order)
@require_POST
def move(request: Any, slug: str) -> HttpResponse:
    here = _one(request, slug)
    move_category(category=here, up=request.POST.get("naar") == "omhoog", actor=request.user)
    return redirect("community:forum-categories")


@requires(may_order)
@require_POST
def archive(request: Any, slug: str) -> HttpResponse:
    here = _one(request, slug)
    closing = request.POST.get("stand") != "open"
    set_archived(category=here, archived=closing, actor=request.user)
    said = _("De categorie is afgesloten.") if closing else _("De categorie is weer open.")
    messages.success(request, said)
    return redirect("community:forum-categories")


def _one(request: Any, slug: str) -> Category:
    """Of a group that an editor is not in he knows no category."""
    found: Category = get_object_or_404(categories_for(request.user), slug=slug)
    return found
