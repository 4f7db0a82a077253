"""Finding and reading documents: for whoever walks by, each what is for him."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from community.files.enums import FileState, TextState
from community.files.models import FileText
from community.files.pictures import picture_response, preview_of
from community.files.serving import file_response
from community.files.types import BY_MEDIA_TYPE
from community.kit.access import View
from content.library.enums import Status
from content.library.forms import REVIEW, ReasonForm, ReviewForm
from content.library.models import Favourite, LibraryDocument
from content.library.queries import FACETS, MOST, Wish, choices_of, find
from content.library.rules import may_edit, may_keep, may_propose, visible_to
from content.library.services import note_visit, set_favourite
from content.library.serving import hand_out

TABS = ("favorieten", "recent")
SORTS = ("titel", "gedownload")
MOST_PAGES, FIRST_WORDS = 10, 1500
"""Pages whose words are shown, and characters of each."""
NAMES = {
    "theme": "thema", "kind": "soort", "year": "jaar", "author": "organisatie",
    "licence": "licentie", "form": "vorm", "group": "groep",
}  # fmt: skip
"""Facets as they stand in an address that people share."""


@require_GET
@login_not_required
def library(request: HttpRequest) -> HttpResponse:
    """Everything in the library that this visitor may read."""
    choices = choices_of(request.user)
    wish = wish_of(request, choices)
    found = find(request.user, wish, page=request.GET.get("page", 1))
    context = {
        "shell": _shell(request),
        "wish": wish,
        "found": found,
        "most": MOST,
        "facets": [_facet(name, choices[name], wish, found.counts[name]) for name in FACETS],
        "may_propose": may_propose(request.user),
        "may_edit": may_edit(request.user),
        "is_narrowed": bool(wish.text or wish.chosen),
    }
    return render(request, "content/library/library.html", context)


def wish_of(request: HttpRequest, choices: dict[str, list[tuple[Any, str]]]) -> Wish:
    """What the address asks; what it cannot mean is left out."""
    chosen = {}
    for name, word in NAMES.items():
        known = {str(key): key for key, _label in choices[name]}
        given = request.GET.get(word, "")
        if given in known:
            chosen[name] = known[given]
    sort, tab = request.GET.get("sorteer", ""), request.GET.get("tab", "")
    return Wish(
        text=request.GET.get("q", "").strip()[:200],
        sort=sort if sort in SORTS else "",
        chosen=chosen,
        tab=tab if tab in TABS and request.user.is_authenticated else "",
    )


def _facet(name: str, choices: list[tuple[Any, str]], wish: Wish, counts: Any) -> dict[str, Any]:
    """The values of a facet that something found has, and the one that was chosen."""
    chosen = wish.chosen.get(name)
    values = [
        {"key": key, "label": label, "count": counts[key], "is_chosen": key == chosen}
        for key, label in choices
        if counts[key] or key == chosen
    ]
    return {"name": name, "word": NAMES[name], "values": values}


def asks_to_sign_in(view: View) -> View:
    """Who did not sign in is asked to, before he hears that something is not there: a colleague's
    link works then, and nobody learns what exists."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path(), resolve_url("account_login"))

    return guarded


@require_GET
@login_not_required
@asks_to_sign_in
def document(request: HttpRequest, pk: int) -> HttpResponse:
    row: LibraryDocument = get_object_or_404(
        visible_to(request.user).select_related("author", "owner", "collection", "current__file"),
        pk=pk,
    )
    user = request.user
    if user.is_authenticated:
        note_visit(document=row, user=user)
    return render(request, "content/library/document.html", context_of(request, row))


def context_of(request: HttpRequest, row: LibraryDocument) -> dict[str, Any]:
    user = request.user
    edits, keeps = may_edit(user), may_keep(user, row)
    versions = row.versions.select_related("file", "made_by")
    file = row.current.file if row.current else None
    known = BY_MEDIA_TYPE.get(file.media_type) if file else None
    return {
        "shell": _shell(request),
        "document": row,
        "file": file,
        "shows": bool(known and known.shows),
        "has_picture": file is not None and preview_of(file) is not None,
        **(_words_of(row) if known and known.reads and not known.shows else {}),
        "text_failed": edits and file is not None and file.text_state == TextState.FAILED,
        "text_waits": file is not None
        and file.text_state in (TextState.WAITING, TextState.RUNNING),
        "versions": versions if edits or keeps else versions.filter(file__state=FileState.CLEAN),
        "themes": row.themes.all(),
        "tags": row.tags.all(),
        "may_edit": edits,
        "may_keep": keeps,
        "is_favourite": user.is_authenticated
        and Favourite.objects.filter(user=user, document=row).exists(),
        "reason_form": ReasonForm() if edits and row.status == Status.PROPOSED else None,
        "review_form": ReviewForm(initial={"again_on": timezone.localdate() + REVIEW})
        if keeps
        else None,
    }


def _words_of(row: LibraryDocument) -> dict[str, Any]:
    """How the text begins, by page, slide or sheet, and how many of these are not shown."""
    known = FileText.objects.filter(file=row.current.file_id if row.current else None).first()
    pages = known.by_page if known else []
    shown = [(number, each.strip()) for number, each in enumerate(pages[:MOST_PAGES], 1)]
    return {
        "pages": [(number, each[:FIRST_WORDS]) for number, each in shown if each],
        "more_pages": max(len(pages) - MOST_PAGES, 0),
    }


@require_POST
def favourite(request: Any, pk: int) -> HttpResponse:
    row: LibraryDocument = get_object_or_404(visible_to(request.user), pk=pk)
    set_favourite(document=row, user=request.user, wanted=request.POST.get("wanted") == "ja")
    return redirect("content:document", pk)


@require_safe
@login_not_required
@asks_to_sign_in
def download(request: HttpRequest, pk: int, name: str = "") -> HttpResponseBase:
    """The version that is read now; the address under which editors' pages link to it too."""
    row = _open(request, pk)
    if name and name != row.filename:
        raise Http404
    return hand_out(request, row, row.current)


@require_safe
@login_not_required
@asks_to_sign_in
def version(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    row = _open(request, pk)
    found = get_object_or_404(row.versions.select_related("file"), number=number)
    return hand_out(request, row, found)


@require_safe
@login_not_required
@asks_to_sign_in
def look(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Inside the page, when it is of a kind that a browser shows safely; with `?klein=1` the small
    picture of it."""
    row = _open(request, pk)
    if row.current is None:
        raise Http404
    if "klein" in request.GET:
        return picture_response(row.current.file)
    return file_response(request, row.current.file, inline=True)


@require_safe
@login_not_required
@asks_to_sign_in
def captions(request: HttpRequest, pk: int) -> HttpResponseBase:
    row = _open(request, pk)
    if row.current is None or row.current.captions is None:
        raise Http404
    return file_response(request, row.current.captions, inline=True)


def _open(request: HttpRequest, pk: int) -> LibraryDocument:
    rows = visible_to(request.user).select_related("current__file", "current__captions")
    return get_object_or_404(rows, pk=pk)


def _shell(request: HttpRequest) -> str:
    return "base.html" if request.user.is_authenticated else "base_public.html"
