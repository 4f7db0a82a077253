"""The skills a bestuur needs beside those it has; and those of many together."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.experts.charts import gaps_chart, region_chart
from community.experts.enums import ENOUGH
from community.experts.forms import NeedForm, RegionForm, SizeForm
from community.experts.helps import suggestions
from community.experts.models import SkillNeed
from community.experts.queries.mapping import gaps_of, regional, widest
from community.experts.rules import government_of, is_member, may_say_needs
from community.experts.services import begin_needs, drop_need, keep_need
from community.experts.services.values import Refused
from community.kit.access import requires
from community.kit.pagination import paginate
from community.profiles.rules import counts_as_government


@requires(is_member)
@require_GET
def skill_map(request: Any) -> HttpResponse:
    """Of the bestuur that one works as now, for its own people alone."""
    here = government_of(request)
    if here is None:
        return redirect("community:skill-region")
    gaps = gaps_of(here)
    lacking = [each for each in gaps if each.missing]
    page = paginate(gaps, request.GET.get("page"), per_page=25)
    found = suggestions(request, [each.need.skill for each in page if each.missing])
    rows = [(each, found.get(each.need.skill_id, ())) for each in page]
    context = {
        "organisation": here, "page": page, "rows": rows, "lacking": len(lacking),
        "chart": gaps_chart(widest(gaps)), "may_change": may_say_needs(request), "tab": "kaart",
        "size": SizeForm(),
    }  # fmt: skip
    return render(request, "community/experts/map.html", context)


def _demand(request: Any) -> Any:
    here = government_of(request)
    if here is None:
        raise Http404
    if not may_say_needs(request):
        raise PermissionDenied
    return here


@require_http_methods(["GET", "POST"])
def skill_needs(request: Any) -> HttpResponse:
    """What the bestuur wants to have at hand: each line, and one to add."""
    here = _demand(request)
    form = NeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            keep_need(organisation=here, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Bewaard."))
            return redirect("community:skill-needs")
    rows = SkillNeed.objects.of(here).select_related("skill")
    page = paginate(rows, request.GET.get("page"), per_page=25)
    return render(request, "community/experts/needs.html", {"page": page, "form": form})


@require_POST
def skill_needs_begin(request: Any) -> HttpResponse:
    here, form = _demand(request), SizeForm(request.POST)
    if form.is_valid():
        begin_needs(organisation=here, actor=request.user, size=form.cleaned_data["size"])
        messages.success(request, _("Dit is een begin. Pas aan wat voor uw bestuur anders is."))
        return redirect("community:skill-needs")
    messages.error(request, _("Kies een grootte."))
    return redirect("community:skill-map")


@require_POST
def skill_need_drop(request: Any, pk: int) -> HttpResponse:
    here = _demand(request)
    row = get_object_or_404(SkillNeed.objects.of(here).select_related("skill"), pk=pk)
    drop_need(row=row, actor=request.user)
    messages.success(request, _("%(name)s is van de lijst.") % {"name": row.skill.name})
    return redirect("community:skill-needs")


@requires(counts_as_government)
@require_GET
def skill_region(request: Any) -> HttpResponse:
    """Of many besturen together: never of fewer than five."""
    form = RegionForm(request.GET or None)
    region = form.cleaned_data["provincie"] if form.is_valid() else ""
    rows = regional(region)
    page = paginate(rows, request.GET.get("page"), per_page=25)
    context = {
        "form": form, "region": region, "page": page, "enough": ENOUGH, "tab": "vlaanderen",
        "chart": region_chart(rows[:10]), "has_own": government_of(request) is not None,
    }  # fmt: skip
    return render(request, "community/experts/region.html", context)
