"""Figures for Prometheus: Django's own, and whether warnings leave the house in time."""

from __future__ import annotations

import secrets
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Gauge,
    generate_latest,
)

from community.activity.models import Owed
from community.files.queries import standing
from qrc.alerts.queries import status

FORWARDED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """For this machine itself, or whoever brings METRICS_TOKEN as bearer token; else 403."""
    if not (_is_local(request) or _has_token(request)):
        return HttpResponseForbidden("forbidden", content_type="text/plain")
    page = generate_latest(REGISTRY) + generate_latest(_house())
    return HttpResponse(page, content_type=CONTENT_TYPE_LATEST)


def _is_local(request: HttpRequest) -> bool:
    # A proxy on this machine makes every visitor look local; what it forwards is not.
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _has_token(request: HttpRequest) -> bool:
    wanted = settings.METRICS_TOKEN
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    if not wanted or scheme.lower() != "bearer":
        return False
    return secrets.compare_digest(given.strip().encode(), wanted.encode())


def _house() -> CollectorRegistry:
    """The QRC as it stands now, counted when asked: each process gives the same answer."""
    now, files, registry = status(), standing(), CollectorRegistry()
    deliveries = Gauge(
        "vlavirgem_deliveries", "Deliveries in the ledger", ("channel", "state"), registry=registry
    )
    for channel, states in now["deliveries"].items():
        for state, number in states.items():
            deliveries.labels(channel, state).set(number)
    for name, words, value in (
        (
            "oldest_waiting_seconds",
            "How long the oldest due delivery waits",
            now["oldest_waiting_seconds"],
        ),
        ("sources", "Threat feeds known", now["sources"]["total"]),
        ("sources_failing", "Threat feeds in trouble", now["sources"]["failing"]),
        ("advisories", "Advisories kept", now["advisories"]),
        ("alerts", "Alerts raised", now["alerts"]),
        ("files", "Files kept", files.total),
        ("files_quarantined", "Files that wait for the scanner", files.quarantined),
        ("files_unread", "Files whose words could not be read", files.failed),
        ("reactions_owed", "Reactions not paid yet", Owed.objects.open().count()),
        ("reactions_stuck", "Reactions that keep failing", Owed.objects.stuck().count()),
    ):
        Gauge(f"vlavirgem_{name}", words, registry=registry).set(value)
    return registry
