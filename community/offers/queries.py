"""Reads that join or shape what a screen of services needs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Avg, Count, Q

from community.accounts.models import User
from community.experts.models import Skill
from community.experts.queries.skills import with_narrower
from community.offers.enums import InquiryState, ReviewState
from community.offers.models import Review, ServiceInquiry, ServiceOffer
from community.offers.rules import HANDS, offers_for
from community.organisations.models import Membership, Organisation

MOST_HANDS = 10


def hands_of(organisation: Organisation) -> list[User]:
    """Who speaks for a provider now."""
    rows = Membership.objects.of(organisation).current().with_role(*HANDS)
    rows = rows.filter(user__is_active=True).select_related("user").order_by("joined_at", "pk")
    return [each.user for each in rows[:MOST_HANDS]]


def loaded(keys: Collection[int]) -> list[ServiceOffer]:
    """These cards in this order, with their skills and provider."""
    rows = ServiceOffer.objects.filter(pk__in=keys).select_related("organisation")
    found = rows.prefetch_related("skills").in_bulk()
    return [found[each] for each in keys if each in found]


@dataclass(slots=True)
class Reputation:
    """What besturen said of a provider's confirmed work."""

    works: int = 0
    reviews: int = 0
    mean: float | None = None
    references: list[str] = field(default_factory=list)


def reputations(offers: Collection[int]) -> dict[int, Reputation]:
    """By offer; two questions however many they are."""
    worked = ServiceInquiry.objects.filter(offer__in=offers, state=InquiryState.WORKED)
    rows = worked.order_by("-ended_on", "pk").select_related("organisation")
    found = {each: Reputation() for each in offers}
    for each in rows:
        here = found[each.offer_id]
        here.works += 1
        name = each.organisation.display_name
        if each.is_reference and name not in here.references:
            here.references.append(name)
    for row in _means(Q(inquiry__offer__in=offers)):
        here = found[row["inquiry__offer"]]
        here.reviews, here.mean = row["n"], row["mean"]
    return found


def _means(which: Q) -> Any:
    shown = Review.objects.filter(which, state=ReviewState.SHOWN).order_by()
    means = (Avg("quality") + Avg("timing") + Avg("contact")) / 3.0
    return shown.values("inquiry__offer").annotate(n=Count("pk"), mean=means)


def reviews_of(offer: ServiceOffer) -> Any:
    rows = Review.objects.filter(inquiry__offer=offer, state=ReviewState.SHOWN)
    return rows.select_related("inquiry__organisation").order_by("-created_at", "-pk")


def own_inquiry(user: Any, offer: ServiceOffer, organisation: Organisation | None) -> Any:
    """The one that still runs of this bestuur, about this card."""
    rows = ServiceInquiry.objects.of(organisation).filter(offer=offer, state=InquiryState.OPEN)
    return rows.first()


def cards_by_skill(user: Any, skills: Sequence[Skill]) -> dict[int, int]:
    """How many services this person finds for each of these skills, itself or narrower; one question."""
    through = ServiceOffer.skills.through.objects.filter(
        with_narrower([each.pk for each in skills]),
        serviceoffer__in=offers_for(user).published().values("pk"),
    )
    found: dict[int, set[int]] = {each.pk: set() for each in skills}
    for skill, parent, card in through.values_list("skill", "skill__parent", "serviceoffer"):
        for key in (skill, parent):
            if key in found:
                found[key].add(card)
    return {key: len(cards) for key, cards in found.items()}
