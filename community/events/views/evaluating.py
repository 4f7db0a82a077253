"""Saying without a name what one thought of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.events.enums import SeatState
from community.events.forms import EvaluationForm
from community.events.models import Registration
from community.events.services import say_evaluation
from community.events.services.values import Refused


@require_http_methods(["GET", "POST"])
def evaluate(request: Any, pk: int) -> HttpResponse:
    rows = Registration.objects.taking().exclude(state=SeatState.ABSENT)
    own = get_object_or_404(rows.select_related("event"), event=pk, user=request.user)
    form = EvaluationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            say_evaluation(event=own.event, user=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Dank u. Uw antwoord is zonder naam bewaard."))
            return redirect("community:event", pk)
    context = {"event": own.event, "own": own, "form": form}
    return render(request, "community/events/evaluate.html", context)
