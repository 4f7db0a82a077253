"""Beginning, changing and ending groups."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.groups.forms import GroupForm, HiddenForm
from community.groups.queries import hidden_figures
from community.groups.rules import groups_for, led_by, may_end, may_start
from community.groups.services import Refused, change_group, end_group, end_hidden, start_group
from community.kit.access import requires
from community.organisations.rules import is_platform_admin


@requires(may_start)
@require_http_methods(["GET", "POST"])
def group_new(request: Any) -> HttpResponse:
    form = GroupForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            made = start_group(
                actor=request.user, is_demo=request.user.is_demo, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("De groep is er. Nodig nu de eerste mensen uit."))
            return redirect("community:group-members", made.pk)
    return render(request, "community/groups/form.html", {"form": form})


@require_http_methods(["GET", "POST"])
def group_edit(request: Any, pk: int) -> HttpResponse:
    group = get_object_or_404(led_by(request.user), pk=pk)
    held = get_object_or_404(led_by(request.user), pk=pk)
    form = GroupForm(request.POST or None, instance=held, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            change_group(group=group, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("De groep is bewaard."))
            return redirect("community:group", pk)
    return render(request, "community/groups/form.html", {"form": form, "group": group})


@require_POST
def group_end(request: Any, pk: int) -> HttpResponse:
    group = get_object_or_404(groups_for(request.user), pk=pk)
    if not may_end(request.user, group):
        raise PermissionDenied
    end_group(group=group, actor=request.user)
    messages.success(request, _("De groep is beëindigd. Wie erin zat, leest nog wat er staat."))
    return redirect("community:groups")


@requires(is_platform_admin)
@require_http_methods(["GET", "POST"])
def hidden_groups(request: Any) -> HttpResponse:
    """How many there are, and ending one that the administrator knows by its name; no name is shown."""
    form = HiddenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if end_hidden(name=form.cleaned_data["name"], actor=request.user):
            messages.success(request, _("De groep is beëindigd. Wie erin zit, hoort het."))
            return redirect("community:groups-hidden")
        form.add_error("name", _("Geen enkele groep heet precies zo, of meer dan één."))
    context = {"form": form, "figures": hidden_figures()}
    return render(request, "community/groups/hidden.html", context)
