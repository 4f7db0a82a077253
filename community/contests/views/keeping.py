"""For editors: making a contest, opening it, judging it and telling the result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.contests.forms import ContestForm, ValueForm, conditions_form
from community.contests.models import Contest, ContestEntry, ContestResult
from community.contests.queries import entrant_number, judged_rows
from community.contests.rules import may_keep
from community.contests.services import (
    Refused,
    change_contest,
    judge_again,
    judge_contest,
    make_contest,
    open_contest,
    publish,
)
from community.kit.access import requires
from community.kit.pagination import paginate

HERE = "community:contest-keep"


@requires(may_keep)
@require_GET
def keep_all(request: Any) -> HttpResponse:
    page = paginate(Contest.objects.all(), request.GET.get("page"))
    return render(request, "community/contests/keep_all.html", {"page": page})


@requires(may_keep)
@require_GET
def keep(request: Any, pk: int) -> HttpResponse:
    """How far it is, and the next step."""
    return _keep(request, get_object_or_404(Contest, pk=pk), ValueForm())


def _keep(request: Any, found: Contest, form: ValueForm) -> HttpResponse:
    result = (
        ContestResult.objects.filter(contest=found).select_related("contest", "judged_by").first()
    )
    is_judged = result is not None and bool(result.judgement)
    context = {
        "contest": found, "result": result, "form": form, "is_judged": is_judged,
        "number": ContestEntry.objects.standing().filter(contest=found).count(),
        "frozen_number": entrant_number(result) if result is not None else 0,
        "same": judge_again(result=result) if result is not None and is_judged else None,
        "page": paginate(judged_rows(result), request.GET.get("page"))
        if result is not None and is_judged else None,
    }  # fmt: skip
    return render(request, "community/contests/keep.html", context)


@requires(may_keep)
@require_http_methods(["GET", "POST"])
def make(request: Any) -> HttpResponse:
    form, conditions = (
        ContestForm(request.POST or None),
        conditions_form(request.POST or None, None),
    )
    if request.method == "POST" and all([form.is_valid(), conditions.is_valid()]):
        try:
            made = make_contest(
                actor=request.user, conditions=conditions.data_of_rule, **form.wishes()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Bewaard als ontwerp. Lees na, en zet ze open."))
            return redirect(HERE, made.pk)
    context = {"form": form, "conditions": conditions}
    return render(request, "community/contests/form.html", context)


@requires(may_keep)
@require_http_methods(["GET", "POST"])
def change(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(Contest, pk=pk)
    form = ContestForm(request.POST or None, instance=get_object_or_404(Contest, pk=pk))
    conditions = conditions_form(request.POST or None, found)
    if request.method == "POST" and all([form.is_valid(), conditions.is_valid()]):
        try:
            change_contest(
                contest=found, actor=request.user, conditions=conditions.data_of_rule,
                **form.wishes(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De winactie is bewaard."))
            return redirect(HERE, pk)
    context = {"form": form, "conditions": conditions, "contest": found}
    return render(request, "community/contests/form.html", context)


@require_POST
@requires(may_keep)
def start(request: Any, pk: int) -> HttpResponse:
    try:
        open_contest(contest=get_object_or_404(Contest, pk=pk), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Open. De juiste antwoorden zijn verzegeld."))
    return redirect(HERE, pk)


@require_POST
@requires(may_keep)
def decide(request: Any, pk: int) -> HttpResponse:
    """Judge by the true number; nothing is told yet."""
    found, form = get_object_or_404(Contest, pk=pk), ValueForm(request.POST)
    if not form.is_valid():
        return _keep(request, found, form)
    try:
        judge_contest(contest=found, actor=request.user, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Beoordeeld. Kijk de uitslag na voor u ze bekendmaakt."))
    return redirect(HERE, pk)


@require_POST
@requires(may_keep)
def tell(request: Any, pk: int) -> HttpResponse:
    try:
        publish(contest=get_object_or_404(Contest, pk=pk), actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De uitslag is bekend. Wie deelnam, krijgt bericht."))
    return redirect(HERE, pk)


@requires(may_keep)
@require_GET
def audit(request: Any, pk: int, what: str) -> HttpResponse:
    """The frozen list or the judgement, byte for byte as its hash was taken."""
    result = get_object_or_404(ContestResult, contest=pk)
    text = {"lijst": result.frozen, "oordeel": result.judgement}.get(what, "")
    if not text:
        raise Http404
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="winactie-{pk}-{what}.json"'
    return response
