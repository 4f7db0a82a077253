"""For everybody: saying that something should not stand as it does."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.kit.pace import within_pace
from community.kit.pagination import paginate
from community.moderation.enums import ThingState
from community.moderation.forms import FlagForm, NoticeForm
from community.moderation.models import Flag
from community.moderation.queries import flags_by, label_of
from community.moderation.refusing import Refused
from community.moderation.services import flag, flag_as_visitor, withdraw_flag
from community.moderation.things import Thing, find, kinds

HOUR = 3600
NOTICES_AN_HOUR = 5
OPEN_TO_FLAG = (ThingState.SHOWN, ThingState.WAITING)


@require_http_methods(["GET", "POST"])
def flag_thing(request: Any, kind: str, pk: int) -> HttpResponse:
    thing = _readable(kind, pk, request.user)
    is_own = thing.author is not None and thing.author.pk == request.user.pk
    if is_own:
        raise Http404
    known = Flag.objects.open().of(kind, pk).filter(reporter=request.user).first()
    initial = {"reason": known.reason, "words": known.words} if known else {}
    form = FlagForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            flag(kind=kind, pk=pk, reporter=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("Dank u. Een moderator kijkt het na; u hoort wat er gebeurt.")
            )
            return redirect("community:my-flags")
    context = {
        "form": form, "thing": thing, "known": known, "label": label_of(kind),
        "disclosure": kinds.get(kind).disclosure,
    }  # fmt: skip
    return render(request, "community/moderation/flag.html", context)


@login_not_required
@require_http_methods(["GET", "POST"])
def report_illegal(request: Any, kind: str, pk: int) -> HttpResponse:
    """For who has no account, at what everybody may read."""
    if request.user.is_authenticated:
        return redirect("community:flag", kind, pk)
    thing = _readable(kind, pk, AnonymousUser())
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        visitor = request.META.get("REMOTE_ADDR", "")
        if within_pace(f"notice:{visitor}", most=NOTICES_AN_HOUR, seconds=HOUR):
            data = form.cleaned_data
            flag_as_visitor(
                kind=kind, pk=pk, name=data["name"], email=data["email"], words=data["words"]
            )
            return render(request, "community/moderation/report_thanks.html", {"thing": thing})
        form.add_error(None, _("U meldde al veel in korte tijd. Probeer het over een uur opnieuw."))
    context = {"form": form, "thing": thing, "label": label_of(kind)}
    return render(request, "community/moderation/report.html", context)


@require_GET
def my_flags(request: Any) -> HttpResponse:
    page = paginate(flags_by(request.user), request.GET.get("page"))
    return render(request, "community/moderation/my_flags.html", {"page": page})


@require_POST
def flag_withdraw(request: Any, pk: int) -> HttpResponse:
    found = get_object_or_404(Flag, pk=pk, reporter=request.user)
    if withdraw_flag(flag=found):
        messages.success(request, _("U nam uw signaal terug."))
    else:
        messages.info(request, _("Hierover is intussen beslist."))
    return redirect("community:my-flags")


def _readable(kind: str, pk: int, user: Any) -> Thing:
    thing = find(kind, pk, user)
    if thing is None or thing.state not in OPEN_TO_FLAG:
        raise Http404
    return thing
