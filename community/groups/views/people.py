"""Who is in a group, who wants in and who is asked in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.groups.enums import GroupRole
from community.groups.forms import InviteForm, ReasonForm
from community.groups.models import Group, GroupMembership, GroupRequest
from community.groups.queries import members_in, open_invitations, open_requests
from community.groups.rules import groups_for, is_inside, is_leader, led_by, may_appoint
from community.groups.services import Refused, decide, invite, make_leader, make_member, remove
from community.kit.pagination import paginate
from community.organisations.models import Membership


@require_GET
def group_members(request: Any, pk: int) -> HttpResponse:
    return _show(request, _readable(request, pk), InviteForm(viewer=request.user))


def _readable(request: Any, pk: int) -> Group:
    """For who is in it; for an editor too while nobody leads it, so that he appoints somebody."""
    group: Group = get_object_or_404(groups_for(request.user), pk=pk)
    if not is_inside(request.user, group) and not may_appoint(request.user, group):
        raise Http404
    return group


def _show(request: Any, group: Group, form: InviteForm) -> HttpResponse:
    page = paginate(members_in(group), request.GET.get("page"), per_page=30)
    leads = is_leader(request.user, group)
    work = _work_of(each.user_id for each in page)
    context = {
        "group": group, "page": page, "leads": leads, "form": form,
        "people": [(each, work.get(each.user_id)) for each in page],
        "may_appoint": may_appoint(request.user, group),
        "asked": list(open_requests(group)[:50]) if leads else (),
        "invited": list(open_invitations(group, request.user)[:50]) if leads else (),
        "reason_form": ReasonForm(),
    }  # fmt: skip
    return render(request, "community/groups/members.html", context)


def _work_of(users: Any) -> dict[int, Any]:
    """By key, the organisation that each works for longest."""
    rows = Membership.objects.current().filter(user__in=list(users)).select_related("organisation")
    found: dict[int, Any] = {}
    for each in rows.order_by("joined_at", "pk"):
        found.setdefault(each.user_id, each.organisation)
    return found


@require_POST
def group_invite(request: Any, pk: int) -> HttpResponse:
    group = get_object_or_404(led_by(request.user), pk=pk)
    form = InviteForm(request.POST, viewer=request.user)
    if not form.is_valid():
        return _show(request, group, form)
    try:
        invite(group=group, user=form.person(), actor=request.user)
    except Refused as refusal:
        # By address nothing is told of who has an account.
        if form.cleaned_data.get("member") or refusal.field:
            form.add_error("member", str(refusal))
            return _show(request, group, form)
    messages.success(request, _("Is dit iemand die erbij kan, dan kreeg die nu een uitnodiging."))
    return redirect("community:group-members", pk)


@require_POST
def request_decide(request: Any, pk: int) -> HttpResponse:
    rows = GroupRequest.objects.filter(group__in=led_by(request.user)).select_related("group")
    found = get_object_or_404(rows.select_related("user"), pk=pk)
    let = request.POST.get("antwoord") == "ja"
    reason = request.POST.get("reason", "").replace("\0", "")[:500]
    try:
        is_first = decide(request=found, actor=request.user, let=let, reason=reason)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        if is_first:
            messages.success(request, _("Beslist. De persoon krijgt bericht."))
        else:
            messages.info(request, _("Hierover is intussen beslist."))
    return redirect("community:group-members", found.group_id)


@require_POST
def member_role(request: Any, pk: int) -> HttpResponse:
    found = _membership(request, pk)
    wish = request.POST.get("rol", "")
    try:
        if wish == GroupRole.LEADER:
            make_leader(membership=found, actor=request.user)
        else:
            make_member(membership=found, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("De rol is bewaard."))
    return redirect("community:group-members", found.group_id)


def _membership(request: Any, pk: int) -> GroupMembership:
    """In a group whose people this person may change; any other is not there."""
    rows = GroupMembership.objects.current().select_related("group", "user")
    found: GroupMembership = get_object_or_404(
        rows.filter(group__in=groups_for(request.user)), pk=pk
    )
    if not may_appoint(request.user, found.group):
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
def member_remove(request: Any, pk: int) -> HttpResponse:
    rows = GroupMembership.objects.current().filter(group__in=led_by(request.user))
    found = get_object_or_404(rows.select_related("group", "user"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            remove(membership=found, actor=request.user, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Die persoon zit niet meer in de groep en leest waarom."))
            return redirect("community:group-members", found.group_id)
    return render(request, "community/groups/remove.html", {"form": form, "member": found})
