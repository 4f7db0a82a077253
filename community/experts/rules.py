"""Who sees, asks and says what about skills. Sentences that compose; nothing here changes anything."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q

from community.experts.enums import Sharing
from community.experts.models import ExpertProfile, HelpMatch, HelpRequest, MemberSkill
from community.organisations.enums import Role
from community.organisations.models import Membership
from community.organisations.rules import current_memberships, visible_q
from community.profiles.models import MemberProfile
from community.profiles.rules import is_only_supplier

KEEPERS = (Role.ADMINISTRATOR, Role.ICT, Role.CISO)
"""Who says what their bestuur needs to have at hand."""


def is_member(user: Any) -> bool:
    return bool(current_memberships(user))


def government_of(request: Any) -> Any:
    """The bestuur that this person works as now; None when that is no bestuur."""
    here = getattr(request, "organisation", None)
    return here if here is not None and here.is_government else None


def colleague_of(user: Any, person: str = "user") -> Exists:
    """Whether the person of a row works where this user works, both of them now."""
    mine = [each.organisation_id for each in current_memberships(user)]
    rows = Membership.objects.current().filter(user=OuterRef(person), organisation__in=mine)
    return Exists(rows)


def unlisted(person: str = "user") -> Exists:
    """Whether the person of a row wants to be found by nobody; what asks by itself may still ask him."""
    return Exists(MemberProfile.objects.filter(user=OuterRef(person), is_listed=False))


def skills_for(user: Any) -> Any:
    """The skills of people that this person sees: one rule for list, page, tile and search."""
    if not user.is_authenticated:
        return MemberSkill.objects.none()
    seen = Q(user=user.pk)
    if is_member(user):
        told = Q(shared=Sharing.MEMBERS) & ~Q(unlisted())
        if is_only_supplier(user):
            told &= Q(user__expert_profile__seen_by_suppliers=True)
        own = Q(shared__in=(Sharing.OWN, Sharing.MEMBERS)) & Q(colleague_of(user))
        seen |= told | own
    return MemberSkill.objects.filter(seen, user__is_active=True)


def experts_for(user: Any) -> Any:
    """The people who may be asked, as this person finds them: by a skill that is for all members. Who
    left the list of members is found here neither."""
    rows = ExpertProfile.objects.open()
    if not is_member(user):
        return rows.none()
    told = MemberSkill.objects.filter(user=OuterRef("pk"), shared=Sharing.MEMBERS)
    works = Membership.objects.current().filter(user=OuterRef("pk"))
    rows = rows.filter(Exists(told), Exists(works), ~unlisted())
    return rows.filter(seen_by_suppliers=True) if is_only_supplier(user) else rows


def requests_for(user: Any) -> Any:
    """The requests that this person reads: those for him, his own, and those he was asked about. What
    moderation hid is its asker's alone."""
    if not is_member(user):
        return HelpRequest.objects.none()
    asked = HelpMatch.objects.filter(request=OuterRef("pk"), user=user.pk)
    shown = Q(hidden_at=None) & (visible_q(user) | Exists(asked))
    return HelpRequest.objects.filter(shown | Q(asker=user.pk))


def may_ask_directly(user: Any, profile: ExpertProfile) -> bool:
    """Whether this person may write to that expert; who sells does not write to a bestuur."""
    return user.pk != profile.user_id and is_member(user) and not is_only_supplier(user)


def may_offer_help(user: Any, request: HelpRequest) -> bool:
    """Whether somebody who was not asked may say that he helps; who sells only where he was meant."""
    if user.pk == request.asker_id or not request.is_alive:
        return False
    return request.with_suppliers or not is_only_supplier(user)


def may_say_needs(request: Any) -> bool:
    """Whether this person says what the bestuur that he works as needs to have at hand."""
    held = getattr(request, "membership", None)
    return government_of(request) is not None and held is not None and held.has_role(*KEEPERS)
