"""The list of members, and one member as this reader may see him."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from community.kit import markdown
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.models import Membership
from community.profiles.forms import DirectoryForm
from community.profiles.queries import directory, functions_of, options, portrait, with_work
from community.profiles.rules import is_member, is_only_supplier, members_for


@requires(is_member)
@require_GET
def members(request: Any) -> HttpResponse:
    form = DirectoryForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    rows = directory(request.user, asked.get("q", ""))
    if asked.get("soort"):
        here = Membership.objects.current().filter(organisation__kind=asked["soort"])
        rows = rows.filter(pk__in=here.values("user"))
    page = paginate(with_work(rows), request.GET.get("page"), per_page=30)
    found = list(page)
    functions = functions_of(request.user, found)
    context = {
        "form": form, "page": page, "is_asked": any(asked.values()),
        "people": [(each, functions.get(each.pk, "")) for each in found],
        "is_supplier": is_only_supplier(request.user),
    }  # fmt: skip
    return render(request, "community/profiles/members.html", context)


@require_GET
def member(request: Any, pk: int) -> HttpResponse:
    """Composed by the slots `profile.actions` and `profile`: other rooms say what they know."""
    person = get_object_or_404(members_for(request.user), pk=pk)
    shown = portrait(request.user, person)
    context = {"person": shown, "bio": markdown.render(shown.bio) if shown.bio else ""}
    return render(request, "community/profiles/member.html", context)


@require_GET
def member_options(request: Any) -> HttpResponse:
    """What the combobox shows: members whom this person finds."""
    words = request.GET.get("q", "").replace("\0", "")[:160]
    context = {"found": options(request.user, words)}
    return render(request, "community/profiles/options.html", context)
