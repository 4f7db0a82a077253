"""Writing: a new topic, and an answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.accounts.signed_in import SignedInRequest
from community.forum.composing import (
    draft_for,
    houses_of,
    keep_lost,
    keep_typed,
    popular_tags,
    preview,
    reply_form_for,
    startable,
    typed_in,
    writes,
)
from community.forum.enums import PostState
from community.forum.forms import ReplyForm, TopicForm, who_reads
from community.forum.linking import resolve_one
from community.forum.models import Category, Post, Topic
from community.forum.pacing import one_at_a_time, refusal
from community.forum.rules import categories_for, may_answer, topics_for
from community.forum.services import Refused, reply, start_topic
from community.kit.access import requires

NEW = "new"


@requires(writes)
@require_http_methods(["GET", "POST"])
def forum_new(request: SignedInRequest) -> HttpResponse:
    """A new topic. `?categorie=` and `?over=` choose beforehand; what one was writing stands there."""
    categories = startable(request.user)
    if request.method == "POST":
        form = _topic_form(request, categories, request.POST, request.FILES)
        shown = preview(form) if "voorbeeld" in request.POST else None
        if shown is None and (done := _started(request, form)):
            return done
        if shown is None:
            keep_typed(request, form)
        return _new(request, form, categories, shown=shown)
    draft = draft_for(request.user, NEW)
    form = _topic_form(request, categories, **_beginning(request, categories, draft))
    return _new(request, form, categories, draft=draft)


def _topic_form(
    request: SignedInRequest, categories: list[Category], *given: Any, **about: Any
) -> TopicForm:
    house = getattr(request, "organisation", None)
    rows = Category.objects.filter(pk__in=[each.pk for each in categories]).select_related("group")
    form = TopicForm(*given, categories=rows, user=request.user, organisation=house, **about)
    form.offer(houses_of(request.user), house)
    return form


def _beginning(request: SignedInRequest, categories: list[Category], draft: Any) -> dict[str, Any]:
    initial = typed_in(draft, request.user)
    wished = request.GET.get("categorie", "")
    chosen = next((each for each in categories if each.slug == wished), None)
    if chosen is not None:
        initial["category"] = chosen.pk
    about = resolve_one(request.GET.get("over", "")[:90], request.user)
    if about is not None:
        initial["about"] = about
    return {"initial": initial}


def _started(request: SignedInRequest, form: TopicForm) -> HttpResponse | None:
    with one_at_a_time(request.user):
        if not form.is_valid() or _is_too_fast(request, form, is_topic=True):
            return None
        told = form.cleaned_data
        try:
            topic = start_topic(
                author=request.user, organisation=_speaks_for(request, form),
                source=told["source"], files=told["uploads"], submission=told["submission"],
                **form.wishes(),
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
            return None
    return _to(request, topic.posts.select_related("topic").get(number=1))


def _new(request: SignedInRequest, form: TopicForm, categories: Any, **shown: Any) -> HttpResponse:
    wished = str(form["category"].value() or "")
    chosen = next((each for each in categories if str(each.pk) == wished), None)
    context = {
        "form": form, "tags": popular_tags(request.user),
        "has_categories": bool(categories), "says": who_reads(chosen) if chosen else "", **shown,
    }  # fmt: skip
    return render(request, "community/forum/new.html", context)


@require_POST
def forum_reply(request: SignedInRequest, pk: int) -> HttpResponse:
    """An answer in a topic; with an error the form comes back on a page of its own."""
    topics = topics_for(request.user).select_related("category__group", "poll")
    topic = topics.filter(pk=pk).first()
    if topic is None or not may_answer(request.user, topic):
        return _refused_reply(request, topic, pk)
    form = reply_form_for(request, topic, request.POST, request.FILES)
    shown = preview(form, topic.category) if "voorbeeld" in request.POST else None
    if shown is None and (done := _answered(request, topic, form)):
        return done
    if shown is None:
        keep_typed(request, form)
    context = {"topic": topic, "reply": form, "shown": shown}
    return render(request, "community/forum/reply.html", context)


def _refused_reply(request: SignedInRequest, topic: Topic | None, pk: int) -> HttpResponse:
    """It was closed, hidden or moved while he wrote: what he wrote stays among his drafts."""
    if topic is not None and not writes(request.user):
        raise PermissionDenied
    here = Topic.objects.filter(pk=pk, category__in=categories_for(request.user).values("pk"))
    is_kept = (topic is not None or here.exists()) and keep_lost(request, ReplyForm, f"topic:{pk}")
    if topic is None:
        raise Http404
    said = _("In dit onderwerp kunt u niet antwoorden.")
    kept = _("Wat u schreef, staat bij Mijn concepten.") if is_kept else ""
    messages.error(request, f"{said} {kept}".strip())
    return redirect("community:forum-topic", pk)


def _answered(request: SignedInRequest, topic: Topic, form: ReplyForm) -> HttpResponse | None:
    with one_at_a_time(request.user):
        if not form.is_valid() or _is_too_fast(request, form, is_topic=False):
            return None
        told = form.cleaned_data
        try:
            post = reply(
                topic=topic, author=request.user, organisation=_speaks_for(request, form),
                source=told["source"], reply_to=form.answered(), files=told["uploads"],
                submission=told["submission"],
            )  # fmt: skip
        except Refused as refused:
            form.refuse(refused)
            return None
    return _to(request, post)


def _is_too_fast(request: SignedInRequest, form: Any, *, is_topic: bool) -> bool:
    told = form.cleaned_data
    why = refusal(request.user, told["source"], is_topic=is_topic, submission=told["submission"])
    if why:
        form.add_error("source", why)
    return bool(why)


def _speaks_for(request: SignedInRequest, form: Any) -> Any:
    """Whom he chose, else the organisation that he works for."""
    chosen = form.cleaned_data.get("organisation")
    houses = houses_of(request.user)
    return chosen or (houses[0] if houses else None)


def _to(request: SignedInRequest, post: Post) -> HttpResponse:
    if post.state == PostState.WAITING:
        messages.success(
            request,
            _("Uw bericht wacht op nazicht. Een redacteur leest uw eerste berichten, meestal binnen"
              " de werkdag; daarna staat het op het forum."),
        )  # fmt: skip
        return redirect("community:forum-drafts")
    return redirect("community:forum-post", post.topic_id, post.number)
