"""Who issues badges, and the keys they are signed with: for everybody's programs."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.views.decorators.http import require_GET

from community.credentials.badges import CONTEXTS, issuer
from community.credentials.services import published_keys
from community.credentials.serving import for_programs


@login_not_required
@require_GET
def badge_issuer(request: Any) -> JsonResponse:
    return for_programs({"@context": list(CONTEXTS)} | issuer())


@login_not_required
@require_GET
def badge_keys(request: Any) -> JsonResponse:
    return for_programs(published_keys())
