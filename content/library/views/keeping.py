"""Keeping the library: deciding, changing, new versions, looking at again, archiving."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from wagtail.models import Collection

from community.accounts.signed_in import SignedInRequest
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.models import Organisation
from content.library import services
from content.library.enums import Status
from content.library.forms import (
    ChangeForm,
    CollectionForm,
    ReasonForm,
    ReviewForm,
    VersionForm,
    facts_of,
)
from content.library.models import CollectionReaders, LibraryDocument
from content.library.queries import DUE, counted_states, of_state
from content.library.rules import may_edit, may_keep, visible_to
from content.library.views.offering import owner_of
from content.library.views.reading import context_of

STATES = ("voorgesteld", DUE, "klaargezet", "gearchiveerd", "afgewezen")


@requires(may_edit)
@require_GET
def desk(request: SignedInRequest) -> HttpResponse:
    """What waits for an editor: proposals first, then what is due."""
    state = request.GET.get("stand", STATES[0])
    state = state if state in STATES else STATES[0]
    page = paginate(of_state(state), request.GET.get("page"))
    names = dict(Status.choices) | {DUE: _("Na te kijken")}
    counts = counted_states(STATES)
    tabs = [(each, names[each], counts[each]) for each in STATES]
    return render(
        request, "content/library/desk.html", {"page": page, "tabs": tabs, "state": state}
    )


@requires(may_edit)
@require_http_methods(["GET", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    row = _any(pk)
    makers = Organisation.objects.active().order_by("sort_name", "pk")
    form = ChangeForm(request.POST or None, initial=facts_of(row), makers=makers)
    if request.method == "POST" and form.is_valid():
        services.change_document(document=row, actor=request.user, facts=form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("content:document", pk)
    return render(request, "content/library/change.html", {"form": form, "document": row})


@require_http_methods(["GET", "POST"])
def add_version(request: SignedInRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    form = VersionForm(request.POST or None, request.FILES or None, **owner_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_version(
                document=row, actor=request.user, file=form.cleaned_data["upload"],
                captions=form.cleaned_data["captions"], note=form.cleaned_data["note"],
            )  # fmt: skip
        except services.FileTaken:
            form.add_error("upload", _("Dit bestand is al in gebruik. Kies het opnieuw."))
        else:
            messages.success(request, _("De nieuwe versie is opgeladen."))
            return redirect("content:document", pk)
    return render(request, "content/library/version.html", {"form": form, "document": row})


@requires(may_edit)
@require_POST
def approve(request: SignedInRequest, pk: int) -> HttpResponse:
    if services.approve(document=_any(pk), actor=request.user):
        messages.success(request, _("Gepubliceerd. Wie het voorstelde, hoort het."))
    return redirect("content:document", pk)


@requires(may_edit)
@require_POST
def reject(request: SignedInRequest, pk: int) -> HttpResponse:
    row = _any(pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        context = context_of(request, row) | {"reason_form": form}
        return render(request, "content/library/document.html", context)
    if services.reject(document=row, actor=request.user, reason=form.cleaned_data["reason"]):
        messages.success(request, _("Afgewezen. Wie het voorstelde, leest de reden."))
    return redirect("content:document", pk)


@require_POST
def reviewed(request: SignedInRequest, pk: int) -> HttpResponse:
    row = _kept(request, pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        context = context_of(request, row) | {"review_form": form}
        return render(request, "content/library/document.html", context)
    services.mark_reviewed(document=row, actor=request.user, again_on=form.cleaned_data["again_on"])
    messages.success(request, _("Dank u: vandaag nagekeken."))
    return redirect("content:document", pk)


@require_POST
def archive(request: SignedInRequest, pk: int) -> HttpResponse:
    if services.archive(document=_kept(request, pk), actor=request.user):
        messages.success(request, _("Gearchiveerd."))
    is_kept = visible_to(request.user).filter(pk=pk).exists()
    return redirect("content:document", pk) if is_kept else redirect("content:library")


@requires(may_edit)
@require_POST
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    if services.restore(document=_any(pk), actor=request.user):
        messages.success(request, _("Het document staat er weer."))
    return redirect("content:document", pk)


@requires(may_edit)
@require_POST
def read_again(request: SignedInRequest, pk: int) -> HttpResponse:
    if services.read_again(document=_any(pk), actor=request.user):
        messages.success(request, _("De tekst wordt opnieuw gelezen."))
    return redirect("content:document", pk)


@requires(may_edit)
@require_GET
def collections(request: SignedInRequest) -> HttpResponse:
    rows = Collection.objects.select_related("readers").prefetch_related("readers__organisations")
    page = paginate(rows.order_by("path"), request.GET.get("page"), 50)
    return render(request, "content/library/collections.html", {"page": page})


@requires(may_edit)
@require_http_methods(["GET", "POST"])
def collection(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Collection, pk=pk)
    limit = CollectionReaders.objects.filter(collection=row).first()
    start = (
        {"audience": limit.audience, "organisations": limit.organisations.all()} if limit else {}
    )
    form = CollectionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        services.limit_collection(collection=row, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Bewaard. Dit geldt meteen voor alles in deze verzameling."))
        return redirect("content:library-collections")
    return render(request, "content/library/collection.html", {"form": form, "collection": row})


def _any(pk: int) -> LibraryDocument:
    rows = LibraryDocument.objects.select_related("current__file", "author", "collection")
    found: LibraryDocument = get_object_or_404(rows.filter(group=None), pk=pk)
    return found


def _kept(request: SignedInRequest, pk: int) -> LibraryDocument:
    """A document that this person answers for; any other is not there."""
    rows = visible_to(request.user).select_related("current__file", "author", "collection")
    found: LibraryDocument = get_object_or_404(rows, pk=pk)
    if not may_keep(request.user, found):
        raise Http404
    return found
