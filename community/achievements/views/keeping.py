"""For editors: what there is to earn, by which rule, and giving by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.achievements.enums import SubjectKind
from community.achievements.forms import AchievementForm, GiveForm, ReasonForm, RuleForm, rule_form
from community.achievements.models import Achievement, Award
from community.achievements.previewing import preview
from community.achievements.queries import for_editors
from community.achievements.rules import may_define
from community.achievements.services import (
    Refused,
    activate,
    change_achievement,
    define_achievement,
    give,
    save_rule,
    stop,
    take_back,
)
from community.kit.access import requires
from community.kit.pagination import paginate

EVERYBODY = (SubjectKind.PERSON, SubjectKind.ORGANISATION)
HERE = "community:achievement-keep"


@requires(may_define)
@require_GET
def keep_all(request: Any) -> HttpResponse:
    page = paginate(for_editors(), request.GET.get("page"))
    return render(request, "community/achievements/keep_all.html", {"page": page})


@requires(may_define)
@require_GET
def keep(request: Any, pk: int) -> HttpResponse:
    """One achievement: the version that runs, what the one that waits would do, and who has it."""
    found = get_object_or_404(Achievement, pk=pk)
    versions = list(found.rules.select_related("achievement", "activated_by"))
    waiting = next((each for each in versions if each.is_draft), None)
    rows = found.awards.select_related("user", "organisation", "given_by", "rule")
    running = next((each for each in versions if not each.is_draft and not each.retired_at), None)
    context = {
        "achievement": found, "versions": versions, "waiting": waiting, "running": running,
        "preview": preview(waiting) if waiting is not None else None,
        "round": running.rounds.first() if running is not None else None,
        "page": paginate(rows, request.GET.get("page")),
    }  # fmt: skip
    return render(request, "community/achievements/keep.html", context)


@requires(may_define)
@require_http_methods(["GET", "POST"])
def define(request: Any) -> HttpResponse:
    form = AchievementForm(request.POST or None)
    rule = RuleForm(request.POST or None, kinds=EVERYBODY)
    if request.method == "POST" and all([form.is_valid(), rule.is_valid()]):
        try:
            made = define_achievement(actor=request.user, **rule.wishes(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Bewaard als ontwerp. Kijk na wie ze zou krijgen, en zet ze aan.")
            )
            return redirect(HERE, made.pk)
    return render(request, "community/achievements/define.html", {"form": form, "rule": rule})


@requires(may_define)
@require_http_methods(["GET", "POST"])
def change(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(Achievement, pk=pk)
    form = AchievementForm(request.POST or None, instance=get_object_or_404(Achievement, pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            change_achievement(achievement=found, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De prestatie is bewaard."))
            return redirect(HERE, pk)
    context = {"form": form, "achievement": found}
    return render(request, "community/achievements/define.html", context)


@requires(may_define)
@require_http_methods(["GET", "POST"])
def change_rule(request: Any, pk: int) -> HttpResponse:
    """The version that waits; of what runs a new one."""
    found = get_object_or_404(Achievement, pk=pk)
    form = rule_form(request.POST or None, kinds=(found.subject,), version=found.rules.first())
    if request.method == "POST" and form.is_valid():
        try:
            save_rule(achievement=found, actor=request.user, **form.wishes())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("De regel is bewaard. Hij telt pas als u hem aanzet."))
            return redirect(HERE, pk)
    context = {"rule": form, "achievement": found}
    return render(request, "community/achievements/define.html", context)


@require_POST
@requires(may_define)
def start(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(Achievement, pk=pk)
    try:
        activate(achievement=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Ze staat aan. Wie ze al verdiende, krijgt ze binnen enkele minuten.")
        )
    return redirect(HERE, pk)


@require_POST
@requires(may_define)
def end(request: Any, pk: int) -> HttpResponse:
    stop(achievement=get_object_or_404(Achievement, pk=pk), actor=request.user)
    messages.success(request, _("Gestopt. Wie ze heeft, behoudt ze."))
    return redirect(HERE, pk)


@requires(may_define)
@require_http_methods(["GET", "POST"])
def give_one(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(Achievement.objects.active(), pk=pk)
    form = GiveForm(request.POST or None, is_personal=found.is_personal)
    if request.method == "POST" and form.is_valid():
        try:
            give(achievement=found, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("to", str(refusal))
        else:
            messages.success(request, _("Gegeven. De ontvanger krijgt bericht."))
            return redirect(HERE, pk)
    context = {"form": form, "achievement": found}
    return render(request, "community/achievements/give.html", context)


@requires(may_define)
@require_http_methods(["GET", "POST"])
def take_one(request: Any, pk: UUID) -> HttpResponse:
    rows = Award.objects.standing().select_related("achievement", "user", "organisation")
    award = get_object_or_404(rows, pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_back(award=award, actor=request.user, **form.cleaned_data)
        messages.success(
            request, _("Teruggenomen. Een bewijs dat rondgaat, zegt dat vanaf nu ook.")
        )
        return redirect(HERE, award.achievement_id)
    context = {"form": form, "award": award, "achievement": award.achievement}
    return render(request, "community/achievements/give.html", context)
