"""For editors: the reasons that are given often."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from community.kit.access import requires
from community.kit.pagination import paginate
from community.moderation.forms import CannedReasonForm
from community.moderation.models import CannedReason
from community.moderation.services.reasons import keep_reason
from community.organisations.rules import is_editor


@require_GET
@requires(is_editor)
def reason_list(request: Any) -> HttpResponse:
    rows = CannedReason.objects.order_by("is_archived", "order", "name", "pk")
    page = paginate(rows, request.GET.get("page"))
    return render(request, "community/moderation/reasons.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(is_editor)
def reason_edit(request: Any, pk: int | None = None) -> HttpResponse:
    row = get_object_or_404(CannedReason, pk=pk) if pk else CannedReason()
    form = CannedReasonForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        keep_reason(reason=form.save(commit=False), editor=request.user)
        messages.success(request, _("De motivering is bewaard."))
        return redirect("community:reason-list")
    context = {"form": form, "is_new": pk is None}
    return render(request, "community/moderation/reason_form.html", context)
