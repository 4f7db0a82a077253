from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community.conversations.forms import BeginForm, WriteForm
from community.conversations.models import Participant
from community.conversations.queries import own_place
from community.conversations.services import (
    Refused,
    archive,
    leave,
    start_conversation,
    take_out,
    write,
)
from community.conversations.views.reading import show
from community.kit.access import requires
from community.profiles.rules import is_member, members_for


@requires(is_member)
@require_http_methods(["GET", "POST"])
def message_new(request: Any) -> HttpResponse:
    form = BeginForm(request.POST or None, viewer=request.user, initial=_asked(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = start_conversation(
                starter=request.user, recipients=form.people(),
                subject=form.cleaned_data["subject"], source=form.cleaned_data["source"],
                submission=form.cleaned_data["submission"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("Uw bericht is verstuurd."))
            return redirect("community:conversation", made.pk)
    return render(request, "community/conversations/new.html", {"form": form})


def _asked(request: Any) -> dict[str, Any]:
    """To whom, when one came from a profile."""
    key = request.GET.get("aan", "")
    if not key.isdecimal() or len(key) > 18:
        return {}
    person = members_for(request.user).filter(pk=int(key)).exclude(pk=request.user.pk).first()
    return {"to": person} if person is not None else {}


@require_POST
def message_write(request: Any, pk: int) -> HttpResponse:
    place = _place(request, pk)
    form = WriteForm(request.POST)
    if form.is_valid():
        try:
            made = write(
                conversation=place.conversation, author=request.user,
                source=form.cleaned_data["source"], submission=form.cleaned_data["submission"],
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("source", str(refusal))
        else:
            response = redirect("community:conversation", pk)
            response["Location"] += f"#bericht-{made.number}"
            return response
    return show(request, place, form)


@require_POST
def conversation_archive(request: Any, pk: int) -> HttpResponse:
    talk = _place(request, pk).conversation
    if request.POST.get("wens") == "terug":
        take_out(conversation=talk, user=request.user)
        messages.success(request, _("Het gesprek staat weer bij uw berichten."))
        return redirect("community:conversation", pk)
    archive(conversation=talk, user=request.user)
    messages.success(request, _("Opgeborgen. Schrijft iemand opnieuw, dan komt het terug."))
    return redirect("community:conversations")


@require_POST
def conversation_leave(request: Any, pk: int) -> HttpResponse:
    leave(conversation=_place(request, pk).conversation, user=request.user)
    messages.success(request, _("U hebt het gesprek verlaten."))
    return redirect("community:conversations")


def _place(request: Any, pk: int) -> Participant:
    place = own_place(request.user, pk)
    if place is None:
        raise Http404
    return place
