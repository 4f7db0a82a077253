"""What colleagues learn, for the local administrator of their bestuur."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate
from content.learning.queries.coordination import (
    as_xapi,
    followed_in,
    statements_of,
    summary_of,
)
from content.learning.views.reaching import coordinated


@require_GET
def coordination(request: Any) -> HttpResponse:
    here = coordinated(request)
    rows = followed_in(here, request.GET.get("sort", ""))
    context = summary_of(here) | {
        "organisation": here, "page": paginate(rows, request.GET.get("page")),
    }  # fmt: skip
    context["average"] = round((context["average"] or 0) * 100)
    return render(request, "content/learning/coordination.html", context)


@require_GET
def coordination_export(request: Any) -> HttpResponseBase:
    head = [
        _("Naam"), _("Cursus"), _("Voortgang (%)"), _("Begonnen op"), _("Laatst bezig op"),
        _("Geslaagd op"), _("Tijd (minuten)"), _("Getuigschrift"),
    ]  # fmt: skip
    rows = (
        [
            str(each.user), each.course_title, each.percent, each.started_at, each.last_at,
            each.completed_at, each.seconds // 60,
            each.certificate.code if hasattr(each, "certificate") else "",
        ]
        for each in followed_in(coordinated(request)).iterator(500)
    )  # fmt: skip
    return csv_response("leren.csv", head, rows)


@require_GET
def coordination_statements(request: Any) -> JsonResponse:
    """The same people's xAPI statements, to bring into a learning record store of one's own."""
    rows = statements_of(followed_in(coordinated(request)).order_by())
    response = JsonResponse({"statements": list(as_xapi(rows))})
    response["Content-Disposition"] = 'attachment; filename="xapi.json"'
    return response
