from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from community.kit.access import requires
from community.kit.pagination import paginate
from qrc.sightings.forms import SightingForm
from qrc.sightings.queries import is_member_anywhere, sightings_beside, sightings_by
from qrc.sightings.services import tell_qrc


@requires(is_member_anywhere)
def sighting_new(request: Any) -> HttpResponse:
    form = SightingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        tell_qrc(reporter=request.user, organisation=request.organisation, **form.cleaned_data)
        messages.success(request, _("Bedankt. De redactie van de QRC bekijkt uw melding."))
        return redirect("qrc:sighting-mine")
    return render(request, "qrc/sightings/form.html", {"form": form})


@require_GET
@requires(is_member_anywhere)
def sighting_mine(request: Any) -> HttpResponse:
    beside = sightings_beside(request.user, request.organisation)
    context = {
        "page": paginate(sightings_by(request.user), request.GET.get("page")),
        "beside": beside[:20],
        "organisation": request.organisation,
    }
    return render(request, "qrc/sightings/mine.html", context)
