"""What one says of oneself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.experts.enums import Sharing
from community.experts.forms import ProfileForm, SkillForm
from community.experts.models import ExpertProfile, MemberSkill
from community.experts.queries.skills import shown_skills
from community.experts.rules import is_member
from community.experts.services import drop_skill, keep_profile, keep_skill
from community.experts.services.values import Refused
from community.kit.access import requires
from community.organisations.rules import current_memberships


@requires(is_member)
@require_http_methods(["GET", "POST"])
def my_skills(request: Any) -> HttpResponse:
    """One's skills, and below them how one lets oneself be asked."""
    profile = ExpertProfile.objects.filter(pk=request.user.pk).first()
    mine = [each.organisation for each in current_memberships(request.user)]
    begin = {"languages": ["nl"], "organisation": request.organisation}
    form = ProfileForm(
        request.POST or None, instance=profile, organisations=mine,
        initial=begin if profile is None else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        keep_profile(user=request.user, **form.wishes())
        messages.success(request, _("Bewaard. Zo mag men u vragen."))
        return redirect("community:my-skills")
    skills = shown_skills(request.user, [request.user.pk]).get(request.user.pk, [])
    told = [each for each in skills if each.row.shared == Sharing.MEMBERS]
    context = {"skills": skills, "told": len(told), "form": form, "profile": profile, "tab": "mijn"}
    return render(request, "community/experts/mine.html", context)


@requires(is_member)
@require_http_methods(["GET", "POST"])
def my_skill_add(request: Any) -> HttpResponse:
    form = SkillForm(request.POST or None)
    return _keep(request, form)


@requires(is_member)
@require_http_methods(["GET", "POST"])
def my_skill(request: Any, pk: int) -> HttpResponse:
    rows = MemberSkill.objects.filter(user=request.user).select_related("skill")
    row = get_object_or_404(rows, pk=pk)
    return _keep(request, SkillForm(request.POST or None, instance=row), row)


def _keep(request: Any, form: SkillForm, row: MemberSkill | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        skill = row.skill if row is not None else form.cleaned_data["skill"]
        facts = {name: form.cleaned_data[name] for name in ("level", "shared", "evidence")}
        try:
            keep_skill(user=request.user, skill=skill, **facts)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Bewaard: %(name)s.") % {"name": skill.name})
            return redirect("community:my-skills")
    return render(request, "community/experts/skill.html", {"form": form, "row": row})


@require_POST
def my_skill_drop(request: Any, pk: int) -> HttpResponse:
    row = get_object_or_404(MemberSkill.objects.select_related("skill"), pk=pk, user=request.user)
    drop_skill(row=row, actor=request.user)
    messages.success(request, _("%(name)s is weg.") % {"name": row.skill.name})
    return redirect("community:my-skills")
