"""A contact answers a drill; a bestuur reads its own result."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.pagination import paginate
from qrc.cases.enums import Via
from qrc.drills.links import read_link
from qrc.drills.models import DrillResult
from qrc.drills.queries import own_results, results_behind, to_mend, told_to_others
from qrc.drills.services import acknowledge

PER_PAGE = 10


@require_GET
def own(request: Any) -> HttpResponse:
    """How reachable the organisation one works for now was, and what to mend."""
    page = paginate(own_results(request.organisation), request.GET.get("page"), PER_PAGE)
    newest = page.object_list[0] if page.object_list else None
    context = {
        "page": page,
        "newest": newest,
        "mend": to_mend(newest) if newest else [],
        "others": told_to_others(newest.drill) if newest else None,
        "waiting": [each for each in page if _waits_for(each, request.user)],
    }
    return render(request, "qrc/drills/own.html", context)


@require_POST
def seen(request: Any, pk: int) -> HttpResponse:
    """From the screen: only the contacts of this drill are asked; to others it isn't there."""
    result = get_object_or_404(own_results(request.organisation), drill=pk)
    if request.user.pk not in (result.first_id, result.second_id):
        raise Http404
    mine = [result.organisation_id]
    try:
        acknowledge(drill=result.drill, user=request.user, via=Via.SCREEN, organisations=mine)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("Bevestigd. Zo weten wij dat uw bestuur bereikbaar is."))
    return redirect("qrc:drills-own")


def _waits_for(result: DrillResult, user: Any) -> bool:
    """Whether this person is asked, and did not answer yet."""
    first = result.first_id == user.pk and result.first_seen_at is None
    second = result.second_id == user.pk and result.second_seen_at is None
    return result.drill.takes_answers and (first or second)


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: Any, token: str) -> HttpResponse:
    """The page behind the link in a mail or SMS. The token is the proof, and for this alone.

    Opening it changes nothing: mail scanners open every link.
    """
    link = read_link(token)
    holder, results = results_behind(link) if link is not None else (None, [])
    if link is None or holder is None or not results:
        gone = {"is_ours": link is not None}
        return render(request, "qrc/drills/link_gone.html", gone, status=410 if link else 404)
    drill = results[0].drill
    if request.method == "POST" and drill.takes_answers:
        mine = [each.organisation_id for each in results]
        acknowledge(drill=drill, user=holder, via=link.via, organisations=mine)
        return redirect("qrc:drill-answer", token)
    context = {
        "drill": drill, "token": token,
        "waiting": [each for each in results if _waits_for(each, holder)],
        "answered": [each for each in results if not _waits_for(each, holder)],
        "rows": results,
    }  # fmt: skip
    return render(request, "qrc/drills/answer.html", context)
