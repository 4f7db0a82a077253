from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from community.activity.services import record
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.rules import is_qrc_editor
from qrc.advisories.models import Advisory
from qrc.board.queries import recent_warnings, tallied, who_is_hit
from qrc.verbs import HITS_VIEWED

PER_PAGE = 15


@require_GET
@requires(is_qrc_editor)
def board(request: Any) -> HttpResponse:
    """How far the governments are with each recent warning; asks itself anew while it is open."""
    page = paginate(recent_warnings(), request.GET.get("page"), PER_PAGE)
    lines = tallied(list(page.object_list))
    context = {
        "page": page,
        "lines": lines,
        "unanswered": sum(each.all.unanswered for each in lines),
    }
    return render(request, "qrc/board/board.html", context)


@require_GET
@requires(is_qrc_editor)
def board_detail(request: Any, pk: int) -> HttpResponse:
    """Who is hit by one warning. Each view is written down: portfolios are private."""
    advisory = get_object_or_404(Advisory.objects.select_related("source"), pk=pk)
    page = paginate(who_is_hit(advisory), request.GET.get("page"), 50)
    record(HITS_VIEWED, actor=request.user, subject=advisory, page=page.number)
    (line,) = tallied([advisory])
    context = {"advisory": advisory, "page": page, "line": line}
    return render(request, "qrc/board/detail.html", context)
