"""For who keeps the list: participants, attendance, mail and what remains afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.events.charts import opinions_chart
from community.events.enums import TAKING
from community.events.filters import ParticipantFilter
from community.events.forms import MaterialForm, WordForm
from community.events.models import Event, Material, Registration
from community.events.queries import attendance, participants, verdict_of, with_places
from community.events.rules import managed_by
from community.events.services import mark, publish_material
from community.events.services.mailing import mail_participants
from community.events.services.values import Refused
from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate


@require_GET
def list_participants(request: Any, pk: int) -> HttpResponse:
    event = _managed(request, pk)
    chosen = ParticipantFilter(request.GET, participants(event).filter(state__in=TAKING))
    page = paginate(chosen.qs.order_by("user__last_name", "pk"), request.GET.get("page"))
    line = Registration.objects.in_line().filter(event=event)
    waiting = paginate(line.select_related("user", "organisation"), request.GET.get("wacht"))
    context = {
        "event": event, "filter": chosen, "page": page, "waiting": waiting,
        "counts": attendance(event),
    }  # fmt: skip
    return render(request, "community/events/participants.html", context)


@require_GET
def export_participants(request: Any, pk: int) -> HttpResponseBase:
    event = _managed(request, pk)
    head = [
        _("Naam"), _("E-mailadres"), _("Organisatie"), _("Stand"), _("Ingeschreven op"),
        _("Ingeschreven door"), _("Opmerking"),
    ]  # fmt: skip
    rows = participants(event).order_by("state", "queued_at", "pk")
    return csv_response(
        f"deelnemers-{slugify(event.title)[:40]}.csv", head, (_line(each) for each in rows)
    )


def _line(row: Registration) -> list[Any]:
    return [
        row.user, row.user.email, row.organisation or "", row.get_state_display(), row.created_at,
        row.registered_by or "", row.note,
    ]  # fmt: skip


@require_GET
def attendance_list(request: Any, pk: int) -> HttpResponse:
    """Made for a phone at the door: a name and two large buttons."""
    event = _managed(request, pk)
    chosen = ParticipantFilter(request.GET, participants(event).filter(state__in=TAKING))
    rows = chosen.qs.order_by("user__last_name", "user__first_name", "pk")
    context = {
        "event": event, "filter": chosen, "page": paginate(rows, request.GET.get("page"), 50),
        "counts": attendance(event),
    }  # fmt: skip
    return render(request, "community/events/attendance.html", context)


@require_POST
def attendance_mark(request: Any, pk: int) -> HttpResponse:
    rows = Registration.objects.taking().filter(event__in=managed_by(request.user))
    found = get_object_or_404(rows.select_related("event", "user", "organisation"), pk=pk)
    error = ""
    try:
        found.state = mark(
            registration=found, state=request.POST.get("stand", ""), actor=request.user
        ).state
    except Refused as refusal:
        error = str(refusal)
    if request.htmx:
        context = {"each": found, "error": error, "counts": attendance(found.event), "swap": True}
        return render(request, "community/events/_attendee.html", context)
    if error:
        messages.error(request, error)
    where = reverse("community:event-attendance", args=(found.event_id,))
    return redirect(f"{where}#deelnemer-{found.pk}")


@require_http_methods(["GET", "POST"])
def mail_all(request: Any, pk: int) -> HttpResponse:
    event = _managed(request, pk)
    form = WordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = mail_participants(event=event, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Verstuurd naar %(n)d mensen.") % {"n": number})
        return redirect("community:event-participants", pk)
    return render(request, "community/events/mail.html", {"event": event, "form": form})


@require_GET
def evaluation(request: Any, pk: int) -> HttpResponse:
    event = _managed(request, pk)
    verdict = verdict_of(event)
    context = {"event": event, "verdict": verdict, "chart": opinions_chart(verdict)}
    return render(request, "community/events/evaluation.html", context)


@require_http_methods(["GET", "POST"])
def materials(request: Any, pk: int) -> HttpResponse:
    event = _managed(request, pk)
    form = MaterialForm(request.POST or None, instance=Material(event=event))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Bewaard. Publiceer het als het klaar is."))
        return redirect("community:event-materials", pk)
    shown = with_places(event.materials.all(), request)
    context = {"event": event, "form": form, "materials": shown}
    return render(request, "community/events/materials.html", context)


@require_POST
def material_publish(request: Any, pk: int) -> HttpResponse:
    found = _managed_material(request, pk)
    try:
        publish_material(material=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Gepubliceerd voor wie ingeschreven was."))
    return redirect("community:event-materials", found.event_id)


@require_POST
def material_remove(request: Any, pk: int) -> HttpResponse:
    found = _managed_material(request, pk)
    found.delete()
    messages.success(request, _("Het materiaal is weggehaald."))
    return redirect("community:event-materials", found.event_id)


def _managed(request: Any, pk: int) -> Event:
    rows = managed_by(request.user).with_seats().select_related("organisation")
    found: Event = get_object_or_404(rows, pk=pk)
    return found


def _managed_material(request: Any, pk: int) -> Material:
    rows = Material.objects.filter(event__in=managed_by(request.user)).select_related("event")
    found: Material = get_object_or_404(rows, pk=pk)
    return found
