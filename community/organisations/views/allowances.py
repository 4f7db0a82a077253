"""The SMS allowances of organisations, for the administrators of the platform."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.kit.access import requires
from community.kit.pagination import paginate
from community.messaging.allowances import drop_allowance, set_allowance, used_by_each
from community.messaging.models import SmsAllowance
from community.organisations.forms import AllowanceForm
from community.organisations.rules import is_platform_admin


@requires(is_platform_admin)
@require_http_methods(["GET", "POST"])
def sms_allowances(request: Any) -> HttpResponse:
    form = AllowanceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        allowance = set_allowance(actor=request.user, **form.cleaned_data)
        messages.success(
            request, _("Het budget van %(name)s is bewaard.") % {"name": allowance.organisation}
        )
        return redirect("community:sms-allowances")
    rows = SmsAllowance.objects.select_related("organisation")
    page = paginate(rows, request.GET.get("page"))
    used = used_by_each([each.organisation_id for each in page])
    shown = [(each, used.get(each.organisation_id, 0)) for each in page]
    context = {"form": form, "page": page, "rows": shown}
    return render(request, "community/organisations/sms_allowances.html", context)


@requires(is_platform_admin)
@require_POST
def sms_allowance_drop(request: Any, pk: int) -> HttpResponse:
    rows = SmsAllowance.objects.select_related("organisation")
    drop_allowance(allowance=get_object_or_404(rows, pk=pk), actor=request.user)
    messages.success(request, _("Het budget is weggenomen."))
    return redirect("community:sms-allowances")
