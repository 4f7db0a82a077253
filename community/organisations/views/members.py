"""The current organisation: its members, their roles, its invitations and mail domains."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.kit.pagination import paginate
from community.organisations.enums import Role
from community.organisations.forms import DomainForm, InviteForm, RolesForm
from community.organisations.middleware import CHOICE
from community.organisations.models import (
    Invitation,
    JoinRequest,
    MailDomain,
    Membership,
    Organisation,
)
from community.organisations.queries import members_of
from community.organisations.rules import may_manage_members
from community.organisations.services import (
    add_mail_domain,
    change_roles,
    invite,
    leave,
    remove_mail_domain,
    remove_member,
    revoke_invitation,
)
from community.organisations.views.acting import act, attempt, finish, managed_organisation

PER_PAGE = 25
SORTS = {
    "naam": ("user__last_name", "user__first_name", "user__email"),
    "-naam": ("-user__last_name", "-user__first_name", "-user__email"),
    "sinds": ("joined_at", "pk"),
    "-sinds": ("-joined_at", "-pk"),
}


@require_GET
def organisation(request: Any) -> HttpResponse:
    here: Organisation | None = request.organisation
    if here is None:
        return redirect("community:join")
    order = SORTS.get(request.GET.get("sort", ""), SORTS["naam"])
    page = paginate(members_of(here).order_by(*order), request.GET.get("page"), PER_PAGE)
    manages = may_manage_members(request.user, here)
    context = {
        "organisation": here,
        "page": page,
        "manages": manages,
        "leave_fields": {"membership": request.membership.pk},
    }
    if manages:
        context |= _for_administrators(request, here)
    return render(request, "community/organisations/organisation.html", context)


def _for_administrators(request: Any, here: Organisation) -> dict[str, Any]:
    asked = JoinRequest.objects.of(here).open().select_related("user", "organisation")
    invited = Invitation.objects.of(here).waiting().select_related("invited_by")
    return {
        "requests": paginate(asked, request.GET.get("aanvragen"), PER_PAGE),
        "invitations": paginate(invited, request.GET.get("uitnodigingen"), PER_PAGE),
        "domains": MailDomain.objects.filter(organisation=here).order_by("domain"),
        "domain_form": DomainForm(),
    }


def member_roles(request: Any, pk: int) -> HttpResponse:
    """Choose the roles of one member."""
    here = managed_organisation(request)
    membership = get_object_or_404(members_of(here), pk=pk)
    form = RolesForm(request.POST or None, organisation=here, initial={"roles": membership.roles})
    if request.method == "POST" and form.is_valid():
        roles = form.cleaned_data["roles"]
        if attempt(form, lambda: change_roles(membership=membership, roles=roles, by=request.user)):
            done = _("De rollen van {name} zijn bewaard.").format(name=membership.user)
            return finish(request, done=done)
    context = {"form": form, "membership": membership}
    return render(request, "community/organisations/member_roles.html", context)


@require_POST
def member_remove(request: Any, pk: int) -> HttpResponse:
    here = managed_organisation(request)
    membership = get_object_or_404(Membership.objects.of(here).current(), pk=pk)
    return act(
        request,
        lambda: remove_member(membership=membership, by=request.user),
        done=_("{name} is geen lid meer.").format(name=membership.user),
    )


@require_POST
def organisation_leave(request: Any) -> HttpResponse:
    own = {str(each.pk): each for each in request.memberships}
    membership = own.get(request.POST.get("membership", ""))
    if membership is None:
        raise Http404
    return act(
        request,
        lambda: leave(membership=membership),
        done=_("U bent geen lid meer van {name}.").format(name=membership.organisation),
        to="community:start",
        refused_to="community:organisation",
    )


def invite_member(request: Any) -> HttpResponse:
    here = managed_organisation(request)
    form = InviteForm(
        request.POST or None, organisation=here, initial={"roles": [_usual_role(here)]}
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: invite(organisation=here, by=request.user, **given)):
            done = _("De uitnodiging is verstuurd naar {email}.").format(email=given["email"])
            return finish(request, done=done)
    context = {"form": form, "organisation": here}
    return render(request, "community/organisations/invite.html", context)


def _usual_role(here: Organisation) -> str:
    choices = [choice[0] for choice in RolesForm(organisation=here).fields["roles"].choices]  # type: ignore[attr-defined]
    return str(Role.STAFF if Role.STAFF in choices else choices[-1])


@require_POST
def invitation_revoke(request: Any, pk: int) -> HttpResponse:
    here = managed_organisation(request)
    invitation = get_object_or_404(Invitation.objects.of(here), pk=pk)
    return act(
        request,
        lambda: revoke_invitation(invitation=invitation, by=request.user),
        done=_("De uitnodiging is ingetrokken."),
    )


@require_POST
def domain_add(request: Any) -> HttpResponse:
    here = managed_organisation(request)
    domain = request.POST.get("domain", "")
    return act(
        request,
        lambda: add_mail_domain(organisation=here, domain=domain, by=request.user),
        done=_("Het maildomein is toegevoegd."),
    )


@require_POST
def domain_remove(request: Any, pk: int) -> HttpResponse:
    here = managed_organisation(request)
    domain = get_object_or_404(MailDomain.objects.filter(organisation=here), pk=pk)
    return act(
        request,
        lambda: remove_mail_domain(domain=domain, by=request.user),
        done=_("Het maildomein is verwijderd."),
    )


@require_POST
def switch_organisation(request: Any) -> HttpResponse:
    """Work for another of one's own organisations from now on."""
    wanted = request.POST.get("organisation", "")
    own = {str(each.organisation_id): each for each in request.memberships}
    membership = own.get(wanted)
    if membership is None:
        raise Http404
    request.session[CHOICE] = membership.organisation_id
    done = _("U werkt nu voor {name}.").format(name=membership.organisation)
    return finish(request, done=done, to="community:dashboard")
