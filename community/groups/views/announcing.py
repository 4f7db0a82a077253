from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.groups.forms import AnnouncementForm, HouseAnnouncementForm
from community.groups.models import Announcement
from community.groups.queries import announced_to, of_the_house
from community.groups.rules import led_by, may_announce
from community.groups.services import Refused, announce, dismiss, withdraw
from community.kit.access import requires
from community.kit.pagination import paginate


@require_http_methods(["GET", "POST"])
def group_announce(request: Any, pk: int) -> HttpResponse:
    group = get_object_or_404(led_by(request.user), pk=pk)
    form = AnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            announce(actor=request.user, group=group, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Meegedeeld. Iedereen in de groep krijgt het."))
            return redirect("community:group", pk)
    return render(request, "community/groups/announce.html", {"form": form, "group": group})


@requires(may_announce)
@require_GET
def announcements(request: Any) -> HttpResponse:
    page = paginate(of_the_house(), request.GET.get("page"), per_page=20)
    context = {"page": page, "today": timezone.localdate()}
    return render(request, "community/groups/announcements.html", context)


@requires(may_announce)
@require_http_methods(["GET", "POST"])
def announcement_new(request: Any) -> HttpResponse:
    form = HouseAnnouncementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            announce(actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Meegedeeld. De mededeling staat nu op het overzicht."))
            return redirect("community:announcements")
    return render(request, "community/groups/announce.html", {"form": form})


@require_POST
def announcement_withdraw(request: Any, pk: int) -> HttpResponse:
    rows = Announcement.objects.select_related("group")
    mine = rows.filter(group__in=led_by(request.user))
    house = rows.filter(group=None) if may_announce(request.user) else rows.none()
    found = get_object_or_404((mine | house).distinct(), pk=pk)
    if withdraw(announcement=found, actor=request.user):
        messages.success(request, _("Ingetrokken. Niemand ziet de mededeling nog."))
    if found.group_id:
        return redirect("community:group", found.group_id)
    return redirect("community:announcements")


@require_POST
def announcement_dismiss(request: Any, pk: int) -> HttpResponse:
    found = announced_to(request.user).filter(pk=pk).first()
    if found is None:
        raise Http404
    dismiss(announcement=found, user=request.user)
    return redirect("community:dashboard")
