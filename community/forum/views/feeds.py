"""The forum for feed readers: what is public for everybody, one's own at a secret address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from community.forum.addresses import post_url
from community.forum.models import Category, ForumFeed
from community.forum.queries.reading import Reading, reading_of
from community.forum.queries.streams import MOST, newest_of
from community.forum.services.feeds import close_feed, find_feed, open_feed
from community.forum.showing import HOUSE
from community.forum.views.lists import category_in
from community.kit.fetched import MINUTE, answer, too_often
from community.kit.pace import within_pace

ATOM = "application/atom+xml"
OPEN_PACE, SECRET_PACE = 600, 60


@login_not_required
@require_safe
def public_atom(request: HttpRequest) -> HttpResponseBase:
    """What anybody may read."""
    if not _may_visit(request):
        return too_often()
    return _answer(request, reading_of(AnonymousUser()), None, "public")


@login_not_required
@require_safe
def public_category(request: HttpRequest, slug: str) -> HttpResponseBase:
    if not _may_visit(request):
        return too_often()
    reading = reading_of(AnonymousUser())
    return _answer(request, reading, category_in(reading, slug), "public")


@login_not_required
@require_safe
def own_atom(request: HttpRequest, token: str) -> HttpResponseBase:
    """The secret in the address is the key: no session, no cookie."""
    return _own(request, token, "")


@login_not_required
@require_safe
def own_category(request: HttpRequest, token: str, slug: str) -> HttpResponseBase:
    return _own(request, token, slug)


def _own(request: HttpRequest, token: str, slug: str) -> HttpResponseBase:
    feed = find_feed(token)
    if feed is None:
        raise Http404
    if not within_pace(f"forum:{feed.pk}", most=SECRET_PACE, seconds=MINUTE):
        return too_often()
    reading = reading_of(feed.user)
    return _answer(request, reading, category_in(reading, slug) if slug else None, "private")


def _answer(
    request: HttpRequest, reading: Reading, here: Category | None, scope: str
) -> HttpResponseBase:
    name = _("Forum van VlaVirGem") if here is None else f"{here.name} — VlaVirGem"
    place = (
        reverse("community:forum") if here is None
        else reverse("community:forum-category", args=(here.slug,))
    )  # fmt: skip
    feed = Atom1Feed(
        title=name, link=settings.SITE_URL + place, language="nl",
        description=here.summary if here else _("Wat besturen elkaar vragen en vertellen."),
    )  # fmt: skip
    for topic in newest_of(reading, here)[:MOST]:
        # A reply makes it an entry anew: it is known by its last post.
        address = settings.SITE_URL + post_url(topic.pk, topic.highest_number)
        feed.add_item(
            title=topic.title, link=address, unique_id=address.partition("#")[0],
            description=topic.excerpt, pubdate=topic.created_at, updateddate=topic.last_post_at,
            author_name=str(topic.last_organisation or HOUSE), categories=topic.tags,
        )  # fmt: skip
    return answer(request, feed.writeString("utf-8").encode(), ATOM, scope)


@require_GET
def feed(request: Any) -> HttpResponse:
    return render(request, "community/forum/feed.html", _context(request))


@require_POST
def feed_renew(request: Any) -> HttpResponse:
    token = open_feed(user=request.user)
    # No redirect: this answer is the only place where the address ever stands.
    own = settings.SITE_URL + reverse("community:forum-own-atom", args=[token])
    stem = reverse("community:forum-own-category", args=[token, "x"]).removesuffix("x.atom")
    context = _context(request) | {"address": own, "stem": settings.SITE_URL + stem}
    response = render(request, "community/forum/feed.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def feed_close(request: Any) -> HttpResponse:
    found = get_object_or_404(ForumFeed, user=request.user)
    close_feed(feed=found, actor=request.user)
    messages.success(request, _("De feed is gesloten. Het oude adres werkt niet meer."))
    return redirect("community:forum-feed")


def _context(request: Any) -> dict[str, Any]:
    return {
        "feed": ForumFeed.objects.filter(user=request.user).first(),
        "public": settings.SITE_URL + reverse("community:forum-atom"),
        "categories": reading_of(request.user).categories,
    }


def _may_visit(request: HttpRequest) -> bool:
    visitor = request.META.get("REMOTE_ADDR", "")
    return within_pace(f"forum-open:{visitor}", most=OPEN_PACE, seconds=MINUTE)
