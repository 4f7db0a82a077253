"""Bringing documents in: members propose one, editors upload heaps and describe them in a grid."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from community.accounts.signed_in import SignedInRequest
from community.files.forms import MOST_AT_ONCE
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships
from content.library.enums import Readers
from content.library.forms import (
    AllForm,
    HeapForm,
    ProposeForm,
    RowForm,
    put_on_all,
    put_on_one,
)
from content.library.models import LibraryDocument, Theme
from content.library.queries import duplicates_among, loose_files
from content.library.rules import groups_to_share_in, may_edit, may_propose
from content.library.services import (
    NotInGroup,
    bring_in,
    drop_draft,
    propose,
    publish_drafts,
    share_in_group,
)

PER_GRID = 25


def owner_of(request: SignedInRequest) -> dict[str, Any]:
    """Whose the files of a form will be."""
    return {"user": request.user, "organisation": getattr(request, "organisation", None)}


@requires(may_propose)
@require_http_methods(["GET", "POST"])
def offer(request: SignedInRequest) -> HttpResponse:
    """A member offers one document to the editors."""
    own = Organisation.objects.filter(
        pk__in=[each.organisation_id for each in current_memberships(request.user)]
    )
    start = {
        "author": getattr(request, "organisation", None),
        "audience": "leden",
        **_asked(request),
    }
    form = ProposeForm(
        request.POST or None, request.FILES or None, makers=own, initial=start, **owner_of(request)
    )
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        group = facts.pop("group", None)
        if facts["audience"] == Readers.GROUP:
            return _share(request, facts, group)
        made = propose(file=facts.pop("upload"), actor=request.user, facts=facts)
        messages.success(request, _("Uw voorstel ligt bij de redactie. U hoort wat ze beslist."))
        return redirect("content:document", made.pk)
    return render(request, "content/library/offer.html", {"form": form})


def _asked(request: SignedInRequest) -> dict[str, Any]:
    """In which group, when one came from its page."""
    key = request.GET.get("groep", "")
    if not key.isdecimal() or len(key) > 18:
        return {}
    group = groups_to_share_in(request.user).filter(pk=int(key)).first()
    return {"audience": Readers.GROUP, "group": group} if group is not None else {}


def _share(request: SignedInRequest, facts: dict[str, Any], group: Any) -> HttpResponse:
    try:
        made = share_in_group(
            file=facts.pop("upload"), actor=request.user, facts=facts, group=group
        )
    except NotInGroup:
        messages.error(request, _("U zit niet meer in deze groep, of ze is beëindigd."))
        return redirect("content:library")
    messages.success(request, _("Uw document staat bij de groep zodra het nagekeken is."))
    return redirect("content:document", made.pk)


@requires(may_edit)
@require_http_methods(["GET", "POST"])
def upload(request: SignedInRequest) -> HttpResponse:
    """Files in heaps. What is refused is named with its reason; what is good is set out at once:
    with script while the others are still on their way (`place`)."""
    is_sent = request.method == "POST"
    form = HeapForm(
        request.POST if is_sent else None, request.FILES if is_sent else None, **owner_of(request)
    )
    if is_sent:
        files = form.taken()
        bring_in(files=files, actor=request.user)
        if "place" in request.POST:
            return HttpResponse(status=204 if files else 422)
        if files or form.is_valid():
            _say(request, form.refused())
            return redirect("content:library-grid")
    context = {
        "form": form,
        "drafts": LibraryDocument.objects.drafts_of(request.user).count(),
        "loose": loose_files(request.user)[:MOST_AT_ONCE],
    }
    return render(request, "content/library/upload.html", context)


def _say(request: SignedInRequest, refused: list[str]) -> None:
    count = LibraryDocument.objects.drafts_of(request.user).count()
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
        if ("apply" in data or data.get("all") == "set") and every.is_valid():
            data = put_on_all(data, drafts, every.cleaned_data)
    older, themes = duplicates_among(drafts), [(each.pk, str(each)) for each in Theme.objects.all()]
    for each in drafts:
        posted = data if data is not None and f"d{each.pk}-title" in data else None
        each.row = RowForm.of(each, posted, themes=themes)
        each.older = older.get(each.pk)
        each.is_picked = data is None or "all" in data or str(each.pk) in data.getlist("pick")
    if data is not None and "apply" not in data:
        others = _others(rows, drafts, data, every)
        if _keep(request, drafts, data, others):
            return redirect(f"{reverse('content:library-grid')}?page={page.number}")
    return render(
        request, "content/library/grid.html", {"page": page, "drafts": drafts, "every": every}
    )


def _others(rows: Any, drafts: list[Any], data: Any, every: AllForm) -> list[tuple[Any, Any]]:
    """The drafts of other pages, when all are meant, with what is to be said of them."""
    if "all" not in data or not every.is_valid():
        return []
    wanted = every.cleaned_data if data["all"] == "set" else {}
    there = rows.exclude(pk__in=[each.pk for each in drafts])
    return [(each, put_on_one(each, wanted)) for each in there]


def _keep(
    request: SignedInRequest, drafts: list[Any], data: Any, others: list[tuple[Any, Any]]
) -> bool:
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
    wants_publishing = "publish" in data or data.get("all") == "publish"
    done = publish_drafts(drafts=[*facts, *others], actor=request.user, publish=wants_publishing)
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
