"""Warnings for machines: public feeds, CAP messages, and the secret feed of an organisation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from community.kit.fetched import MINUTE, answer, too_often
from community.kit.pace import within_pace
from qrc.advisories.models import Advisory
from qrc.advisories.told import as_readable_by
from qrc.advisories.visibility import visible_to
from qrc.alerts import cap
from qrc.outlets import atom
from qrc.outlets.models import OrganisationFeed
from qrc.outlets.queries import for_everybody, for_organisation, wishes_changed_at
from qrc.outlets.services import close_feed, find_feed, open_feed
from qrc.outlets.telling import bulletin, newest, own_feed, public_feed
from qrc.releases.queries import told_of

OPEN_PACE, SECRET_PACE = 600, 30
"""Visits a minute of one visitor to what is public, and to one secret address by anybody."""


@require_safe
@login_not_required
def advisories_atom(request: HttpRequest) -> HttpResponseBase:
    return _public(request, "qrc:advisory-feed", as_cap=False)


@require_safe
@login_not_required
def advisories_cap(request: HttpRequest) -> HttpResponseBase:
    return _public(request, "qrc:cap-feed", as_cap=True)


@require_safe
@login_not_required
def advisory_cap(request: HttpRequest, pk: int) -> HttpResponseBase:
    """TLP:CLEAR for everybody, TLP:GREEN for members; the rest is no CAP message."""
    if not _may_visit(request):
        return too_often()
    rows = visible_to(request.user).public().select_related("source")
    (row,) = as_readable_by(request.user, [get_object_or_404(rows, pk=pk)])
    advisory: Advisory = told_of(row)
    scope = "public" if advisory.tlp == "CLEAR" else "private"
    body = cap.cap(bulletin(advisory))
    return answer(request, body, cap.MEDIA_TYPE, scope, advisory.changed_at)


@require_safe
@login_not_required
def organisation_atom(request: HttpRequest, token: str) -> HttpResponseBase:
    """The secret in the address is the key: no session, no cookie."""
    feed = find_feed(token)
    if feed is None:
        raise Http404
    if not within_pace(f"feed:{feed.pk}", most=SECRET_PACE, seconds=MINUTE):
        return too_often()
    here = feed.organisation
    rows = for_organisation(here)
    body = atom.atom(own_feed(rows, organisation=here.display_name, key=here.pk))
    moments = [each for each in (newest(rows), wishes_changed_at(here), feed.created_at) if each]
    return answer(request, body, atom.MEDIA_TYPE, "private", max(moments))


@require_GET
def feed(request: Any) -> HttpResponse:
    organisation = _managed(request)
    return render(request, "qrc/outlets/feed.html", _context(organisation))


@require_POST
def feed_renew(request: Any) -> HttpResponse:
    organisation = _managed(request)
    token = open_feed(organisation=organisation, actor=request.user)
    # No redirect: this answer is the only place where the address ever stands.
    address = settings.SITE_URL + reverse("qrc:organisation-feed", args=[token])
    response = render(
        request, "qrc/outlets/feed.html", _context(organisation) | {"address": address}
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def feed_close(request: Any) -> HttpResponse:
    feed = get_object_or_404(OrganisationFeed.objects.of(_managed(request)))
    close_feed(feed=feed, actor=request.user)
    messages.success(request, _("De feed is gesloten. Het oude adres werkt niet meer."))
    return redirect("qrc:feed")


def _context(organisation: Any) -> dict[str, Any]:
    return {
        "feed": OrganisationFeed.objects.of(organisation).first(),
        "organisation": organisation,
        "public": settings.SITE_URL + reverse("qrc:advisory-feed"),
        "cap": settings.SITE_URL + reverse("qrc:cap-feed"),
    }


def _managed(request: Any) -> Any:
    membership = getattr(request, "membership", None)
    if membership is None or not membership.is_administrator:
        raise Http404
    return request.organisation


def _public(request: HttpRequest, url_name: str, *, as_cap: bool) -> HttpResponseBase:
    if not _may_visit(request):
        return too_often()
    rows: Sequence[Advisory] = for_everybody()
    body = atom.atom(public_feed(rows, url_name=url_name, as_cap=as_cap))
    return answer(request, body, atom.MEDIA_TYPE, "public", newest(rows))


def _may_visit(request: HttpRequest) -> bool:
    visitor = request.META.get("REMOTE_ADDR", "")
    return within_pace(f"open:{visitor}", most=OPEN_PACE, seconds=MINUTE)
