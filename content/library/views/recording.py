"""Putting the recording of an event in the library, from the screen of the event."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.events.rules import managed_by
from community.kit.access import requires
from content.library.forms import RecordingForm
from content.library.rules import may_edit, may_propose
from content.library.services import shelve_recording


@requires(may_propose)
@require_http_methods(["GET", "POST"])
def record_event(request: Any, pk: int) -> HttpResponse:
    """For who keeps the list of an event that has begun."""
    rows = managed_by(request.user).standing().filter(starts_at__lte=timezone.now())
    event = get_object_or_404(rows.select_related("organisation"), pk=pk)
    form = RecordingForm(
        request.POST or None, request.FILES or None, initial={"title": event.title},
        user=request.user, organisation=request.organisation,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        shelve_recording(event=event, actor=request.user, **form.cleaned_data)
        if may_edit(request.user):
            messages.success(request, _("De opname staat in de bibliotheek en bij de activiteit."))
        else:
            said = _("De opname ligt bij de redactie. Na haar akkoord staat ze bij de activiteit.")
            messages.success(request, said)
        return redirect("community:event-materials", pk)
    context = {"form": form, "event": event, "publishes": may_edit(request.user)}
    return render(request, "content/library/recording.html", context)
