"""Who sees a contest, who takes part, who keeps it."""

from __future__ import annotations

from typing import Any

from community.contests.models import Contest, ContestEntry, ContestQuerySet
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships, is_editor


def may_keep(user: Any) -> bool:
    return is_editor(user)


def contests_for(user: Any) -> ContestQuerySet:
    """Members read of what was opened; drafts are for editors."""
    rows: ContestQuerySet = Contest.objects.all()
    if is_editor(user):
        return rows
    return rows.told() if current_memberships(user) else rows.none()


def may_enter(user: Any, organisation: Organisation | None) -> bool:
    """Who works for a bestuur, for that bestuur or himself. Suppliers keep out of it, and who reads
    the right answers, wherever else he works."""
    if organisation is None or not organisation.is_government or may_keep(user):
        return False
    return any(each.organisation_id == organisation.pk for each in current_memberships(user))


def own_entry(
    contest: Contest, user: Any, organisation: Organisation | None
) -> ContestEntry | None:
    """The entry this person reads and changes: his own, or that of the bestuur he works for now."""
    rows = ContestEntry.objects.filter(contest=contest)
    if contest.is_personal:
        return rows.filter(user=user.pk).first()
    if not may_enter(user, organisation):
        return None
    return rows.filter(organisation=organisation).first()
