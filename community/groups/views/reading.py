"""Which groups there are, and what happens in one."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from community.groups.forms import AskForm, GroupFilterForm
from community.groups.models import GroupInvitation
from community.groups.queries import (
    announcements_in,
    invitations_of,
    leaders_in,
    offered_circles,
    open_requests,
    other_groups,
    own_groups,
    own_request,
    shaped,
)
from community.groups.rules import fits, groups_for, may_end, may_start
from community.groups.services import visited
from community.kit import markdown
from community.kit.access import requires
from community.kit.pagination import paginate
from community.organisations.rules import current_memberships, is_platform_admin


def takes_part(user: Any) -> bool:
    return bool(current_memberships(user))


@requires(takes_part)
@require_GET
def groups(request: Any) -> HttpResponse:
    """One's own first, then what is offered to who works where he works, then all others."""
    form = GroupFilterForm(request.GET)
    circles = list(offered_circles(request.user))
    others = form.narrow(other_groups(request.user))
    page = paginate(others, request.GET.get("page"), per_page=20)
    context = {
        "form": form, "page": page, "mine": list(own_groups(request.user)[:100]),
        "circles": circles, "invitations": list(invitations_of(request.user)[:20]),
        "may_start": may_start(request.user), "is_admin": is_platform_admin(request.user),
        "is_asked": any(request.GET.get(each) for each in ("q", "soort", "provincie")),
    }  # fmt: skip
    return render(request, "community/groups/groups.html", context)


@require_GET
def group(request: Any, pk: int) -> HttpResponse:
    return show(request, pk, AskForm())


def show(request: Any, pk: int, ask_form: AskForm) -> HttpResponse:
    """Who is in it sees what came since his last visit; who is not sees what it is and how to come in."""
    found = get_object_or_404(shaped(groups_for(request.user), request.user), pk=pk)
    found.since = visited(group=found, user=request.user)
    inside = found.role is not None
    leads = found.role == "trekker" and not found.is_ended
    context = {
        "group": found, "inside": inside, "leads": leads, "leaders": leaders_in(found),
        "description": markdown.render(found.told_description), "ask_form": ask_form,
        "waiting": open_requests(found).count() if leads else 0,
        "announcements": _announced(found) if inside else (),
        "may_end": may_end(request.user, found),
    }  # fmt: skip
    if not inside:
        rows = GroupInvitation.objects.open().filter(group=found, user=request.user)
        context |= {
            "invitation": rows.first(), "asked": own_request(found, request.user),
            "fits": fits(request.user, found),
        }  # fmt: skip
    return render(request, "community/groups/group.html", context)


def _announced(found: Any) -> list[tuple[Any, str]]:
    return [(each, markdown.render(each.text)) for each in announcements_in(found)[:3]]
