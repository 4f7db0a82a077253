"""Making a drill ready: proposed, changed, approved or dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.rules import is_qrc_editor
from qrc.drills import services
from qrc.drills.enums import DrillState
from qrc.drills.forms import ApproveForm, CancelForm, DrillForm
from qrc.drills.models import Drill
from qrc.drills.queries import all_drills


@require_GET
@requires(is_qrc_editor)
def drill_list(request: Any) -> HttpResponse:
    page = paginate(all_drills(), request.GET.get("page"))
    latest = Drill.objects.filter(state=DrillState.CLOSED).order_by("-closed_at").first()
    return render(request, "qrc/drills/list.html", {"page": page, "latest": latest})


@require_http_methods(["GET", "POST"])
@requires(is_qrc_editor)
def drill_new(request: Any) -> HttpResponse:
    form = DrillForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        drill = services.plan_drill(author=request.user, **form.said())
        messages.success(request, _("Bewaard. Lees ze na en keur ze goed: tot dan vertrekt niets."))
        return redirect("qrc:drill", pk=drill.pk)
    return render(request, "qrc/drills/form.html", {"form": form, "drill": None})


@require_http_methods(["GET", "POST"])
@requires(is_qrc_editor)
def drill_edit(request: Any, pk: int) -> HttpResponse:
    drill = _open(pk)
    form = DrillForm(request.POST) if request.method == "POST" else DrillForm.of(drill)
    if request.method == "POST" and form.is_valid():
        text = _("Bewaard. De oefening wacht opnieuw op goedkeuring.")
        return _try(request, drill, text, services.edit_drill, **form.said())
    return render(request, "qrc/drills/form.html", {"form": form, "drill": drill})


@require_POST
@requires(is_qrc_editor)
def drill_approve(request: Any, pk: int) -> HttpResponse:
    form = ApproveForm(request.POST)
    version = form.cleaned_data["version"] if form.is_valid() else 0
    text = _("Uw goedkeuring is genoteerd.")
    return _try(request, _found(pk), text, services.approve_drill, version=version)


@require_POST
@requires(is_qrc_editor)
def drill_cancel(request: Any, pk: int) -> HttpResponse:
    drill, form = _found(pk), CancelForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Zeg waarom u de oefening schrapt."))
        return redirect("qrc:drill", pk=pk)
    text = _("De oefening is geschrapt. Niemand kreeg iets.")
    return _try(request, drill, text, services.cancel_drill, **form.cleaned_data)


def _found(pk: int) -> Drill:
    return get_object_or_404(Drill, pk=pk)


def _open(pk: int) -> Drill:
    drill = _found(pk)
    if not drill.is_open:
        raise Http404
    return drill


def _try(
    request: Any, drill: Drill, done: str, act: Callable[..., Drill], **data: Any
) -> HttpResponse:
    """Do it and say so; what may not be says why, and changes nothing."""
    try:
        act(drill=drill, actor=request.user, **data)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, done)
    return redirect("qrc:drill", pk=drill.pk)
