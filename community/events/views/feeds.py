"""The agenda for machines: files, public feeds, and one's own at a secret address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from community.events import calendars
from community.events.models import AgendaFeed, Event
from community.events.queries import agenda_of, public_sessions, sessions_of
from community.events.rules import open_to_all
from community.events.services import close_feed, find_feed, open_feed
from community.kit.fetched import MINUTE, answer, too_often
from community.kit.pace import within_pace

ATOM = "application/atom+xml"
OPEN_PACE, SECRET_PACE = 600, 30
MOST = 100


@login_not_required
@require_safe
def event_calendar(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One event as a file, for who may read of it."""
    if not _may_visit(request):
        return too_often()
    event = get_object_or_404(agenda_of(request.user), pk=pk)
    rows = list(event.sessions.held())
    for each in rows:
        each.event = event
    response = HttpResponse(
        calendars.calendar_of(rows), content_type=f"{calendars.MEDIA_TYPE}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="activiteit-{pk}.ics"'
    return response


@login_not_required
@require_safe
def public_atom(request: HttpRequest) -> HttpResponseBase:
    if not _may_visit(request):
        return too_often()
    address = settings.SITE_URL + reverse("community:agenda")
    feed = Atom1Feed(
        title=_("Activiteiten op VlaVirGem"), link=address, language="nl",
        description=_("Opleidingen, workshops en webinars voor iedereen."),
        feed_url=settings.SITE_URL + reverse("community:agenda-atom"),
    )  # fmt: skip
    for each in _open().select_related("organisation").order_by("-changed_at", "-pk")[:MOST]:
        _add(feed, each)
    return answer(request, feed.writeString("utf-8").encode(), ATOM, "public")


def _add(feed: Any, event: Event) -> None:
    feed.add_item(
        title=event.title, link=calendars.address_of(event), unique_id=calendars.address_of(event),
        description=event.summary, pubdate=event.created_at, updateddate=event.changed_at,
        author_name=event.organisation.display_name, categories=[event.get_kind_display()],
    )  # fmt: skip


@login_not_required
@require_safe
def public_calendar(request: HttpRequest) -> HttpResponseBase:
    if not _may_visit(request):
        return too_often()
    name = _("Activiteiten op VlaVirGem")
    body = calendars.calendar_of(public_sessions(_open()), name=name)
    return answer(request, body, calendars.MEDIA_TYPE, "public")


def _open() -> Any:
    return open_to_all().upcoming()


@login_not_required
@require_safe
def own_calendar(request: HttpRequest, token: str) -> HttpResponseBase:
    """The secret in the address is the key: no session, no cookie."""
    feed = find_feed(token)
    if feed is None:
        raise Http404
    if not within_pace(f"agenda:{feed.pk}", most=SECRET_PACE, seconds=MINUTE):
        return too_often()
    body = calendars.calendar_of(sessions_of(feed.user), name=_("Mijn activiteiten op VlaVirGem"))
    return answer(request, body, calendars.MEDIA_TYPE, "private")


@require_GET
def feed(request: Any) -> HttpResponse:
    return render(request, "community/events/feed.html", _context(request))


@require_POST
def feed_renew(request: Any) -> HttpResponse:
    token = open_feed(user=request.user)
    # No redirect: this answer is the only place where the address ever stands.
    address = settings.SITE_URL + reverse("community:agenda-own", args=[token])
    response = render(
        request, "community/events/feed.html", _context(request) | {"address": address}
    )
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def feed_close(request: Any) -> HttpResponse:
    found = get_object_or_404(AgendaFeed, user=request.user)
    close_feed(feed=found, actor=request.user)
    messages.success(request, _("De feed is gesloten. Het oude adres werkt niet meer."))
    return redirect("community:agenda-feed")


def _context(request: Any) -> dict[str, Any]:
    return {
        "feed": AgendaFeed.objects.filter(user=request.user).first(),
        "atom": settings.SITE_URL + reverse("community:agenda-atom"),
        "public": settings.SITE_URL + reverse("community:agenda-calendar"),
    }


def _may_visit(request: HttpRequest) -> bool:
    visitor = request.META.get("REMOTE_ADDR", "")
    return within_pace(f"agenda-open:{visitor}", most=OPEN_PACE, seconds=MINUTE)
