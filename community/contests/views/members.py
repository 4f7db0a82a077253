"""Reading a contest, taking part, and how it ended."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.contests.enums import ContestState
from community.contests.forms import EntryForm
from community.contests.models import Contest
from community.contests.queries import entrant_number, fits, judged_rows, standing_now
from community.contests.rules import contests_for, may_enter, may_keep, own_entry
from community.contests.services import Refused, enter, withdraw
from community.kit import markdown
from community.kit.pagination import paginate


@require_GET
def contests(request: Any) -> HttpResponse:
    rows = contests_for(request.user).exclude(state=ContestState.DRAFT)
    page = paginate(rows, request.GET.get("page"), per_page=12)
    context = {"page": page, "may_keep": may_keep(request.user)}
    return render(request, "community/contests/contests.html", context)


@require_GET
def contest(request: Any, pk: int) -> HttpResponse:
    """What can be won and how, what one fulfils now, and the own entry."""
    found = _shown(request, pk)
    entry = own_entry(found, request.user, request.organisation)
    may_join = may_enter(request.user, request.organisation)
    steps = _steps(request, found) if may_join else []
    context = {
        "contest": found, "description": markdown.render(found.description), "entry": entry,
        "steps": steps, "fits": fits(found, steps) if steps else None, "may_join": may_join,
        "may_keep": may_keep(request.user),
    }  # fmt: skip
    return render(request, "community/contests/contest.html", context)


def _steps(request: Any, found: Contest) -> list[Any]:
    return standing_now(found, request.user.pk if found.is_personal else request.organisation.pk)


@require_http_methods(["GET", "POST"])
def contest_enter(request: Any, pk: int) -> HttpResponse:
    found = _shown(request, pk)
    if not may_enter(request.user, request.organisation) or not found.takes_entries:
        messages.error(request, _("Deelnemen kan hier nu niet."))
        return redirect("community:contest", pk)
    entry = own_entry(found, request.user, request.organisation)
    form = EntryForm(request.POST or None, contest=found, entry=entry)
    if request.method == "POST" and form.is_valid():
        try:
            enter(
                contest=found, user=request.user, organisation=request.organisation,
                **form.wishes(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Uw deelname is binnen. U kunt ze wijzigen tot de deadline.")
            )
            return redirect("community:contest", pk)
    context = {"contest": found, "form": form, "entry": entry}
    return render(request, "community/contests/enter.html", context)


@require_POST
def contest_withdraw(request: Any, pk: int) -> HttpResponse:
    found = _shown(request, pk)
    entry = own_entry(found, request.user, request.organisation)
    if entry is None:
        raise Http404
    try:
        withdraw(entry=entry, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Uw deelname is ingetrokken."))
    return redirect("community:contest", pk)


@require_GET
def contest_rules(request: Any, pk: int) -> HttpResponse:
    found = _shown(request, pk)
    context = {"contest": found, "rules": markdown.render(found.rules_text)}
    return render(request, "community/contests/rules.html", context)


@require_GET
def contest_result(request: Any, pk: int) -> HttpResponse:
    """Who won, by which number, and what one needs to judge again."""
    found = get_object_or_404(
        contests_for(request.user).select_related("result"), pk=pk, state=ContestState.PUBLISHED
    )
    rows = judged_rows(found.result)
    entry = own_entry(found, request.user, request.organisation)
    context = {
        "contest": found, "result": found.result, "winners": [each for each in rows if each.wins],
        "number": entrant_number(found.result),
        "own": next((each for each in rows if entry is not None and each.entry.pk == entry.pk), None),
    }  # fmt: skip
    return render(request, "community/contests/result.html", context)


def _shown(request: Any, pk: int) -> Contest:
    found: Contest = get_object_or_404(contests_for(request.user), pk=pk)
    return found
