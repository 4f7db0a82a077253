"""What there is to attend, and how one stands oneself."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from community.events.enums import ACTIVE
from community.events.filters import EventFilter
from community.events.queries import (
    agenda_of,
    own_registrations,
    place_in_line,
    registrations_of,
    shown_materials,
)
from community.events.rules import managed_by, may_plan, planned_by
from community.kit import markdown
from community.kit.pagination import paginate

PAST = "voorbij"


@login_not_required
@require_GET
def agenda(request: Any) -> HttpResponse:
    """What comes, month by month; what is past, the last first."""
    is_past = request.GET.get("toon") == PAST
    rows = agenda_of(request.user)
    rows = rows.past().order_by("-starts_at", "-pk") if is_past else rows.upcoming()
    chosen = EventFilter(request.GET, rows)
    page = paginate(chosen.qs, request.GET.get("page"), per_page=20)
    context = {
        "filter": chosen, "page": page, "is_past": is_past, "may_plan": may_plan(request.user),
        "shell": _shell(request), "tab": PAST if is_past else "komend",
    }  # fmt: skip
    return render(request, "community/events/agenda.html", context)


@require_GET
def mine(request: Any) -> HttpResponse:
    """One's own registrations and those one made for colleagues, what comes next first."""
    rows = registrations_of(request.user).filter(state__in=ACTIVE)
    is_past = request.GET.get("toon") == PAST
    rows = (
        rows.filter(event__in=agenda_of(request.user).past())
        if is_past
        else rows.filter(event__in=agenda_of(request.user).upcoming())
    )
    order = ("-event__starts_at", "-pk") if is_past else ("event__starts_at", "pk")
    page = paginate(rows.order_by(*order), request.GET.get("page"), per_page=20)
    context = {"page": page, "is_past": is_past, "tab": "mijn"}
    return render(request, "community/events/mine.html", context)


@login_not_required
@require_GET
def event(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(agenda_of(request.user), pk=pk)
    own, others = own_registrations(found, request.user)
    is_waiting = own is not None and not own.has_seat
    context = {
        "event": found, "own": own, "others": others, "shell": _shell(request),
        "line": place_in_line(own) if own is not None and is_waiting else 0,
        "sessions": found.sessions.held(), "description": markdown.render(found.description),
        "materials": shown_materials(found, request),
        "manages": request.user.is_authenticated
        and managed_by(request.user).filter(pk=pk).exists(),
        "may_plan": planned_by(request.user).filter(pk=pk).exists(),
    }  # fmt: skip
    return render(request, "community/events/event.html", context)


def _shell(request: Any) -> str:
    return "base.html" if request.user.is_authenticated else "base_public.html"
