"""What one earned, what the own bestuur earned, and what there is to earn."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.achievements.enums import SubjectKind
from community.achievements.models import Achievement, Award, AwardChoice
from community.achievements.queries import (
    held_now,
    others_said,
    progress_of,
    steps,
    tallies_of,
)
from community.achievements.rules import (
    achievements_for,
    counts_for,
    may_choose_for,
    may_define,
    may_speak_for,
    own_awards,
)
from community.achievements.services import NoBadge, choose_showing, issue_badge
from community.achievements.weighing import span_at


@require_GET
def mine(request: Any) -> HttpResponse:
    rows = list(Award.objects.of_person(request.user).select_related("achievement"))
    return _page(request, SubjectKind.PERSON, request.user, rows, may_choose=True)


@require_GET
def government(request: Any) -> HttpResponse:
    """Of the bestuur one works for now."""
    here = request.organisation
    if not counts_for(here):
        return redirect("community:achievements")
    rows = list(Award.objects.of(here).select_related("achievement"))
    return _page(
        request, SubjectKind.ORGANISATION, here, rows, may_choose=may_choose_for(request.user, here)
    )


def _page(
    request: Any, kind: str, owner: Any, awards: list[Award], *, may_choose: bool
) -> HttpResponse:
    column = "user" if kind == SubjectKind.PERSON else "organisation"
    context = {
        "kind": kind, "owner": owner, "may_choose": may_choose,
        "awards": [each for each in awards if each.is_standing],
        "past": [each for each in awards if not each.is_standing],
        "progress": progress_of(kind, owner.pk, besides=held_now(awards)),
        "hides": AwardChoice.objects.filter(**{column: owner.pk}, hides=True).exists(),
        "may_define": may_define(request.user),
    }  # fmt: skip
    return render(request, "community/achievements/mine.html", context)


@require_GET
def achievement(request: Any, pk: int) -> HttpResponse:
    """What it recognises, what it asks, and how far one is."""
    found = get_object_or_404(achievements_for(request.user), pk=pk)
    rows = own_awards(request.user).filter(achievement=found)
    awards = list(rows.select_related("organisation", "user", "rule", "badge"))
    rule = found.rules.filter(activated_at__isnull=False, retired_at=None).first()
    for each in awards:
        each.speaks = may_speak_for(request.user, each)  # type: ignore[attr-defined]
    context = {
        "achievement": found, "awards": awards, "rule": rule, "others": others_said(found),
        "steps": _steps(request, found, rule), "may_define": may_define(request.user),
    }  # fmt: skip
    return render(request, "community/achievements/achievement.html", context)


def _steps(request: Any, found: Achievement, rule: Any) -> list[Any]:
    """How far this person, or the bestuur he works for now, is; nothing when it cannot be earned."""
    subject = request.user if found.is_personal else request.organisation
    if rule is None or not found.is_active or (not found.is_personal and not counts_for(subject)):
        return []
    now, parsed = timezone.now(), rule.parsed
    tallies = tallies_of([parsed], [subject.pk], now)[subject.pk]
    return steps(parsed, tallies, now, span_at(found.period, now))


@require_POST
def show_mine(request: Any) -> HttpResponse:
    hides = request.POST.get("tonen") == "nee"
    choose_showing(owner=request.user, hides=hides, actor=request.user)
    _say(request, hides=hides)
    return redirect("community:achievements")


@require_POST
def show_government(request: Any) -> HttpResponse:
    here = request.organisation
    if not may_choose_for(request.user, here):
        raise PermissionDenied
    hides = request.POST.get("tonen") == "nee"
    choose_showing(owner=here, hides=hides, actor=request.user)
    _say(request, hides=hides)
    return redirect("community:achievements-government")


def _say(request: Any, *, hides: bool) -> None:
    said = (
        _("Anderen zien deze prestaties niet meer.")
        if hides
        else _("Anderen zien deze prestaties.")
    )
    messages.success(request, said)


@require_POST
def badge_ask(request: Any, pk: UUID) -> HttpResponse:
    """Only now something is signed: whoever asks nothing has nothing out in the world."""
    award = get_object_or_404(own_awards(request.user).select_related("organisation"), pk=pk)
    if not may_speak_for(request.user, award):
        raise PermissionDenied
    try:
        made = issue_badge(award=award, actor=request.user)
    except NoBadge as refusal:
        messages.warning(request, str(refusal))
        return redirect("community:achievement", award.achievement_id)
    messages.success(
        request, _("Uw bewijs is klaar. Deel het adres van deze pagina, of download het.")
    )
    return redirect("community:award-proof", made.pk)
