"""Finding people who know, and writing to them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.accounts.models import User
from community.experts.forms import ContactForm, DirectoryForm, VerifyForm
from community.experts.models import ExpertProfile
from community.experts.queries.directory import find_experts, rows_of
from community.experts.queries.skills import find_skills, shown_skills
from community.experts.rules import (
    colleague_of,
    experts_for,
    is_member,
    may_ask_directly,
    skills_for,
)
from community.experts.services import ask_expert, endorse, take_back, verify
from community.experts.services.values import Refused
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.rules import is_editor


@requires(is_member)
@require_GET
def experts(request: Any) -> HttpResponse:
    form = DirectoryForm(request.GET or None)
    wish = form.wish()
    page = paginate(find_experts(request.user, wish), request.GET.get("page"), per_page=20)
    context = {
        "form": form, "page": page, "rows": rows_of(request.user, list(page), wish["skill"]),
        "is_chosen": any(wish.values()), "skill": wish["skill"], "tab": "experts",
    }  # fmt: skip
    return render(request, "community/experts/directory.html", context)


@requires(is_member)
@require_GET
def skill_options(request: Any) -> HttpResponse:
    """What the combobox shows: skills by any of their words."""
    found = find_skills(request.GET.get("q", "")[:160])
    return render(request, "community/experts/options.html", {"found": found})


@requires(is_member)
@require_GET
def expert(request: Any, pk: int) -> HttpResponse:
    """One person's skills as this reader sees them; nothing to see is nobody there."""
    person = get_object_or_404(User, pk=pk, is_active=True)
    profile = ExpertProfile.objects.filter(pk=pk).select_related("organisation").first()
    told = profile if experts_for(request.user).filter(pk=pk).exists() else None
    skills = shown_skills(request.user, [pk]).get(pk, [])
    if not skills and told is None and person != request.user:
        raise Http404
    works_together = skills_for(request.user).filter(colleague_of(request.user), user=pk).exists()
    context = {
        "person": person, "profile": told, "skills": skills, "is_self": person == request.user,
        "may_confirm": works_together and person != request.user,
        "may_ask": told is not None and may_ask_directly(request.user, told),
        "may_verify": profile is not None and is_editor(request.user) and person != request.user,
    }  # fmt: skip
    return render(request, "community/experts/expert.html", context)


@requires(is_member)
@require_http_methods(["GET", "POST"])
def expert_ask(request: Any, pk: int) -> HttpResponse:
    profile = get_object_or_404(
        experts_for(request.user).select_related("user", "organisation"), pk=pk
    )
    if not may_ask_directly(request.user, profile):
        raise Http404
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = ask_expert(profile=profile, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Uw bericht is verstuurd. U leest het antwoord hier."))
            return redirect("community:conversation", made.pk)
    context = {"person": profile.user, "profile": profile, "form": form}
    return render(request, "community/experts/ask_expert.html", context)


@require_POST
def skill_endorse(request: Any, pk: int) -> HttpResponse:
    """Confirm a colleague's skill, or take that back with `doe=terug`."""
    row = get_object_or_404(skills_for(request.user).select_related("skill"), pk=pk)
    try:
        if request.POST.get("doe") == "terug":
            take_back(row=row, by=request.user)
            messages.success(request, _("Uw bevestiging is weg."))
        else:
            endorse(row=row, by=request.user)
            messages.success(request, _("U bevestigde deze vaardigheid."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("community:expert", row.user_id)


@requires(is_editor)
@require_http_methods(["GET", "POST"])
def expert_verify(request: Any, pk: int) -> HttpResponse:
    # Who lets nobody ask him is no expert to anybody, unless he was called one before.
    open_or_verified = ExpertProfile.objects.filter(
        Q(may_be_asked=True) | Q(verified_at__isnull=False)
    )
    profile = get_object_or_404(open_or_verified.select_related("user"), pk=pk)
    form = VerifyForm(request.POST or None, initial={"reason": profile.verified_reason})
    if request.method == "POST" and form.is_valid():
        try:
            held = verify(profile=profile, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = (
                _("Erkend als expert.") if held.is_verified else _("De erkenning is ingetrokken.")
            )
            messages.success(request, said)
            seen = experts_for(request.user).filter(pk=pk).exists()
            return redirect("community:expert", pk) if seen else redirect("community:experts")
    context = {"person": profile.user, "profile": profile, "form": form}
    return render(request, "community/experts/verify.html", context)
