from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from community.kit.pagination import paginate
from community.messaging.bell import mark_read, news_of
from community.messaging.gates import as_shown_to
from community.messaging.queries import notifications_of


@require_GET
def notifications(request: Any) -> HttpResponse:
    mine = notifications_of(request.user)
    page = paginate(mine, request.GET.get("page"))
    page.object_list = as_shown_to(request.user, page.object_list)
    context = {
        "page": page,
        "unread": mine.filter(unread=True).count(),
    }
    return render(request, "community/messaging/notifications.html", context)


@require_POST
def notification_read(request: Any, pk: int) -> HttpResponse:
    notice = get_object_or_404(notifications_of(request.user), pk=pk)
    mark_read(user=request.user, ids=[notice.pk])
    return redirect("community:notifications")


@require_POST
def notifications_read(request: Any) -> HttpResponse:
    mark_read(user=request.user)
    messages.success(request, _("Alle meldingen zijn gelezen."))
    return redirect("community:notifications")


@require_GET
@never_cache
def bell_count(request: Any) -> JsonResponse:
    """What the bell shows, for pages without a socket."""
    return JsonResponse(news_of(request.user))
