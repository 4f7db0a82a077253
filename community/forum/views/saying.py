"""Saying something of a post or in a poll by one click."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.accounts.signed_in import SignedInRequest
from community.forum.enums import ReactionKind
from community.forum.models import Post
from community.forum.opinions import opinions_of, poll_shown
from community.forum.rules import (
    may_call_solved,
    may_mark_post,
    may_react,
    may_vote,
    topics_for,
)
from community.forum.services import Refused, call_solved, mark_best, react, vote
from community.forum.views.changing import post_for

NO = "nee"


@require_POST
def forum_react(request: SignedInRequest, pk: int) -> HttpResponse:
    """`kind` says what, `wanted` whether; without it the other way than it was. With script the
    buttons come back alone."""
    post = post_for(request.user, pk)
    kind = request.POST.get("kind", "")
    if not may_react(request.user, post) or kind not in ReactionKind.values:
        raise Http404
    try:
        react(post=post, user=request.user, kind=kind, wanted=_wanted(request, post, kind))
    except Refused as refused:
        messages.error(request, str(refused))
    if getattr(request, "htmx", False):
        context = {"post": post, "reactions": opinions_of(post, request.user), "pressed": kind}
        return render(request, "community/forum/reactions.html", context)
    return _to(post)


@require_POST
def forum_best(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a reply the best answer; `wanted=nee` takes it back."""
    post = post_for(request.user, pk)
    if not may_mark_post(request.user, post):
        raise Http404
    wanted = request.POST.get("wanted") != NO
    try:
        mark_best(post=post, user=request.user, wanted=wanted)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = _("Aangeduid als beste antwoord.") if wanted else _("Niet langer beste antwoord.")
        messages.success(request, said)
    return _to(post)


@require_POST
def forum_solved(request: SignedInRequest, pk: int) -> HttpResponse:
    """A question that was solved elsewhere; `wanted=nee` opens it again."""
    topic = get_object_or_404(topics_for(request.user).select_related("category"), pk=pk)
    if not may_call_solved(request.user, topic):
        raise Http404
    wanted = request.POST.get("wanted") != NO
    try:
        held = call_solved(topic=topic, user=request.user, wanted=wanted)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        open_again = _("De vraag staat weer open.")
        messages.success(request, _("De vraag is opgelost.") if held.is_solved else open_again)
    return redirect("community:forum-topic", pk)


@require_POST
def forum_vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """Answer the poll of a topic; nothing chosen takes one's answer back."""
    topic: Any = get_object_or_404(topics_for(request.user).select_related("category"), pk=pk)
    shown = poll_shown(topic, request.user)
    if shown is None or not may_vote(request.user, topic):
        raise Http404
    chosen = [int(each) for each in request.POST.getlist("options") if _is_key(each)]
    if not chosen and "intrekken" not in request.POST:
        messages.error(request, _("Kies eerst een antwoord."))
        return redirect("community:forum-topic", pk)
    try:
        vote(poll=shown.poll, user=request.user, options=chosen)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Uw stem telt.") if chosen else _("Uw stem is ingetrokken."))
    return redirect("community:forum-topic", pk)


def _wanted(request: SignedInRequest, post: Post, kind: str) -> bool:
    said = request.POST.get("wanted", "")
    if said:
        return said != NO
    return not any(each.mine for each in opinions_of(post, request.user) if each.kind == kind)


def _is_key(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16


def _to(post: Post) -> HttpResponse:
    return redirect("community:forum-post", post.topic_id, post.number)
