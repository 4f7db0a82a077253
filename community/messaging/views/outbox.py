"""The outbox page: what would have left the house had there been a provider. With DEBUG only.

Nobody has to sign in: the first thing a newcomer needs is the mail that confirms his account.
"""

from __future__ import annotations

from typing import Any

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from community.kit.pagination import paginate
from community.messaging.enums import Channel
from community.messaging.forms import OutboxFilter
from community.messaging.kinds import kinds
from community.messaging.models import Body, Delivery
from community.messaging.outbox import letter_of, short_message_of
from community.messaging.queries import stayed_in_house

# A mail brings its own style sheet; links in it open in the whole window, not in the frame.
MAIL_POLICY = {
    "default-src": [NONE],
    "script-src": [NONE],
    "connect-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "img-src": [SELF, "data:"],
    "frame-ancestors": [SELF],
}


@login_not_required
@require_GET
def outbox(request: Any) -> HttpResponse:
    _only_with_debug()
    chosen = OutboxFilter(request.GET, queryset=stayed_in_house())
    page = paginate(chosen.qs, request.GET.get("page"))
    context = {"filter": chosen, "page": page, "rows": [(row, _title(row)) for row in page]}
    return render(request, "community/messaging/outbox.html", context)


def _title(delivery: Any) -> str:
    kind = delivery.message.kind
    return delivery.subject or str(kinds.get(kind).label if kind in kinds else kind)


@login_not_required
@require_GET
def outbox_item(request: Any, pk: int) -> HttpResponse:
    delivery = _kept(pk)
    context: dict[str, Any] = {"delivery": delivery}
    try:
        if delivery.channel == Channel.EMAIL:
            context["letter"] = letter_of(delivery)
        else:
            context["sms"] = short_message_of(delivery)
    except Body.DoesNotExist as error:
        raise Http404 from error
    return render(request, "community/messaging/outbox_item.html", context)


@login_not_required
@require_GET
@xframe_options_sameorigin
@csp_replace(MAIL_POLICY)  # type: ignore[arg-type]
def outbox_mail(request: Any, pk: int) -> HttpResponse:
    """The HTML of a mail alone, for the frame on its page."""
    delivery = _kept(pk)
    if delivery.channel != Channel.EMAIL:
        raise Http404
    try:
        html = letter_of(delivery).html
    except Body.DoesNotExist as error:
        raise Http404 from error
    return HttpResponse(html.replace("<head>", '<head><base target="_top">', 1))


def _kept(pk: int) -> Delivery:
    _only_with_debug()
    return get_object_or_404(stayed_in_house(), pk=pk)


def _only_with_debug() -> None:
    if not settings.DEBUG:
        raise Http404
