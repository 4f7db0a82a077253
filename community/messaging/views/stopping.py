"""Leaving a list from a message, without signing in (RFC 8058)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from community.messaging import stopping
from community.messaging.models import Address


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def unsubscribe(request: Any, token: str) -> HttpResponse:
    """GET asks, POST acts. The token is all that is needed: a mail program has no cookies."""
    found = stopping.read(token)
    if found is None:
        raise Http404
    address_id, list_key = found
    if request.POST.get("List-Unsubscribe") == "One-Click":
        stopping.stop(address_id=address_id, list_key=list_key)
        return HttpResponse(_("U bent uitgeschreven."), content_type="text/plain; charset=utf-8")
    done = _act(request.POST.get("doe", ""), address_id, list_key)
    context = {
        "done": done,
        "list": _name(list_key),
        "address": _shown(address_id),
        "can_resume": stopping.can_resume(list_key),
    }
    return render(request, "community/messaging/unsubscribe.html", context)


def _act(wish: str, address_id: int, list_key: str) -> str:
    acts = {"stop": stopping.stop, "hervat": stopping.resume}
    if wish not in acts:
        return ""
    acts[wish](address_id=address_id, list_key=list_key)
    return wish


def _name(list_key: str) -> str:
    if label := stopping.label_of(list_key):
        return label
    labels = [str(kind.label) for kind in stopping.kinds_on(list_key)]
    return get_text_list(labels, _("en")) or _("berichten")


def _shown(address_id: int) -> str:
    """Enough to know one's own address by; a forwarded mail does not give it away."""
    value = Address.objects.filter(pk=address_id).values_list("value", flat=True).first() or ""
    local, at, domain = value.rpartition("@")
    if at:
        return f"{local[:2]}…@{domain}"
    return f"…{value[-3:]}" if value else ""
