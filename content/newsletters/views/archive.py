"""What left can be read again: by everybody, or by members where the editors said so."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from community.kit.pagination import paginate
from content.newsletters.models import Newsletter
from content.newsletters.queries import archive_for, years_for
from content.newsletters.wording import pieces

PER_PAGE = 20


@login_not_required
@require_GET
def archive(request: Any) -> HttpResponse:
    years = years_for(request.user)
    asked = request.GET.get("jaar", "")
    year = int(asked) if asked in {str(number) for number, _n in years} else None
    page = paginate(archive_for(request.user, year), request.GET.get("page"), PER_PAGE)
    context = {"page": page, "years": years, "year": year}
    return render(request, "content/newsletters/archive.html", context)


@login_not_required
@require_GET
def letter(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(Newsletter.objects.visible_to(request.user), pk=pk)
    context = {"letter": found, "pieces": pieces(found)}
    return render(request, "content/newsletters/letter.html", context)
