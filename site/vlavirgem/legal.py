"""What the law and courtesy ask to be said: accessibility, privacy, sources."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

ASSESSED_ON = date(2026, 11, 24)
"""When the accessibility statement was last checked against the screens."""


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "legal/accessibility.html", assessed_on=ASSESSED_ON)


@login_not_required
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "legal/privacy.html", session_cookie=settings.SESSION_COOKIE_NAME)


@login_not_required
def colophon(request: HttpRequest) -> HttpResponse:
    return _page(request, "legal/colophon.html")


def _page(request: HttpRequest, template: str, **facts: object) -> HttpResponse:
    contact = getattr(settings, "CONTACT_EMAIL", "helpdesk@vlavirgem.example")
    return render(request, template, {"contact": contact, "site_url": settings.SITE_URL, **facts})
