from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from community.search.kinds import kinds
from community.search.places import places_named
from community.search.queries import MOST, PER_PAGE, find, suggest


@require_GET
@login_not_required
def search(request: HttpRequest) -> HttpResponse:
    """One box over everything this visitor may read."""
    text = request.GET.get("q", "").strip()
    kind = request.GET.get("soort", "")
    kind = kind if kind in kinds else ""
    number = _number(request.GET.get("page", ""))
    found = find(request, text, kind=kind, page=number)
    page = Paginator(range(found.total), PER_PAGE).get_page(number)
    if page.number != number:
        # An old link, or a page of more than there is now: the last one.
        number = page.number
        found = find(request, text, kind=kind, page=number)
    context = {
        "shell": "base.html" if request.user.is_authenticated else "base_public.html",
        "text": text,
        "chosen": kind,
        "found": found,
        "tabs": [(each, _count(n)) for each in kinds if (n := found.by_kind.get(each.key))],
        "all": _count(sum(found.by_kind.values())),
        "most": MOST,
        "places": places_named(request, text) if number == 1 and not kind else [],
        "page": page,
    }
    return render(request, "community/search/search.html", context)


@require_GET
@login_not_required
def palette(request: HttpRequest) -> HttpResponse:
    """What comes up while one types in the box of Ctrl-K."""
    text = request.GET.get("q", "").strip()
    hits = suggest(request, text)
    places = places_named(request, text)
    context = {"text": text, "places": places, "hits": hits, "count": len(hits) + len(places)}
    return render(request, "community/search/palette.html", context)


def _count(found: int) -> str:
    return f"{MOST}+" if found >= MOST else str(found)


def _number(page: str) -> int:
    return min(max(int(page), 1), MOST // PER_PAGE) if page.isdecimal() and len(page) < 6 else 1
