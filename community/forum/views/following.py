"""Following, muting, and calling it all read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.forum.addresses import topic_url
from community.forum.enums import Follow
from community.forum.queries.reading import reading_of
from community.forum.rules import topics_for
from community.forum.services.following import follow_category, follow_tag, follow_topic
from community.forum.services.visiting import mark_read
from community.forum.views.lists import category_in


@require_POST
def read_all(request: Any) -> HttpResponse:
    """Of one category, or of everything."""
    slug = request.POST.get("categorie", "")
    here = category_in(reading_of(request.user), slug) if slug else None
    mark_read(user=request.user, category=here)
    messages.success(request, _("Alles is nu gelezen."))
    return redirect("community:forum-category", slug) if slug else redirect("community:forum")


@require_POST
def topic(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(topics_for(request.user), pk=pk)
    follow_topic(user=request.user, topic=found, level=_level(request))
    messages.success(request, _("Bewaard hoe u dit onderwerp volgt."))
    return redirect(topic_url(pk))


@require_POST
def category(request: Any, slug: str) -> HttpResponse:
    here = category_in(reading_of(request.user), slug)
    follow_category(user=request.user, category=here, level=_level(request))
    messages.success(request, _("Bewaard hoe u deze categorie volgt."))
    return redirect("community:forum-category", slug)


@require_POST
def tag(request: Any, tag: str) -> HttpResponse:
    if len(tag) > 30:
        raise Http404
    follow_tag(user=request.user, tag=tag, level=_level(request))
    messages.success(request, _("Bewaard hoe u dit trefwoord volgt."))
    return redirect(_back(request))


def _level(request: Any) -> int | None:
    """What was chosen; nothing means as the category says. 404 for a level that there is not."""
    asked = request.POST.get("niveau", "")
    if not asked:
        return None
    if asked not in {str(each.value) for each in Follow}:
        raise Http404
    return int(asked)


def _back(request: Any) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if safe else "community:forum-tags"
