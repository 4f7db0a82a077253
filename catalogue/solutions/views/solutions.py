from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from catalogue.solutions.filters import SolutionFilter
from catalogue.solutions.forms import IdentifierForm, SolutionForm, form_of, form_of_names
from catalogue.solutions.models import Identifier, Solution, UnknownName
from catalogue.solutions.queries import find_solutions, solutions_for
from catalogue.solutions.services import (
    add_identifier,
    add_solution,
    change_solution,
    remove_identifier,
    settle_unknown,
)
from catalogue.suppliers.rules import may_edit_vocabulary
from catalogue.suppliers.services import add_supplier
from community.accounts.signed_in import SignedInRequest
from community.kit.access import requires
from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate


@require_GET
def solution_search(request: HttpRequest) -> HttpResponse:
    """What the combobox shows: options for `?q=`, best first."""
    found = find_solutions(request.GET.get("q", ""))
    return render(request, "catalogue/solutions/options.html", {"found": found})


@require_GET
def solution_list(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(request)
    words = request.GET.get("q", "")
    page = paginate(chosen.qs, request.GET.get("page"))
    nothing = not page.object_list
    context = {
        "filter": chosen,
        "page": page,
        "total": Solution.objects.standing().count(),
        "nearby": find_solutions(words, limit=3) if nothing else (),
        "may_edit": may_edit_vocabulary(request.user),
    }
    return render(request, "catalogue/solutions/solution_list.html", context)


@require_GET
def solution_export(request: HttpRequest) -> HttpResponseBase:
    head = [_("Leverancier"), _("Oplossing"), _("Soort"), _("In één zin")]
    body = (
        [row.supplier or "", row.name, row.get_kind_display(), row.summary]
        for row in _chosen(request).qs
    )
    return csv_response("oplossingen.csv", head, body)


def _chosen(request: HttpRequest) -> SolutionFilter:
    rows = solutions_for(request.GET.get("q", ""), request.GET.get("sort", ""))
    return SolutionFilter(request.GET, rows)


@require_http_methods(["GET", "POST"])
def solution_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is and by which names we know it; an editor posts one more name here."""
    solution = get_object_or_404(Solution.objects.select_related("supplier"), pk=pk)
    if solution.merged_into_id:
        return redirect("catalogue:solution-detail", pk=solution.merged_into_id)
    if request.method == "POST":
        return identifier_add(request, solution)  # type: ignore[return-value]
    return _detail(request, solution, IdentifierForm())


@requires(may_edit_vocabulary)
def identifier_add(request: SignedInRequest, solution: Solution) -> HttpResponse:
    form = IdentifierForm(request.POST)
    if form.is_valid():
        try:
            add_identifier(solution=solution, **form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error("value", error)
        else:
            messages.success(request, _("De naam is toegevoegd."))
            return redirect("catalogue:solution-detail", pk=solution.pk)
    return _detail(request, solution, form)


def _detail(request: HttpRequest, solution: Solution, form: IdentifierForm) -> HttpResponse:
    names = paginate(solution.identifiers.all(), request.GET.get("page"))
    may_edit = may_edit_vocabulary(request.user)
    context = {"solution": solution, "page": names, "form": form, "may_edit": may_edit}
    return render(request, "catalogue/solutions/solution_detail.html", context)


@requires(may_edit_vocabulary)
def solution_add(request: SignedInRequest) -> HttpResponse:
    asked = [pk for pk in request.GET.getlist("naam") if pk.isdecimal() and len(pk) < 18]
    names = list(UnknownName.objects.open().filter(pk__in=asked))
    return _edit(request, None, form_of_names(names))


@requires(may_edit_vocabulary)
def solution_change(request: SignedInRequest, pk: int) -> HttpResponse:
    solution = get_object_or_404(Solution.objects.standing(), pk=pk)
    return _edit(request, solution, form_of(solution))


def _edit(
    request: SignedInRequest, solution: Solution | None, known: dict[str, Any]
) -> HttpResponse:
    form = SolutionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, solution, dict(form.cleaned_data))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("De oplossing is bewaard."))
            return redirect("catalogue:solution-detail", pk=saved.pk)
    context = {"form": form, "solution": solution}
    return render(request, "catalogue/solutions/solution_form.html", context)


@transaction.atomic
def _save(request: SignedInRequest, solution: Solution | None, given: dict[str, Any]) -> Solution:
    names, maker = given.pop("names"), given.pop("new_supplier")
    if maker:
        given["supplier"] = _new_supplier(maker, request)
    if solution is None:
        solution = add_solution(**given, by=request.user)
    else:
        change_solution(solution=solution, **given, by=request.user)
    if names:
        settle_unknown(names=list(names), solution=solution, by=request.user)
    return solution


def _new_supplier(name: str, request: SignedInRequest) -> Any:
    try:
        return add_supplier(name=name, by=request.user)
    except ValidationError as error:
        raise ValidationError({"new_supplier": error.messages}) from None


@require_POST
@requires(may_edit_vocabulary)
def identifier_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    identifier = get_object_or_404(Identifier, pk=pk)
    remove_identifier(identifier=identifier, by=request.user)
    messages.success(request, _("De naam is verwijderd."))
    return redirect("catalogue:solution-detail", pk=identifier.solution_id)
