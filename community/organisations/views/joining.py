"""The way in: a first step after signing in, choosing an organisation, asking, being invited."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.organisations.forms import AskForm, PickForm
from community.organisations.middleware import CHOICE
from community.organisations.models import JoinRequest
from community.organisations.queries import (
    domain_is_known,
    invitations_for,
    joinable,
    open_requests_of,
)
from community.organisations.rules import has_administrator, is_member
from community.organisations.services import (
    accept_invitation,
    ask_to_join,
    invitation_for,
    withdraw,
)
from community.organisations.services.invitations import invitation_token
from community.organisations.views.acting import act, attempt, finish

PER_PAGE = 20
PENDING = "invitation"
"""The session key that keeps an invitation's link while one signs in or up."""


@require_GET
def start(request: Any) -> HttpResponse:
    """Where signing in leads: the open invitation, a place to choose, or the dashboard."""
    token = request.session.pop(PENDING, "")
    if token and invitation_for(token):
        return redirect("community:invitation", token)
    return redirect("community:dashboard" if request.memberships else "community:join")


@require_GET
def join(request: Any) -> HttpResponse:
    """Choose an organisation to belong to; what is typed filters at once."""
    form = PickForm(request.GET)
    found = joinable(form.data.get("zoek", "")[:80]).with_administrator_known()
    if form.is_valid() and form.cleaned_data["soort"]:
        found = found.filter(kind=form.cleaned_data["soort"])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "invitations": [(each, invitation_token(each)) for each in invitations_for(request.user)],
        "requests": open_requests_of(request.user),
        "own": {each.organisation_id for each in request.memberships},
    }
    return render(request, "community/organisations/join.html", context)


@require_http_methods(["GET", "POST"])
def join_ask(request: Any, pk: int) -> HttpResponse:
    organisation = get_object_or_404(joinable(), pk=pk)
    if is_member(request.user, organisation):
        return redirect("community:organisation")
    administered = has_administrator(organisation)
    form = AskForm(request.POST or None, organisation=organisation, has_administrator=administered)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(
            form, lambda: ask_to_join(user=request.user, organisation=organisation, **given)
        ):
            done = _("Uw aanvraag is verstuurd. U krijgt bericht zodra iemand beslist.")
            return finish(request, done=done, to="community:join")
    context = {
        "form": form,
        "organisation": organisation,
        "has_administrator": administered,
        "domain_known": domain_is_known(request.user, organisation),
    }
    return render(request, "community/organisations/join_ask.html", context)


@require_POST
def join_withdraw(request: Any, pk: int) -> HttpResponse:
    asked = get_object_or_404(JoinRequest.objects.filter(user=request.user), pk=pk)
    return act(
        request,
        lambda: withdraw(request=asked, user=request.user),
        done=_("Uw aanvraag is ingetrokken."),
        to="community:join",
    )


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: Any, token: str) -> HttpResponse:
    """Look at an invitation, sign in or up for it, and accept it."""
    found = invitation_for(token)
    if found is None:
        return render(request, "community/organisations/invitation_gone.html", status=404)
    if not request.user.is_authenticated:
        request.session[PENDING] = token
        # The link came by mail to this address, so it need not be proved once more.
        get_adapter(request).stash_verified_email(request, found.email)
        return render(request, "community/organisations/invitation.html", {"invitation": found})
    if request.method == "POST":
        return _accept(request, token)
    context = {"invitation": found, "member": is_member(request.user, found.organisation)}
    return render(request, "community/organisations/invitation.html", context)


def _accept(request: Any, token: str) -> HttpResponse:
    try:
        membership = accept_invitation(token=token, user=request.user)
    except ValidationError as refusal:
        if invitation_for(token) is None:
            return render(request, "community/organisations/invitation_gone.html", status=404)
        messages.error(request, " ".join(refusal.messages))
        return redirect("community:invitation", token)
    request.session.pop(PENDING, None)
    request.session[CHOICE] = membership.organisation_id
    done = _("Welkom bij {name}.").format(name=membership.organisation)
    return finish(request, done=done, to="community:dashboard")
