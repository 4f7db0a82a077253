"""A learner's packages, and the player."""

from __future__ import annotations

import json
from typing import Any

from csp.constants import NONE
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.kit.pagination import paginate
from content.packages import attempts
from content.packages.cmi.models import for_bridge
from content.packages.filters import MineFilter
from content.packages.links import Path, base_address
from content.packages.models import ContentPackage, PackageAttempt, PackageVersion
from content.packages.queries import (
    done_items,
    earlier_attempts,
    menu_of,
    packages_for,
    running_attempt,
    with_attempt_of,
)


@require_GET
def mine(request: Any) -> HttpResponse:
    open_to_me = packages_for(request.user).order_by("title", "pk")
    chosen = MineFilter(request.GET, open_to_me, request=request)
    page = paginate(with_attempt_of(request.user, chosen.qs), request.GET.get("page"))
    return render(request, "content/packages/mine.html", {"page": page, "filter": chosen})


@require_GET
@never_cache
def player(request: Any, uuid: Any) -> HttpResponse:
    package = _open_to(request, uuid)
    attempt = running_attempt(request.user, package)
    context = player_context(package, attempt)
    context["earlier"] = earlier_attempts(request.user, package)[:10]
    context["way_back"] = _way_back(request)
    return framed(request, context)


def _way_back(request: Any) -> str:
    """The lesson that one came from, "" for who opened the package by itself."""
    said: str = request.GET.get("terug", "")
    is_ours = url_has_allowed_host_and_scheme(said, None) and said.startswith("/leren/")
    return said if is_ours else ""


def framed(request: Any, context: dict[str, Any]) -> HttpResponse:
    """The one page of ours that may show something of another origin."""
    response = render(request, "content/packages/player.html", context)
    response._csp_update = {"frame-src": [settings.PACKAGE_ORIGIN or NONE]}  # type: ignore[attr-defined]
    return response


def player_context(
    package: ContentPackage, attempt: PackageAttempt | None, *, trial: bool = False
) -> dict[str, Any]:
    menu = menu_of(package.current, attempt) if package.current else []
    return {
        "package": package, "attempt": attempt, "menu": menu, "done": done_items(menu),
        "trial": trial, "origin": settings.PACKAGE_ORIGIN,
    }  # fmt: skip


@require_POST
def start(request: Any, uuid: Any) -> HttpResponse:
    """Begin a sitting with one item; answers what the bridge must know, as JSON."""
    package = _open_to(request, uuid)
    try:
        attempt, item = attempts.open_package(
            package=package, user=request.user, item=request.POST.get("item", "")[:255]
        )
    except LookupError:
        return JsonResponse({"error": _("Dit onderdeel zit niet meer in het pakket.")}, status=404)
    state = attempt.states[item["id"]]
    answer = sitting(attempt.version, item, attempts.given_values(attempt.version, item, request.user, state))  # fmt: skip
    answer["bridge"] = _bridge(attempt.version, attempt.pk)
    return JsonResponse(answer | {
        "session": attempt.session, "values": state["values"], **told(attempt),
    })  # fmt: skip


def sitting(version: PackageVersion, item: dict[str, Any], given: dict[str, str]) -> dict[str, Any]:
    return {
        "item": item["id"], "model": for_bridge(version.standard), "given": given,
        "launch": item["launch"], "asset": item["kind"] == "asset", "values": {}, "session": 0,
        "bridge": _bridge(version, 0), "items": menu_of(version, None),
    }  # fmt: skip


def _bridge(version: PackageVersion, attempt: int) -> str:
    base = base_address(Path(version.package.uuid, version.number, attempt))
    return f"{base}brug/" if base else ""


def told(attempt: PackageAttempt) -> dict[str, Any]:
    """How far the attempt is, for the line above the frame."""
    at = timezone.localtime(attempt.saved_at) if attempt.saved_at else None
    return {
        "items": menu_of(attempt.version, attempt),
        "completed": attempt.is_completed,
        "completion": attempt.get_completion_display(),
        "success": "" if attempt.success == "onbekend" else attempt.get_success_display(),
        "score": None if attempt.best_score is None else f"{attempt.best_score:.0f}",
        "saved_at": date_format(at, "H:i") if at else "",
    }


@require_POST
def keep(request: Any, uuid: Any) -> HttpResponse:
    """Keep what the package said. 409: another window has it now; 413: too much.

    Who is under way may finish, also when an editor closes the package meanwhile.
    """
    mine = PackageAttempt.objects.active().of(request.user).filter(package__uuid=uuid)
    attempt = mine.first()
    if attempt is None:
        _open_to(request, uuid)
    said = _read(request.body)
    if said is None:
        return JsonResponse({"error": _("Dit is geen stand van een leerpakket.")}, status=400)
    try:
        if attempt is None:
            raise attempts.Elsewhere
        kept = attempts.keep_state(attempt=attempt, **said)
    except attempts.Elsewhere:
        words = _("Dit leerpakket staat open in een ander venster. Dit venster bewaart niet meer.")
        return JsonResponse({"error": words}, status=409)
    except attempts.TooMuch:
        words = _("Het leerpakket wil meer bewaren dan kan. Meld het aan de redactie.")
        return JsonResponse({"error": words}, status=413)
    except LookupError:
        return JsonResponse({"error": _("Dit onderdeel zit niet meer in het pakket.")}, status=404)
    return JsonResponse(told(kept.attempt) | {"stale": kept.is_stale, "dropped": kept.dropped[:20]})


def _read(body: bytes) -> dict[str, Any] | None:
    try:
        said = json.loads(body)
        values = said["values"]
        found = {
            "session": int(said["session"]), "seq": int(said["seq"]), "item": str(said["item"]),
            "values": values, "ended": said["ended"] is True,
        }  # fmt: skip
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None
    is_sane = isinstance(values, dict) and 0 < found["seq"] < 2**31 and found["session"] < 2**31
    return found if is_sane else None


@require_POST
def again(request: Any, uuid: Any) -> HttpResponse:
    package = _open_to(request, uuid)
    if attempts.begin_again(package=package, user=request.user):
        messages.success(request, _("U begint opnieuw. Uw vorige poging blijft bewaard."))
    return redirect("content:package", package.uuid)


def _open_to(request: Any, uuid: Any) -> ContentPackage:
    rows = packages_for(request.user).select_related("current")
    return get_object_or_404(rows, uuid=uuid)
