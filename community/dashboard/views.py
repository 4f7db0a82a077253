from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from community.dashboard.attention import overview_for
from community.dashboard.tiles import shelves_for


@require_GET
def dashboard(request: Any) -> HttpResponse:
    """Mijn overzicht: what asks for attention first, then every instrument with its figure, part by part."""
    context = {
        "greeting": greeting(request.user.get_short_name(), timezone.localtime()),
        "overview": overview_for(request),
        "shelves": shelves_for(request),
        "is_newcomer": request.membership is None,
    }
    return render(request, "community/dashboard/dashboard.html", context)


def greeting(name: str, now: datetime) -> str:
    if now.hour < 12:
        return _("Goedemorgen, %(name)s") % {"name": name}
    if now.hour < 18:
        return _("Goedemiddag, %(name)s") % {"name": name}
    return _("Goedenavond, %(name)s") % {"name": name}
