"""Who sees and does what with achievements."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from community.achievements.models import Achievement, Award, AwardChoice
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships, is_editor, may_manage_members


def may_define(user: Any) -> bool:
    return is_editor(user)


def achievements_for(user: Any) -> QuerySet[Achievement]:
    """What this person reads of: drafts are for editors."""
    told: QuerySet[Achievement] = Achievement.objects.told()
    return Achievement.objects.all() if is_editor(user) else told


def own_awards(user: Any) -> QuerySet[Award]:
    """What this person earned, and every bestuur he works for: nobody else's is read in full."""
    works_for = [each.organisation_id for each in current_memberships(user)]
    rows: QuerySet[Award] = Award.objects.filter(Q(user=user.pk) | Q(organisation__in=works_for))
    return rows


def shown_awards(owner: Any) -> QuerySet[Award]:
    """What others read on the page of a person or a bestuur: nothing when the owner hides it."""
    is_organisation = isinstance(owner, Organisation)
    column = "organisation" if is_organisation else "user"
    hidden = AwardChoice.objects.filter(**{column: owner.pk}, hides=True)
    rows: QuerySet[Award] = Award.objects.valid().filter(**{column: owner.pk})
    return rows.exclude(**{f"{column}__in": hidden.values(column)})


def may_speak_for(user: Any, award: Award) -> bool:
    """Who may ask its badge: whose it is, or a local administrator of the bestuur."""
    if award.user_id is not None:
        return bool(award.user_id == user.pk)
    return award.organisation is not None and may_manage_members(user, award.organisation)


def may_choose_for(user: Any, organisation: Organisation | None) -> bool:
    if organisation is None or not counts_for(organisation):
        return False
    return may_manage_members(user, organisation)


def counts_for(organisation: Organisation | None) -> bool:
    """Whether this organisation can earn anything: governments do."""
    return organisation is not None and organisation.is_government
