"""What stands by while one writes: drafts, a preview, people to name, and what was asked before."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.accounts.signed_in import SignedInRequest
from community.forum.audience import people_like
from community.forum.composing import files_named, keys_of, previewed, writes
from community.forum.drafts import drafts_of, place_of, waiting_of, withdrawn_of
from community.forum.forms import EditForm, ReplyForm, TopicForm
from community.forum.linking import found_by
from community.forum.models import Category, Draft
from community.forum.quoting import quote_of
from community.forum.rules import categories_for
from community.forum.services import DraftMovedOn, TooMuch, drop_draft, save_draft
from community.forum.similar import similar_to
from community.forum.views.changing import post_for
from community.kit.access import requires
from community.kit.pagination import paginate

LONGEST_WORDS = 160
FORMS = {"new": TopicForm, "topic": ReplyForm, "post": EditForm}


@require_POST
@requires(writes)
def forum_preview(request: SignedInRequest) -> HttpResponse:
    """The words of a form as they will be read, in the category that the form names."""
    files = files_named(keys_of(request.POST.getlist("uploads")), request.user)
    html = previewed(request.POST.get("source", ""), _category(request, request.POST), files)
    return render(request, "community/forum/preview.html", {"shown": html})


def _category(request: SignedInRequest, asked: Any) -> Category | None:
    """The category that was named, when this person reads it."""
    key = asked.get("category", "")
    if not key.isascii() or not key.isdigit() or len(key) > 15:
        return None
    found: Category | None = (
        categories_for(request.user).select_related("group").filter(pk=key).first()
    )
    return found


@require_POST
@requires(writes)
def forum_draft(request: SignedInRequest) -> HttpResponse:
    """Keep what is typed. 409 with what is newer when another window kept it since, 410 when it was
    sent or thrown away; `weg` throws it away."""
    key = request.POST.get("key", "")
    form: Any = FORMS.get(key.partition(":")[0])
    if form is None or not _is_key(key):
        raise Http404
    if "weg" in request.POST:
        drop_draft(user=request.user, key=key)
        return redirect(place_of(key) if "leeg" in request.POST else "community:forum-drafts")
    try:
        kept = save_draft(
            user=request.user, key=key, sequence=_number(request.POST.get("sequence", "")),
            data=form.typed(request.POST), anyway="toch" in request.POST,
        )  # fmt: skip
    except DraftMovedOn as moved:
        return JsonResponse(_told(moved.current), status=409 if moved.current else 410)
    except TooMuch:
        return JsonResponse({"said": _("Dit is te lang om te bewaren.")}, status=413)
    return JsonResponse(_told(kept))


def _told(draft: Draft | None) -> dict[str, Any]:
    if draft is None:
        return {"sequence": 0}
    at = date_format(timezone.localtime(draft.changed_at), "H:i")
    return {"sequence": draft.sequence, "said": _("Bewaard om %(time)s") % {"time": at}}


def _is_key(key: str) -> bool:
    place, _colon, number = key.partition(":")
    is_number = number.isascii() and number.isdigit()
    return key == "new" or (place != "new" and is_number and len(key) < 24)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


@require_GET
def forum_drafts(request: SignedInRequest) -> HttpResponse:
    """What one is writing, what waits for a look, and what one took back."""
    page = paginate(drafts_of(request.user), request.GET.get("page"), 20)
    context = {
        "page": page, "waiting": waiting_of(request.user), "withdrawn": withdrawn_of(request.user),
    }  # fmt: skip
    return render(request, "community/forum/drafts.html", context)


@require_GET
@requires(writes)
def forum_similar(request: SignedInRequest) -> HttpResponse:
    """Topics and documents that look like the title one is typing."""
    title = _words(request, "title").strip()
    hits = similar_to(request, title)
    return render(request, "community/forum/similar.html", {"hits": hits, "title": title})


@require_GET
@requires(writes)
def forum_people(request: SignedInRequest) -> HttpResponse:
    """Who may be named here: only people who read this category, by name and organisation."""
    category = _category(request, request.GET)
    words = _words(request, "q")
    found = people_like(words, category, but=request.user) if category else []
    return render(request, "community/forum/people.html", {"found": found, "category": category})


@require_GET
@requires(writes)
def forum_about(request: SignedInRequest) -> HttpResponse:
    """What a topic may be about, by these words; only what this person may see."""
    found = found_by(_words(request, "q"), request.user)
    return render(request, "community/forum/about.html", {"found": found})


def _words(request: SignedInRequest, name: str) -> str:
    """What is being typed; the database asks for no text with a NUL in it."""
    return request.GET.get(name, "")[:LONGEST_WORDS].replace("\0", "")


@require_GET
def forum_quote(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words of a post as markdown that repeats them."""
    post = post_for(request.user, pk)
    if not post.is_shown or post.topic.hidden_at is not None:
        raise Http404
    answer = HttpResponse(quote_of(post), content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
