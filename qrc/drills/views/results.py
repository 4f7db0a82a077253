"""What a drill showed, for the QRC; and the drill as a CAP message."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from community.activity.services import record
from community.kit.access import requires
from community.kit.csv_safe import csv_response
from community.kit.pagination import paginate
from community.messaging.bodies import filled
from community.organisations.rules import current_memberships, is_qrc_editor
from qrc.alerts import cap
from qrc.drills.charts import distribution
from qrc.drills.filters import ResultFilter
from qrc.drills.forms import ApproveForm, CancelForm
from qrc.drills.models import Drill, DrillResult
from qrc.drills.queries import BANDS, results_of, summary_of
from qrc.drills.services import recount
from qrc.drills.telling import bulletin
from qrc.drills.wording import content
from qrc.verbs import DRILL_VIEWED

SHOWN = {"ack": "…"}
"""In the place of the link that each contact gets for himself."""


@require_GET
@requires(is_qrc_editor)
def drill_detail(request: Any, pk: int) -> HttpResponse:
    """Before it starts: what would leave and to how many. After that: who was reached.

    Each view of results is written down: how reachable a bestuur is, is its own affair.
    """
    drill = get_object_or_404(
        Drill.objects.select_related("first_by", "second_by", "author"), pk=pk
    )
    if not drill.is_told:
        return _preview(request, drill)
    chosen = ResultFilter(request.GET, results_of(drill))
    page = paginate(chosen.ordered, request.GET.get("page"))
    record(DRILL_VIEWED, actor=request.user, subject=drill, page=page.number)
    summary = summary_of(drill)
    context = {
        "drill": drill, "filter": chosen, "page": page, "summary": summary,
        "chart": distribution(summary), "bands": list(zip(BANDS, summary.bands, strict=True)),
    }  # fmt: skip
    return render(request, "qrc/drills/results.html", context)


def _preview(request: Any, drill: Drill) -> HttpResponse:
    if drill.is_open:
        # Counted for this page alone: what is approved is counted again then.
        recount(drill)
    words = content(drill)
    context = {
        "drill": drill,
        "subject": words["email", "nl"].subject,
        "mail": filled(words["email", "nl"].text, SHOWN),
        "sms": filled(words["sms", "nl"].text, SHOWN),
        "approve": ApproveForm(initial={"version": drill.version}),
        "cancel": CancelForm(),
        "is_first": drill.first_at is not None and drill.first_by_id == request.user.pk,
        "besturen": drill.organisations.all(),
    }
    return render(request, "qrc/drills/preview.html", context)


@require_GET
@requires(is_qrc_editor)
def drill_export(request: Any, pk: int) -> HttpResponseBase:
    drill = get_object_or_404(Drill.objects.told(), pk=pk)
    record(DRILL_VIEWED, actor=request.user, subject=drill, export=True)
    head = [
        _("Bestuur"), _("Provincie"), _("Score"), _("Eerste contact"), _("Bevestigd op"),
        _("Tweede contact"), _("Bevestigd op"), _("Waarom niet bereikt"),
    ]  # fmt: skip
    rows = ResultFilter(request.GET, results_of(drill)).ordered
    return csv_response(f"oefening-{pk}.csv", head, (_line(each) for each in rows))


def _line(each: DrillResult) -> list[Any]:
    return [
        each.organisation.display_name, each.organisation.province, each.score,
        each.get_first_reach_display(), each.first_seen_at or "",
        each.get_second_reach_display(), each.second_seen_at or "",
        each.why.label if each.why else "",
    ]  # fmt: skip


@require_safe
def drill_cap(request: Any, pk: int) -> HttpResponse:
    """For members alone, as every TLP:GREEN message; never public, and only once it began."""
    if not current_memberships(request.user) and not is_qrc_editor(request.user):
        raise Http404
    drill = get_object_or_404(Drill.objects.told(), pk=pk)
    body = cap.cap(bulletin(drill))
    response = HttpResponse(body, content_type=f"{cap.MEDIA_TYPE}; charset=utf-8")
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response
