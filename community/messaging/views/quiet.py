"""When a person wants to be left alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.messaging.forms import QuietHoursForm
from community.messaging.queries import quiet_hours_of
from community.messaging.quiet import save_quiet_hours, stop_quiet_hours

FIELDS = ("starts", "ends", "weekend", "channels", "passes")


@require_http_methods(["GET", "POST"])
def quiet_hours(request: Any) -> HttpResponse:
    known = quiet_hours_of(request.user)
    initial = {name: getattr(known, name) for name in FIELDS} if known else None
    form = QuietHoursForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        save_quiet_hours(user=request.user, **form.cleaned_data)
        messages.success(request, _("Uw stille uren zijn bewaard."))
        return redirect("community:preferences")
    return render(request, "community/messaging/quiet_hours.html", {"form": form, "known": known})


@require_POST
def quiet_hours_stop(request: Any) -> HttpResponse:
    if stop_quiet_hours(user=request.user):
        messages.success(request, _("U hebt geen stille uren meer."))
    return redirect("community:preferences")
