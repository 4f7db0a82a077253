"""What tiles of the overview count for a person, all of it by one question a request."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from community.achievements.models import Award
from community.contests.rules import contests_for
from community.conversations.rules import conversations_of
from community.experts.models import HelpMatch, HelpRequest
from community.experts.queries.directory import open_for_skills
from community.experts.rules import requests_for
from community.groups.models import Group
from community.kit.counting import counted
from community.moderation.queries import waiting as reviews
from community.offers.enums import OfferState
from community.offers.models import ServiceOffer
from community.organisations.models import JoinRequest, Membership
from community.organisations.rules import is_editor, is_helpdesk
from community.trust.models import Standing
from community.trust.reading import rules_read


def counts_of(request: Any) -> dict[str, Any]:
    """By name how many there are; what is 0 needs no question of its own. `level`: see `level_at`."""
    if not hasattr(request, "community_counts"):
        request.community_counts = counted(_rows(request))
    found: dict[str, Any] = request.community_counts
    return found


def _rows(request: Any) -> dict[str, Any]:
    user = request.user
    # Counted apart: it joins, and a request may fit by two skills.
    fitting = open_for_skills(user, requests_for(user)).order_by().values("pk")
    rows: dict[str, Any] = {
        "bell": user.notifications.unread(),
        "messages": conversations_of(user).unread(),
        "groups": Group.objects.running().with_member(user),
        "help for me": HelpRequest.objects.filter(pk__in=fitting),
        "help asked": HelpMatch.objects.waiting().filter(user=user.pk),
        "contests": contests_for(user).running(),
        "awards": Award.objects.of_person(user).valid(),
        "rules": rules_read(user),
        "level": (Standing.objects.filter(user=user.pk), Max("level")),
    }  # fmt: skip
    if request.organisation is not None:
        rows["members"] = Membership.objects.of(request.organisation).current()
    if is_editor(user):
        rows["reviews"] = reviews(user)
        rows["providers"] = ServiceOffer.objects.filter(state=OfferState.WAITING)
    if is_helpdesk(user):
        rows["helpdesk"] = JoinRequest.objects.open().for_helpdesk()
    return rows
