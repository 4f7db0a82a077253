"""Who offers, sees, asks and judges services. Nothing here changes anything."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.offers.enums import InquiryState, OfferState
from community.offers.models import ServiceInquiry, ServiceOffer
from community.organisations.enums import Kind, Role
from community.organisations.models import Organisation
from community.organisations.rules import current_memberships, is_editor, is_member

PROVIDERS = (Kind.SUPPLIER, Kind.FREELANCER)
HANDS = (Role.ADMINISTRATOR, Role.SUPPLIER_EDITOR)
"""Who speaks for a provider."""


def offers_for_provider(user: Any) -> list[Organisation]:
    """The providers for which this person speaks."""
    return [
        each.organisation
        for each in current_memberships(user)
        if each.organisation.kind in PROVIDERS and each.has_role(*HANDS)
    ]


def may_offer(user: Any) -> bool:
    return bool(offers_for_provider(user))


def provider_of(request: Any) -> Organisation | None:
    """The provider that this person works as now and speaks for; else his first one."""
    mine = offers_for_provider(request.user)
    here = getattr(request, "organisation", None)
    return here if here in mine else next(iter(mine), None)


def offers_for(user: Any) -> Any:
    """The services that this person reads: one rule for list, page, search and tile."""
    if not current_memberships(user):
        return ServiceOffer.objects.none()
    seen = Q(state=OfferState.PUBLISHED, organisation__ended_on=None)
    own = [each.pk for each in offers_for_provider(user)]
    if own:
        seen |= Q(organisation__in=own)
    if is_editor(user):
        seen |= ~Q(state=OfferState.DRAFT)
    return ServiceOffer.objects.filter(seen)


def own_offers(user: Any) -> Any:
    return ServiceOffer.objects.filter(organisation__in=offers_for_provider(user))


def may_inquire(request: Any) -> bool:
    """Somebody who works as a bestuur now."""
    here = getattr(request, "organisation", None)
    return here is not None and here.is_government and is_member(request.user, here)


def inquiries_for(user: Any) -> Any:
    """Those of the bestuur that one works for, and those at the provider one speaks for."""
    mine = [each.organisation_id for each in current_memberships(user)]
    hands = [each.pk for each in offers_for_provider(user)]
    return ServiceInquiry.objects.filter(
        Q(organisation__in=mine) | Q(offer__organisation__in=hands)
    )


def speaks_for_government(user: Any, inquiry: ServiceInquiry) -> bool:
    return is_member(user, inquiry.organisation)


def speaks_for_provider(user: Any, inquiry: ServiceInquiry) -> bool:
    return inquiry.offer.organisation_id in {each.pk for each in offers_for_provider(user)}


def may_review(user: Any, inquiry: ServiceInquiry) -> bool:
    """Of work that both confirmed, by the bestuur that had it done, once; never by who did it."""
    return (
        inquiry.state == InquiryState.WORKED
        and speaks_for_government(user, inquiry)
        and not speaks_for_provider(user, inquiry)
        and not hasattr(inquiry, "review")
    )
