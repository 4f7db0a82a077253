"""What machines read of the editors' pages: the sitemap, feeds, and where robots may go."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from content.pages import sitemap
from content.pages.feeds import NewsAtom, NewsRss

CLOSED = ("/cms/", "/beheer/", "/account/", "/api/", "/zoeken/", "/metrics", "/_util/")
"""Where a robot has nothing to read; what it may not read asks it to sign in anyway."""


@login_not_required
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    context = {"sitemaps": sitemap.parts()}
    return render(request, "sitemap_index.xml", context, content_type="application/xml")


@login_not_required
@require_safe
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    try:
        found = sitemap.addresses(section, request.GET.get("p", "1"))
    except LookupError as error:
        raise Http404 from error
    return render(request, "sitemap.xml", {"urlset": found}, content_type="application/xml")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {each}" for each in CLOSED), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('content:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def news_atom(request: HttpRequest) -> HttpResponse:
    return NewsAtom()(request)


@login_not_required
@require_safe
def news_rss(request: HttpRequest) -> HttpResponse:
    return NewsRss()(request)
