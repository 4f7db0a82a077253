"""Answering those who want in: by administrators for their own, by the helpdesk for the rest."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.access import requires
from community.organisations.enums import Kind
from community.organisations.forms import PickForm, RefuseForm, RolesForm
from community.organisations.models import JoinRequest, Organisation
from community.organisations.queries import joinable
from community.organisations.rules import is_helpdesk, may_decide
from community.organisations.services import approve, refuse
from community.organisations.views.acting import act

PER_PAGE = 25


def _decidable(request: Any, pk: int) -> JoinRequest:
    asked = get_object_or_404(
        JoinRequest.objects.open().select_related("organisation", "user"), pk=pk
    )
    if not may_decide(request.user, asked):
        raise Http404
    return asked


@require_http_methods(["GET", "POST"])
def request_approve(request: Any, pk: int) -> HttpResponse:
    """POST without roles gives what was asked; the GET page lets one choose others."""
    asked = _decidable(request, pk)
    chosen = request.method == "POST" and "choose" in request.POST
    form = RolesForm(
        request.POST if chosen else None,
        organisation=asked.organisation,
        initial={"roles": asked.roles},
    )
    if request.method == "POST" and (not chosen or form.is_valid()):
        roles = form.cleaned_data["roles"] if chosen else None
        return act(
            request,
            lambda: approve(request=asked, by=request.user, roles=roles),
            done=_("{name} is nu lid.").format(name=asked.user),
        )
    context = {"form": form, "asked": asked, "next": request.GET.get("next", "")}
    return render(request, "community/organisations/request_approve.html", context)


@require_POST
def request_refuse(request: Any, pk: int) -> HttpResponse:
    asked = _decidable(request, pk)
    form = RefuseForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return act(
        request,
        lambda: refuse(request=asked, by=request.user, reason=reason),
        done=_("De aanvraag is geweigerd."),
    )


@requires(is_helpdesk)
@require_GET
def helpdesk(request: Any) -> HttpResponse:
    """First administrators to approve, and the organisations nobody manages yet."""
    asked = JoinRequest.objects.open().for_helpdesk().select_related("organisation", "user")
    form = PickForm(request.GET)
    orphans = joinable(form.data.get("zoek", "")[:80]).without_administrator()
    if form.is_valid() and form.cleaned_data["soort"]:
        orphans = orphans.filter(kind=form.cleaned_data["soort"])
    context = {
        "form": form,
        "requests": Paginator(asked, PER_PAGE).get_page(request.GET.get("aanvragen")),
        "page": Paginator(orphans, PER_PAGE).get_page(request.GET.get("page")),
        "active": Organisation.objects.active().exclude(kind=Kind.PLATFORM).count(),
    }
    return render(request, "community/organisations/helpdesk.html", context)
