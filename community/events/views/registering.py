"""Taking a place, for oneself or a colleague, and giving it back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.events.enums import SeatState
from community.events.forms import RegisterForm
from community.events.models import Registration
from community.events.queries import FOUND, agenda_of, colleagues, registrations_of
from community.events.rules import managed_by
from community.events.services import cancel, register
from community.events.services.values import Refused


@require_POST
def register_self(request: Any, pk: int) -> HttpResponse:
    event = get_object_or_404(agenda_of(request.user), pk=pk)
    try:
        made = register(
            event=event, user=request.user, organisation=request.organisation, actor=request.user,
            note=request.POST.get("note", "").replace("\0", "").strip()[:300],
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        _say(request, made)
    return redirect("community:event", pk)


@require_http_methods(["GET", "POST"])
def register_colleague(request: Any, pk: int) -> HttpResponse:
    event = get_object_or_404(agenda_of(request.user), pk=pk)
    form = RegisterForm(request.POST or None, organisation=request.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            made = register(
                event=event, user=form.cleaned_data["colleague"], note=form.cleaned_data["note"],
                organisation=request.organisation, actor=request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            _say(request, made)
            return redirect("community:event", pk)
    return render(request, "community/events/colleague.html", {"event": event, "form": form})


def _say(request: Any, made: Registration) -> None:
    waits = made.state == SeatState.WAITING
    if made.user_id == request.user.pk:
        said = _("U staat op de wachtlijst.") if waits else _("U bent ingeschreven.")
    else:
        text = _("%(name)s staat op de wachtlijst.") if waits else _("%(name)s is ingeschreven.")
        said = text % {"name": made.user}
    messages.success(request, said)


@require_GET
def colleague_options(request: Any) -> HttpResponse:
    """What the combobox shows: people of the organisation one works for now."""
    words = request.GET.get("q", "").replace("\0", "")[:160]
    found = colleagues(request.organisation, words)[:FOUND] if words.strip() else ()
    return render(request, "community/events/options.html", {"found": found})


@require_POST
def cancel_own(request: Any, pk: int) -> HttpResponse:
    """One's own, or a colleague's whom one registered."""
    found = get_object_or_404(registrations_of(request.user), pk=pk)
    try:
        cancel(registration=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De inschrijving is geannuleerd."))
    return redirect("community:event", found.event_id)


@require_POST
def cancel_participant(request: Any, pk: int) -> HttpResponse:
    """By the organiser, whenever."""
    rows = Registration.objects.filter(event__in=managed_by(request.user))
    found = get_object_or_404(rows, pk=pk)
    cancel(registration=found, actor=request.user, by_organiser=True)
    messages.success(request, _("De inschrijving is geannuleerd. Wie wachtte, kreeg de plaats."))
    return redirect("community:event-participants", found.event_id)
