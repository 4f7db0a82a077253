"""For who organises: making, changing, opening and calling off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from community.events.enums import EventState
from community.events.forms import EventForm, ReasonForm, SessionsFormSet, session_rows
from community.events.models import Event
from community.events.rules import groups_to_plan_for, may_plan, planned_by
from community.events.services import call_off, change_event, move_to, plan_event
from community.events.services.values import Refused
from community.kit.access import requires
from community.organisations.enums import Audience
from community.organisations.facts import load_platform

MOVED = {
    EventState.OPEN: gettext_lazy("Inschrijven kan nu."),
    EventState.CLOSED: gettext_lazy("De inschrijvingen zijn gesloten."),
}


@requires(may_plan)
@require_http_methods(["GET", "POST"])
def event_new(request: Any) -> HttpResponse:
    form = EventForm(request.POST or None, user=request.user, initial=_asked(request))
    sessions: Any = SessionsFormSet(request.POST or None, prefix="sessie")
    if request.method == "POST" and _are_valid(form, sessions):
        here = request.organisation or load_platform()
        event = plan_event(
            actor=request.user, organisation=here, sessions=sessions.wishes(), **form.wishes()
        )
        messages.success(request, _("Bewaard als concept. Kijk na en zet de inschrijvingen open."))
        return redirect("community:event", event.pk)
    return render(request, "community/events/form.html", {"form": form, "sessions": sessions})


@requires(may_plan)
@require_http_methods(["GET", "POST"])
def event_edit(request: Any, pk: int) -> HttpResponse:
    event = _planned(request, pk)
    form = EventForm(request.POST or None, instance=_planned(request, pk), user=request.user)
    rows = session_rows(event.sessions.held())
    sessions: Any = SessionsFormSet(request.POST or None, initial=rows, prefix="sessie")
    if request.method == "POST" and _are_valid(form, sessions):
        try:
            change_event(
                event=event, actor=request.user, sessions=sessions.wishes(), **form.wishes()
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De activiteit is bewaard."))
            return redirect("community:event", pk)
    context = {"form": form, "sessions": sessions, "event": event}
    return render(request, "community/events/form.html", context)


def _asked(request: Any) -> dict[str, Any]:
    """For which group, when one came from its page."""
    key = request.GET.get("groep", "")
    if not key.isdecimal() or len(key) > 18:
        return {}
    group = groups_to_plan_for(request.user).filter(pk=int(key)).first()
    return {"audience": Audience.GROUP, "group": group} if group is not None else {}


def _planned(request: Any, pk: int, rows: Any = None) -> Event:
    """What this person may change; any other is not there."""
    mine = planned_by(request.user)
    found: Event = get_object_or_404(mine if rows is None else rows.filter(pk__in=mine), pk=pk)
    return found


def _are_valid(form: EventForm, sessions: Any) -> bool:
    """Both, so that one sees everything that is wrong at once."""
    return all([form.is_valid(), sessions.is_valid()])


@require_POST
@requires(may_plan)
def event_state(request: Any, pk: int) -> HttpResponse:
    event = _planned(request, pk)
    wished = request.POST.get("stand", "")
    try:
        if wished not in MOVED:
            raise Refused(_("Kies open of gesloten."))
        move_to(event=event, state=wished, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, MOVED[EventState(wished)])
    return redirect("community:event", pk)


@requires(may_plan)
@require_http_methods(["GET", "POST"])
def event_call_off(request: Any, pk: int) -> HttpResponse:
    event = _planned(request, pk, Event.objects.with_seats())
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            call_off(event=event, reason=form.cleaned_data["reason"], actor=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Afgelast. Iedereen die inschreef, krijgt een mail."))
            return redirect("community:event", pk)
    return render(request, "community/events/call_off.html", {"event": event, "form": form})
