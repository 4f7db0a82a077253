"""Looking whether a badge is true: for everybody who has its address."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from community.achievements.credentials import achievement, criteria
from community.achievements.models import Achievement, AchievementBadge
from community.credentials.badges import CONTEXTS, address, revocation_list
from community.credentials.serving import for_programs

WITH_AWARD = ("award__achievement", "award__organisation", "award__rule")


@login_not_required
@never_cache
@require_GET
def award_proof(request: Any, pk: UUID) -> HttpResponse:
    """What it says now; of a person no more than that somebody holds it."""
    badge = get_object_or_404(AchievementBadge.objects.select_related(*WITH_AWARD), pk=pk)
    context = {
        "shell": "base.html" if request.user.is_authenticated else "base_public.html",
        "badge": badge, "award": badge.award,
        "criteria": criteria(badge.award.rule, badge.award.reason),
    }  # fmt: skip
    response = render(request, "community/achievements/proof.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@login_not_required
@never_cache
@require_GET
def award_jwt(request: Any, pk: UUID) -> HttpResponse:
    """The credential as it was signed; 410 when it was taken back."""
    badge = get_object_or_404(AchievementBadge.objects.select_related("award"), pk=pk)
    if badge.award.revoked_at is not None:
        return HttpResponse(status=410, content_type="text/plain")
    return HttpResponse(badge.token, content_type="text/plain; charset=us-ascii")


@login_not_required
@require_GET
def awards_revoked(request: Any) -> JsonResponse:
    """What was taken back, as a 1EdTech revocation list."""
    rows = AchievementBadge.objects.exclude(award__revoked_at=None).select_related("award")
    revoked = [
        (address("community:award-jwt", each.pk), each.award.revoked_reason)
        for each in rows.order_by("pk")
    ]
    return for_programs(revocation_list(at=address("community:awards-revoked"), revoked=revoked))


@login_not_required
@require_GET
def achievement_json(request: Any, uid: UUID) -> JsonResponse:
    """By a key that nobody guesses; of what was never active nothing is told."""
    found = get_object_or_404(Achievement.objects.told(), uid=uid)
    return for_programs({"@context": list(CONTEXTS)} | achievement(found))
