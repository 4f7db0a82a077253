from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from community.kit.access import requires
from community.kit.pagination import paginate
from community.mail_in.queries import counts, unplaced
from community.organisations.rules import is_platform_admin


@requires(is_platform_admin)
@require_GET
def incoming_mail(request: HttpRequest) -> HttpResponse:
    context = {
        "page": paginate(unplaced(), request.GET.get("page")),
        "counts": counts(),
        "reply_domain": settings.REPLY_DOMAIN,
    }
    return render(request, "community/mail_in/incoming_mail.html", context)
