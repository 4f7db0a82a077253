from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.accounts.models import User
from community.accounts.naming import shown_name
from community.conversations.models import Participant
from community.conversations.queries import blocked_by
from community.conversations.services import block, unblock
from community.profiles.rules import members_for


@require_GET
def blocked(request: Any) -> HttpResponse:
    rows = blocked_by(request.user)
    return render(request, "community/conversations/blocked.html", {"rows": rows})


@require_POST
def block_person(request: Any, pk: int) -> HttpResponse:
    """Somebody whom one finds, or with whom one ever was in a conversation."""
    talks = Participant.objects.filter(user=request.user).values("conversation")
    met = User.objects.filter(
        pk__in=Participant.objects.filter(conversation__in=talks).values("user")
    )
    known = (met | User.objects.filter(pk__in=members_for(request.user).values("pk"))).distinct()
    person = get_object_or_404(known.exclude(pk=request.user.pk), pk=pk)
    block(user=request.user, other=person)
    text = _("U krijgt niets meer van %(name)s. Dat wordt niet gezegd.")
    messages.success(request, text % {"name": shown_name(person)})
    return redirect("community:blocked")


@require_POST
def unblock_person(request: Any, pk: int) -> HttpResponse:
    rows = User.objects.filter(pk__in=[each.blocked_id for each in blocked_by(request.user)])
    person = get_object_or_404(rows, pk=pk)
    unblock(user=request.user, other=person)
    messages.success(request, _("%(name)s kan u weer schrijven.") % {"name": shown_name(person)})
    return redirect("community:blocked")
