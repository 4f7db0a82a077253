from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate
from qrc.cases.enums import CaseState, Via
from qrc.cases.filters import CaseFilter
from qrc.cases.forms import CaseForm, ManyForm
from qrc.cases.links import read_link
from qrc.cases.models import Case
from qrc.cases.queries import cases_behind, cases_for, history_of, open_count, with_hits
from qrc.cases.rules import OPEN_CIRCLE
from qrc.cases.services import acknowledge, change_cases

EXPORT_ROWS = 5000


@require_GET
def case_list(request: Any) -> HttpResponse:
    """What of the warnings touches the organisation one works for now."""
    chosen = CaseFilter(request.GET, cases_for(request.organisation, request.user))
    page = paginate(chosen.qs, request.GET.get("page"))
    for case in with_hits(list(page)):
        case.form = CaseForm.of(case)  # type: ignore[attr-defined]
    context = {
        "filter": chosen,
        "page": page,
        "open": open_count(request.organisation, request.user),
        "states": CaseState.choices,
    }
    return render(request, "qrc/cases/list.html", context)


@require_GET
def case_export(request: Any) -> HttpResponseBase:
    rows = CaseFilter(request.GET, cases_for(request.organisation, request.user)).qs
    head = [
        _("Ernst"), _("Waarschuwing"), _("In ons portfolio"), _("Onze versie"), _("Stand"),
        _("Notitie"), _("Geopend"), _("Bevestigd"), _("Bevestigd door"),
    ]  # fmt: skip
    found = with_hits(list(rows[:EXPORT_ROWS]))
    return csv_response("wat-ons-raakt.csv", head, (_line(each) for each in found))


def _line(case: Any) -> list[Any]:
    return [
        case.advisory.get_severity_display(), case.advisory.title,
        ", ".join(each.item.display_name for each in case.hits),
        ", ".join(dict.fromkeys(each.get_version_state_display() for each in case.hits)),
        case.get_state_display(), case.note, case.opened_at, case.acknowledged_at or "",
        case.acknowledged_by or "",
    ]  # fmt: skip


@require_GET
def case_detail(request: Any, pk: int) -> HttpResponse:
    return _detail(request, _own(request, pk))


@require_POST
def case_change(request: Any, pk: int) -> HttpResponse:
    """Another state or note; in the list htmx swaps the row for the one that comes back."""
    case = _own(request, pk)
    form = CaseForm.of(case, request.POST)
    if not form.is_valid():
        return _row(request, case, form) if request.htmx else _detail(request, case, form)
    mine = Case.objects.of(request.organisation).filter(pk=pk)
    change_cases(cases=mine, actor=request.user, **form.cleaned_data)
    if request.htmx:
        case = _own(request, pk)
        return _row(request, case, CaseForm.of(case), is_saved=True)
    messages.success(request, _("De stand is bewaard."))
    return redirect("qrc:case", pk)


@require_POST
def case_acknowledge(request: Any, pk: int) -> HttpResponse:
    if acknowledge(cases=[_own(request, pk)], user=request.user, via=Via.SCREEN):
        messages.success(request, _("Bevestigd. Uw collega’s zien dat u het zag."))
    return redirect("qrc:case", pk)


@require_POST
def cases_change(request: Any) -> HttpResponse:
    """One state for all that were ticked."""
    form = ManyForm(request.POST, rows=cases_for(request.organisation, request.user))
    if not form.is_valid():
        messages.error(request, " ".join(str(each[0]) for each in form.errors.values()))
        return redirect("qrc:cases")
    keys = [each.pk for each in form.cleaned_data["cases"]]
    mine = Case.objects.of(request.organisation).filter(pk__in=keys)
    state = form.cleaned_data["state"]
    count = change_cases(cases=mine, state=state, note=None, actor=request.user)
    said = ngettext("%(n)d waarschuwing: %(state)s.", "%(n)d waarschuwingen: %(state)s.", count)
    messages.success(request, said % {"n": count, "state": CaseState(state).label.lower()})
    return redirect("qrc:cases")


def _own(request: Any, pk: int) -> Case:
    case = get_object_or_404(cases_for(request.organisation, request.user), pk=pk)
    with_hits([case])
    return case


def _detail(request: Any, case: Case, form: CaseForm | None = None) -> HttpResponse:
    context = {"case": case, "form": form or CaseForm.of(case), "history": history_of(case)}
    return render(request, "qrc/cases/detail.html", context)


def _row(request: Any, case: Any, form: CaseForm, *, is_saved: bool = False) -> HttpResponse:
    case.form = form
    return render(request, "qrc/cases/_row.html", {"case": case, "is_saved": is_saved})


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def acknowledgement(request: Any, token: str) -> HttpResponse:
    """The page behind the link in a mail or SMS. The token is the proof, and for this alone.

    Opening it changes nothing: mail scanners open every link.
    """
    link = read_link(token)
    holder, cases = (None, []) if link is None or link.is_expired else cases_behind(link)
    if link is None or holder is None or not cases:
        gone = {"is_ours": link is not None}
        return render(request, "qrc/cases/link_gone.html", gone, status=410 if link else 404)
    if request.method == "POST":
        acknowledge(cases=cases, user=holder, via=link.via)
        return redirect("qrc:acknowledge", token)
    advisory = cases[0].advisory
    context = {
        "cases": cases, "holder": holder, "advisory": advisory, "token": token,
        "waiting": [each for each in cases if each.is_open and each.acknowledged_at is None],
        "may_name": advisory.tlp in OPEN_CIRCLE,
    }  # fmt: skip
    return render(request, "qrc/cases/acknowledge.html", context)
