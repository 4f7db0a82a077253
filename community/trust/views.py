"""One's own level, the house rules, and where editors give levels."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.accounts.models import User
from community.kit.access import requires
from community.kit.pagination import paginate
from community.trust.enums import Level
from community.trust.forms import LevelForm, SearchForm
from community.trust.houserules import ARTICLES, HANDLING, VERSION
from community.trust.models import Standing
from community.trust.queries import level_of
from community.trust.reading import has_read_rules, level_page, people, with_levels
from community.trust.rights import lines_of
from community.trust.rules import may_assign, may_assign_to
from community.trust.services import hand_back, read_rules, set_level


@require_GET
def my_level(request: Any) -> HttpResponse:
    mine = level_page(request.user)
    table = [(each, lines_of(each)) for each in Level]
    context = {"mine": mine, "table": table}
    return render(request, "community/trust/my_level.html", context)


@login_not_required
@require_GET
def house_rules(request: Any) -> HttpResponse:
    """Also for visitors: terms by which we moderate are public (DSA, art. 14)."""
    context = {
        "articles": ARTICLES, "handling": HANDLING, "version": VERSION,
        "has_read": has_read_rules(request.user),
        "shell": "base.html" if request.user.is_authenticated else "base_public.html",
    }  # fmt: skip
    return render(request, "community/trust/house_rules.html", context)


@require_POST
def house_rules_read(request: Any) -> HttpResponse:
    read_rules(user=request.user)
    messages.success(request, _("Genoteerd: u las de huisregels."))
    return redirect("community:my-level")


@require_GET
@requires(may_assign)
def level_list(request: Any) -> HttpResponse:
    form = SearchForm(request.GET)
    wishes = form.wishes()
    found = people(wishes.get("q", ""), wishes.get("niveau", ""))
    page = paginate(found, request.GET.get("page"))
    context = {
        "form": form, "page": page, "rows": with_levels(list(page.object_list)),
        "is_filtered": any(wishes.values()),
    }  # fmt: skip
    return render(request, "community/trust/levels.html", context)


@require_http_methods(["GET", "POST"])
@requires(may_assign)
def level_edit(request: Any, pk: int) -> HttpResponse:
    """Give a level with a reason, or hand it back to what the person does."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    if not may_assign_to(request.user, person):
        raise Http404
    standing = Standing.objects.filter(user=person).first()
    initial = {"level": level_of(person), "reason": standing.reason if standing else ""}
    form = LevelForm(request.POST or None, initial=initial)
    if request.method == "POST" and "terug" in request.POST:
        hand_back(user=person, editor=request.user)
        messages.success(request, _("Het niveau volgt weer uit wat deze persoon doet."))
        return redirect("community:level-list")
    if request.method == "POST" and form.is_valid():
        set_level(user=person, editor=request.user, **form.cleaned_data)
        messages.success(request, _("Het niveau is toegekend. De persoon krijgt bericht."))
        return redirect("community:level-list")
    context = {"form": form, "person": person, "standing": standing, "level": level_of(person)}
    return render(request, "community/trust/level_form.html", context)
