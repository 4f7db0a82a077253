"""Warnings of our own, and what members told us."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.kit.access import requires
from community.organisations.rules import is_qrc_editor
from qrc.desk.forms import AlertForm, FollowUpForm
from qrc.desk.services import write_alert
from qrc.sightings.models import Sighting
from qrc.sightings.queries import sightings_for_desk
from qrc.sightings.services import follow_up


@requires(is_qrc_editor)
def alert_new(request: Any) -> HttpResponse:
    sighting = _named(request.GET.get("melding", ""))
    form = AlertForm(request.POST or None, initial=_prefilled(sighting))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        release = write_alert(
            author=request.user, sighting=sighting, organisations=form.chosen(),
            **{name: data[name] for name in ("title", "severity", "tlp", "summary", "action", "products")},
        )  # fmt: skip
        messages.success(request, _("Bewaard. Een tweede redacteur moet dit nog goedkeuren."))
        return redirect("qrc:release-detail", pk=release.pk)
    return render(request, "qrc/desk/alert_form.html", {"form": form, "sighting": sighting})


@requires(is_qrc_editor)
def sighting_detail(request: Any, pk: int) -> HttpResponse:
    sighting = get_object_or_404(sightings_for_desk(), pk=pk)
    form = FollowUpForm(request.POST or None, initial={"note": sighting.note, "state": "bekeken"})
    if request.method == "POST" and form.is_valid():
        follow_up(sighting=sighting, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Bewaard. Wie dit meldde, krijgt een bericht op zijn scherm."))
        return redirect("qrc:desk-sighting", pk=pk)
    return render(request, "qrc/desk/sighting.html", {"sighting": sighting, "form": form})


def _named(pk: str) -> Sighting | None:
    return sightings_for_desk().filter(pk=pk).first() if pk.isdigit() else None


def _prefilled(sighting: Sighting | None) -> dict[str, Any]:
    """What a member told, as a beginning; his name and what he pasted stay at the desk."""
    if sighting is None:
        return {"severity": "high", "tlp": "GREEN"}
    return {
        "title": sighting.title, "summary": sighting.text, "severity": "high", "tlp": "GREEN",
        "products": [sighting.product] if sighting.product else [],
    }  # fmt: skip
