"""Changing what one wrote, taking it back, and seeing what it said before."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.accounts.signed_in import SignedInRequest
from community.forum.comparing import compare
from community.forum.composing import (
    draft_for,
    hung_under,
    keep_lost,
    keep_typed,
    preview,
    typed_in,
)
from community.forum.enums import PostState
from community.forum.forms import EditForm
from community.forum.models import Post
from community.forum.pacing import links_refusal
from community.forum.quoting import readable
from community.forum.rules import may_edit, may_see_words, may_withdraw
from community.forum.services import (
    EditedMeanwhile,
    Refused,
    edit_post,
    restore_post,
    withdraw_post,
)
from community.kit.pagination import paginate

PER_HISTORY = 10


def post_for(user: Any, pk: int) -> Post:
    """The post, for who reads its words; 404 alike for what is not there and what is not his."""
    rows = Post.objects.select_related("topic__category__group", "author", "organisation")
    found: Post = get_object_or_404(rows, pk=pk)
    if not may_see_words(user, found):
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def forum_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a post. Who was overtaken by another sees both texts, and loses neither."""
    post = _editable(request, pk)
    if request.method == "POST":
        form = _form(request, post, request.POST, request.FILES)
        shown = preview(form, post.topic.category) if "voorbeeld" in request.POST else None
        answer = _edited(request, post, form) if shown is None else None
        if answer is None and shown is None:
            keep_typed(request, form)
        return answer or _editing(request, post, form, shown=shown)
    draft = draft_for(request.user, f"post:{post.pk}")
    begun = _now(post)
    typed = typed_in(draft, request.user, begun["uploads"])
    form = _form(request, post, initial=begun | typed)
    return _editing(request, post, form, draft=draft)


def _editable(request: SignedInRequest, pk: int) -> Post:
    """The post, for who may change it. What its writer typed is kept when he no longer may."""
    post = post_for(request.user, pk)
    if not may_edit(request.user, post):
        if post.author_id == request.user.pk:
            keep_lost(request, EditForm, f"post:{pk}")
        raise Http404
    return post


def _form(request: SignedInRequest, post: Post, *given: Any, **about: Any) -> EditForm:
    house = getattr(request, "organisation", None)
    return EditForm(
        *given, post=post, hung=hung_under(post), user=request.user, organisation=house, **about
    )


def _now(post: Post) -> dict[str, Any]:
    (source,) = readable([post.source], post.topic.category)
    return {
        "seen_revision": post.revision, "title": post.topic.title, "source": source,
        "uploads": hung_under(post),
    }  # fmt: skip


def _edited(request: SignedInRequest, post: Post, form: EditForm) -> HttpResponse | None:
    if not form.is_valid():
        return None
    told = form.cleaned_data
    why = links_refusal(request.user, told["source"])
    if why:
        form.add_error("source", why)
        return None
    try:
        edit_post(
            post=post, editor=request.user, source=told["source"], title=told.get("title"),
            reason=told["reason"], seen_revision=told["seen_revision"], files=told["uploads"],
        )  # fmt: skip
    except Refused as refused:
        form.refuse(refused)
        return None
    except EditedMeanwhile as overtaken:
        keep_typed(request, form)
        return _overtaken(request, overtaken.current, form)
    messages.success(request, _("Uw wijziging is bewaard."))
    return redirect("community:forum-post", post.topic_id, post.number)


def _overtaken(request: SignedInRequest, current: Post, form: EditForm) -> HttpResponse:
    """Both texts, and a form that begins with the newest revision: sending it again decides."""
    typed: Any = form.data
    typed["seen_revision"] = str(current.revision)
    last = current.revisions.select_related("edited_by").order_by("-number").first()
    (source,) = readable([current.source], current.topic.category)
    context = {
        "post": current, "form": form, "last": last, "source": source,
        "pieces": compare(source, form.cleaned_data["source"]),
    }  # fmt: skip
    return render(request, "community/forum/overtaken.html", context, status=409)


def _editing(request: SignedInRequest, post: Post, form: EditForm, **shown: Any) -> HttpResponse:
    context = {"post": post, "form": form, **shown}
    return render(request, "community/forum/edit.html", context)


@require_POST
def forum_withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back what one wrote, or with `terug` put it back."""
    post = post_for(request.user, pk)
    if not may_withdraw(request.user, post):
        raise Http404
    try:
        if "terug" in request.POST:
            held = restore_post(post=post, user=request.user)
            messages.success(request, _("Uw bericht staat er weer."))
        else:
            held = withdraw_post(post=post, user=request.user)
            if held.state == PostState.WITHDRAWN:
                said = _("Uw bericht is ingetrokken. Bij Mijn concepten zet u het terug.")
                messages.success(request, said)
            else:
                messages.info(request, _("Dit bericht is verborgen: niemand leest het nog."))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("community:forum-drafts")
    if held.topic.hidden_at is not None:
        return redirect("community:forum-drafts")
    return redirect("community:forum-post", held.topic_id, held.number)


@require_GET
def forum_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a post said before, each edit with its words marked; the newest first."""
    post = post_for(request.user, pk)
    page = paginate(
        post.revisions.select_related("edited_by").order_by("-number"),
        request.GET.get("page"), PER_HISTORY,
    )  # fmt: skip
    rows: list[Any] = list(page)
    after = {
        row.number: row for row in post.revisions.filter(number__in=[r.number + 1 for r in rows])
    }
    pairs = [(row, after.get(row.number + 1)) for row in rows]
    sources = [each for row, newer in pairs for each in (row.source, (newer or post).source)]
    shown = iter(readable(sources, post.topic.category))
    for row, newer in pairs:
        row.pieces = compare(next(shown), next(shown))
        row.new_title = (newer.title if newer else post.topic.title) if post.number == 1 else ""
    context = {"post": post, "page": page, "rows": rows}
    return render(request, "community/forum/history.html", context)
