"""Bringing documents in: members propose one, editors upload heaps and describe them in a grid."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from community.accounts.signed_in import SignedInRequest
from community.files.models import StoredFile
from community.files.refusals import FileRefused
from community.files.services import store
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships
from content.library.enums import LIBRARY
from content.library.forms import AllForm, ManyFilesForm, ProposeForm, RowForm, put_on_all
from content.library.models import DocumentVersion, LibraryDocument, Theme
from content.library.queries import duplicates_among
from content.library.rules import may_edit, may_propose
from content.library.services import bring_in, drop_draft, propose, publish_drafts

PER_GRID = 25
MOST_FILES = 250
"""Taken in at once."""


@requires(may_propose)
@require_http_methods(["GET", "POST"])
def offer(request: SignedInRequest) -> HttpResponse:
    """A member offers one document to the editors."""
    own = Organisation.objects.filter(
        pk__in=[each.organisation_id for each in current_memberships(request.user)]
    )
    start = {"author": getattr(request, "organisation", None), "audience": "leden"}
    form = ProposeForm(request.POST or None, request.FILES or None, makers=own, initial=start)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        upload = facts.pop("upload")
        try:
            with transaction.atomic():
                made = propose(
                    file=_kept(request, upload), actor=request.user, facts=facts
                )  # fmt: skip
        except FileRefused as refused:
            form.add_error("upload", refused.message)
        else:
            messages.success(
                request, _("Uw voorstel ligt bij de redactie. U hoort wat ze beslist.")
            )
            return redirect("content:document", made.pk)
    return render(request, "content/library/offer.html", {"form": form})


@requires(may_edit)
@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Files in heaps. What is refused is named with its reason; what is good is set out."""
    form = ManyFilesForm(request.POST or None, request.FILES or None)
    refused: list[str] = []
    if request.method == "POST":
        files = _by_key(request)
        if form.is_valid():
            good, refused = _kept_of(request, form.cleaned_data["upload"])
            files += good
        if files:
            made = bring_in(files=files, actor=request.user)
            _say(request, len(made), refused)
            return redirect("content:library-grid")
        for each in refused:
            form.add_error("upload", each)
    drafts = LibraryDocument.objects.drafts_of(request.user).count()
    return render(request, "content/library/upload.html", {"form": form, "drafts": drafts})


def _kept_of(
    request: SignedInRequest, uploads: Iterable[Any]
) -> tuple[list[StoredFile], list[str]]:
    good, refused = [], []
    for each in uploads:
        try:
            good.append(_kept(request, each))
        except FileRefused as error:
            refused.append(error.message)
    return good, refused


def _kept(request: SignedInRequest, upload: Any) -> StoredFile:
    return store(
        name=upload.name, content=upload.file, purpose=LIBRARY, owner=request.user,
        organisation=getattr(request, "organisation", None),
    )  # fmt: skip


def _by_key(request: SignedInRequest) -> list[StoredFile]:
    """What came in by pieces before: this person's own, and in no document yet."""
    keys = [key for each in request.POST.getlist("files")[:MOST_FILES] if (key := _key(each))]
    if not keys:
        return []
    used = DocumentVersion.objects.values("file")
    mine = StoredFile.objects.kept().filter(owner=request.user, purpose=LIBRARY)
    return list(mine.filter(key__in=keys).exclude(pk__in=used).order_by("pk"))


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _say(request: SignedInRequest, count: int, refused: list[str]) -> None:
    said = ngettext(
        "%(n)d document staat klaar. Kijk het na en publiceer het.",
        "%(n)d documenten staan klaar. Kijk ze na en publiceer ze.", count,
    )  # fmt: skip
    messages.success(request, said % {"n": count})
    for each in refused:
        messages.error(request, each)


@requires(may_edit)
@require_http_methods(["GET", "POST"])
def grid(request: SignedInRequest) -> HttpResponse:
    """What was set out, a row each: described here, for all at once or one by one, and published."""
    rows = (
        LibraryDocument.objects.drafts_of(request.user).select_related("current__file")
        .prefetch_related("themes", "readers", "tags", "versions__file").order_by("pk")
    )  # fmt: skip
    page = paginate(rows, request.GET.get("page"), PER_GRID)
    drafts: list[Any] = list(page)
    data, every = None, AllForm(request.POST or None)
    if request.method == "POST":
        data = request.POST
        if "apply" in data and every.is_valid():
            data = put_on_all(data, drafts, every.cleaned_data)
    older, themes = duplicates_among(drafts), [(each.pk, str(each)) for each in Theme.objects.all()]
    for each in drafts:
        posted = data if data is not None and f"d{each.pk}-title" in data else None
        each.row = RowForm.of(each, posted, themes=themes)
        each.older = older.get(each.pk)
        each.is_picked = data is None or str(each.pk) in data.getlist("pick")
    if data is not None and "apply" not in data and _keep(request, drafts, data):
        return redirect("content:library-grid")
    return render(
        request, "content/library/grid.html", {"page": page, "drafts": drafts, "every": every}
    )


def _keep(request: SignedInRequest, drafts: list[Any], data: Any) -> bool:
    """Save or publish what was ticked; False, with nothing changed, when a row is not right."""
    picked = [each for each in drafts if each.is_picked and each.row.is_bound]
    if not picked:
        messages.error(request, _("Kruis eerst aan welke documenten u bedoelt."))
        return False
    wrong = [each for each in picked if not each.row.is_valid()]
    if wrong:
        messages.error(request, _("Er staat nog iets open. Kijk de rode velden na."))
        return False
    facts = [(each, each.row.cleaned_data) for each in picked]
    done = publish_drafts(drafts=facts, actor=request.user, publish="publish" in data)
    said = (
        ngettext("%(n)d document gepubliceerd.", "%(n)d documenten gepubliceerd.", done)
        if done
        else _("Bewaard.")
    )
    messages.success(request, said % {"n": done})
    return True


@requires(may_edit)
@require_POST
def drop(request: SignedInRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(LibraryDocument.objects.drafts_of(request.user), pk=pk)
    if drop_draft(document=row, actor=request.user):
        messages.success(request, _("Weggegooid."))
    return redirect("content:library-grid")
