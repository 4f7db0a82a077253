from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.solutions.forms import SolutionMergeForm, SupplierMergeForm
from catalogue.solutions.services import merge_solutions, merge_suppliers
from catalogue.solutions.services.merging import moves_of_solution, moves_of_supplier
from catalogue.suppliers.rules import may_edit_vocabulary
from community.accounts.signed_in import SignedInRequest
from community.kit.access import requires


@require_http_methods(["GET", "POST"])
@requires(may_edit_vocabulary)
def solution_merge(request: SignedInRequest) -> HttpResponse:
    words = {
        "title": _("Oplossingen samenvoegen"),
        "back_url": "catalogue:solution-list",
        "back_label": _("Oplossingen"),
    }
    return _merge(request, SolutionMergeForm, merge_solutions, moves_of_solution, words)


@require_http_methods(["GET", "POST"])
@requires(may_edit_vocabulary)
def supplier_merge(request: SignedInRequest) -> HttpResponse:
    words = {
        "title": _("Leveranciers samenvoegen"),
        "back_url": "catalogue:supplier-list",
        "back_label": _("Leveranciers"),
    }
    return _merge(request, SupplierMergeForm, merge_suppliers, moves_of_supplier, words)


def _merge(
    request: SignedInRequest, form_class: type[Any], merge: Callable[..., None],
    moves: Callable[[Any], Any], words: dict[str, str],
) -> HttpResponse:  # fmt: skip
    """GET shows what would move, POST moves it."""
    asked = request.POST if request.method == "POST" else request.GET
    is_asked = any(name.startswith("gone") for name in asked)
    known = request.GET.get("behouden", "")
    kept = int(known) if known.isdecimal() and len(known) < 18 else None
    form = form_class(asked if is_asked else None, initial={"kept": kept})
    given = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if given and request.method == "POST":
        try:
            merge(**given, by=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Samengevoegd met %(name)s.") % {"name": given["kept"]})
            return redirect(words["back_url"])
    hidden = {name: value for name, value in asked.items() if name.startswith(("kept", "gone"))}
    context = {**words, "form": form, "hidden": hidden, **given}
    if given:
        context["moving"] = moves(given["gone"])
    return render(request, "catalogue/solutions/merge.html", context)
