"""A list: bring it in, look at what it means, take it over."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from catalogue.portfolio.browsing import drafts_of, guessed_for, rows_of, states_of
from catalogue.portfolio.enums import RowState
from catalogue.portfolio.forms import GuessForm, ImportForm, RowForm
from catalogue.portfolio.services import choose_for_row, drop_draft, make_draft, take_draft
from catalogue.portfolio.views.reaching import is_part, kept_government
from community.accounts.signed_in import SignedInRequest
from community.kit.pagination import paginate


def import_new(request: SignedInRequest) -> HttpResponse:
    here = kept_government(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        content, name = form.content()
        try:
            draft = make_draft(
                organisation=here, user=request.user, content=content, file_name=name
            )
        except ValidationError as refusal:
            form.add_error("file" if name else "text", refusal)
        else:
            return redirect("catalogue:import-preview", pk=draft.pk)
    drafts = paginate(drafts_of(here, request.user), request.GET.get("page"))
    return render(request, "catalogue/portfolio/import.html", {"form": form, "page": drafts})


@require_GET
def import_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the list would do; nothing of it is in the portfolio yet."""
    draft = get_object_or_404(drafts_of(kept_government(request), request.user), pk=pk)
    state = request.GET.get("toestand", "")
    state = state if state in RowState.values else ""
    counts = states_of(draft)
    page = paginate(rows_of(draft, state), request.GET.get("page"))
    guessed = guessed_for(list(page))
    context = {
        "draft": draft,
        "state": state,
        "tabs": [(each, each.label, counts[each]) for each in RowState if counts[each]],
        "total": sum(counts.values()),
        "likely": counts[RowState.LIKELY],
        "unknown": counts[RowState.UNKNOWN],
        "ready": sum(counts.values()) - counts[RowState.DOUBLE] - counts[RowState.ERROR],
        "page": page,
        "rows": [(row, guessed[row.pk]) for row in page],
    }
    return render(request, "catalogue/portfolio/import_preview.html", context)


def import_row(request: SignedInRequest, pk: int, row: int) -> HttpResponse:
    """Say what one row is: one of our guesses, on the spot, or any solution on its own page."""
    draft = get_object_or_404(drafts_of(kept_government(request), request.user), pk=pk)
    line = get_object_or_404(rows_of(draft), pk=row)
    kind, name = (GuessForm, "guess") if "guess" in request.POST else (RowForm, "solution")
    form = kind(request.POST or None, initial={"solution": line.solution})
    if request.method == "POST" and form.is_valid():
        choose_for_row(row=line, solution=form.cleaned_data[name])
        if is_part(request):
            context = {"row": line, "guesses": guessed_for([line])[line.pk], "draft": draft}
            return render(request, "catalogue/portfolio/_row_choice.html", context)
        return redirect(f"{reverse('catalogue:import-preview', args=(pk,))}#regel-{line.line}")
    if kind is GuessForm:
        form = RowForm(initial={"solution": line.solution})
    context = {"form": form, "draft": draft, "row": line}
    return render(request, "catalogue/portfolio/import_row.html", context)


@require_POST
def import_take(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(drafts_of(kept_government(request), request.user), pk=pk)
    done = take_draft(draft=draft, actor=request.user)
    text = _("Overgenomen: %(added)s toegevoegd, %(changed)s gewijzigd, %(double)s stonden er al.")
    counts = {"added": len(done.added), "changed": len(done.changed), "double": done.double}
    messages.success(request, text % counts)
    return redirect("catalogue:portfolio")


@require_POST
def import_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    draft = get_object_or_404(drafts_of(kept_government(request), request.user), pk=pk)
    drop_draft(draft=draft)
    messages.success(request, _("De lijst is weggegooid. Uw portfolio bleef zoals het was."))
    return redirect("catalogue:portfolio")
