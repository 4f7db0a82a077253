from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.groups.forms import AskForm
from community.groups.models import Group, GroupInvitation
from community.groups.rules import groups_for, led_by
from community.groups.services import Refused, accept, ask, decline, join, leave, take_back
from community.groups.views.reading import show


def known(request: Any, pk: int) -> Group:
    found: Group = get_object_or_404(groups_for(request.user), pk=pk)
    return found


@require_POST
def group_join(request: Any, pk: int) -> HttpResponse:
    group = known(request, pk)
    try:
        join(group=group, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("Welkom. U volgt nu de discussies van de groep; op hun pagina wijzigt u dat."),
        )
    return redirect("community:group", pk)


@require_POST
def group_ask(request: Any, pk: int) -> HttpResponse:
    group = known(request, pk)
    form = AskForm(request.POST)
    if not form.is_valid():
        return show(request, pk, form)
    try:
        ask(group=group, user=request.user, message=form.cleaned_data["message"])
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Uw vraag ligt bij de trekkers. U hoort wat zij beslissen."))
    return redirect("community:group", pk)


@require_POST
def group_take_back(request: Any, pk: int) -> HttpResponse:
    if take_back(group=known(request, pk), user=request.user):
        messages.success(request, _("U trok uw vraag in."))
    return redirect("community:group", pk)


@require_POST
def group_leave(request: Any, pk: int) -> HttpResponse:
    group = known(request, pk)
    try:
        gone = leave(group=group, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("community:group", pk)
    if gone:
        messages.success(request, _("U zit niet meer in de groep."))
    return redirect("community:groups")


@require_POST
def invitation_answer(request: Any, pk: int) -> HttpResponse:
    """By who was asked: yes or no; by a leader: taken back."""
    rows = GroupInvitation.objects.open().select_related("group")
    mine = rows.filter(user=request.user)
    led = rows.filter(group__in=led_by(request.user))
    found = get_object_or_404((mine | led).distinct(), pk=pk)
    is_mine = found.user_id == request.user.pk
    try:
        if is_mine and request.POST.get("antwoord") == "ja":
            accept(invitation=found, user=request.user)
            messages.success(request, _("Welkom in de groep."))
            return redirect("community:group", found.group_id)
        decline(invitation=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("U ging er niet op in.") if is_mine else _("De uitnodiging is ingetrokken.")
        )
    if is_mine:
        return redirect("community:groups")
    return redirect("community:group-members", found.group_id)
