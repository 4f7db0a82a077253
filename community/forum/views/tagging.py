"""Saying what a topic is about, after it was begun."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.accounts.signed_in import SignedInRequest
from community.forum.addresses import topic_url
from community.forum.composing import popular_tags
from community.forum.models import Topic
from community.forum.rules import may_retag, topics_for
from community.forum.services.tagging import retag_topic
from community.forum.services.values import Refused
from community.forum.tags_form import SEPARATOR, RetagForm


@require_http_methods(["GET", "POST"])
def forum_retag(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was overtaken by another keeps what he typed, beside the tags as they are now."""
    rows = topics_for(request.user).select_related("category__group")
    topic: Any = get_object_or_404(rows, pk=pk)
    if not may_retag(request.user, topic):
        raise Http404
    now = SEPARATOR.join(topic.tags)
    form = RetagForm(request.POST or None, initial={"seen": now, "tags": now})
    if form.is_valid():
        try:
            _retag(request, topic, form)
        except Refused as refused:
            form.data = {**request.POST.dict(), "seen": now}
            form.add_error("tags", str(refused))
        else:
            messages.success(request, _("De trefwoorden zijn bewaard."))
            return redirect(topic_url(pk))
    context = {"form": form, "topic": topic, "tags": popular_tags(request.user)}
    return render(request, "community/forum/retag.html", context)


def _retag(request: SignedInRequest, topic: Topic, form: RetagForm) -> None:
    retag_topic(
        topic=topic, user=request.user, tags=form.cleaned_data["tags"], seen=form.seen_tags()
    )
