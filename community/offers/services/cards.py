"""A provider's cards: written by him, the first one looked at by an editor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.models import User
from community.activity.services import record
from community.experts.models import Skill
from community.moderation.rules import demand_may_write
from community.offers import telling
from community.offers.enums import MOST_OFFERS, OfferState
from community.offers.models import ServiceOffer
from community.offers.rules import PROVIDERS, offers_for_provider
from community.offers.services.values import Refused
from community.organisations.models import Organisation
from community.verbs import (
    OFFER_CHANGED,
    OFFER_PROPOSED,
    OFFER_PUBLISHED,
    OFFER_REFUSED,
    OFFER_WITHDRAWN,
)

STANDING = (OfferState.WAITING, OfferState.PUBLISHED)


def write_offer(
    *, organisation: Organisation, actor: User, skills: Sequence[Skill], **fields: Any
) -> ServiceOffer:
    """A new card, as a draft that only its provider sees."""
    _demand_hand(actor, organisation)
    _demand_skills(skills)
    demand_may_write(actor, Refused, "text")
    with transaction.atomic():
        Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
        there = ServiceOffer.objects.of(organisation).exclude(state=OfferState.WITHDRAWN)
        if there.count() >= MOST_OFFERS:
            raise Refused(_("U hebt al %(n)d diensten. Trek er eerst een in.") % {"n": MOST_OFFERS})
        offer: ServiceOffer = ServiceOffer.objects.create(
            organisation=organisation, author=actor, **fields
        )
        offer.skills.set(skills)
        record(OFFER_CHANGED, organisation=organisation, actor=actor, subject=offer, fields=[])
    return offer


def change_offer(
    *, offer: ServiceOffer, actor: User, skills: Sequence[Skill], **fields: Any
) -> ServiceOffer:
    """Make it so; a card that stands in the list stays there, and the change in the audit trail."""
    _demand_skills(skills)
    with transaction.atomic():
        held = _held(offer)
        _demand_hand(actor, held.organisation)
        demand_may_write(actor, Refused, "text")
        changed = [name for name, value in fields.items() if getattr(held, name) != value]
        before = set(held.skills.values_list("pk", flat=True))
        if before != {each.pk for each in skills}:
            changed.append("skills")
        for name, value in fields.items():
            setattr(held, name, value)
        held.changed_at = timezone.now()
        held.save()
        held.skills.set(skills)
        record(
            OFFER_CHANGED, organisation=held.organisation, actor=actor, subject=held,
            fields=sorted(changed),
        )  # fmt: skip
    return held


def submit_offer(*, offer: ServiceOffer, actor: User) -> ServiceOffer:
    """Into the list; the first card of a provider waits for an editor first."""
    with transaction.atomic():
        held = _held(offer)
        _demand_hand(actor, held.organisation)
        if held.state in STANDING:
            return held
        demand_may_write(actor, Refused)
        # What an editor took out goes past an editor again.
        is_new = held.state != OfferState.REFUSED
        known = (
            is_new and ServiceOffer.objects.of(held.organisation).exclude(approved_at=None).exists()
        )
        held.reason = ""
        if known:
            _publish(held, actor)
        else:
            held.state = OfferState.WAITING
            held.save(update_fields=("state", "reason"))
            record(OFFER_PROPOSED, organisation=held.organisation, actor=actor, subject=held)
    return held


def decide_offer(*, offer: ServiceOffer, actor: User, reason: str = "") -> ServiceOffer:
    """By an editor: into the list, or with a reason back to its provider; decided twice it stays."""
    with transaction.atomic():
        held = _held(offer)
        if held.state != OfferState.WAITING:
            return held
        held.decided_by = actor
        if reason:
            held.state, held.reason = OfferState.REFUSED, reason
            held.save(update_fields=("state", "reason", "decided_by"))
            record(OFFER_REFUSED, organisation=held.organisation, actor=actor, subject=held)
        else:
            _publish(held, actor)
        telling.tell_decided(held)
    return held


def withdraw_offer(*, offer: ServiceOffer, actor: User | None, reason: str = "") -> ServiceOffer:
    """Out of the list: by its provider, or by an editor who says why; what was asked stays."""
    with transaction.atomic():
        held = _held(offer)
        if held.state in (OfferState.WITHDRAWN, OfferState.REFUSED):
            return held
        held.state, held.reason = OfferState.REFUSED if reason else OfferState.WITHDRAWN, reason
        held.save(update_fields=("state", "reason"))
        if reason:
            telling.tell_decided(held)
        record(OFFER_WITHDRAWN, organisation=held.organisation, actor=actor, subject=held)
    return held


def show_offer(*, offer: ServiceOffer, actor: User | None) -> ServiceOffer:
    """Back into the list after a decision was taken back, in the caller's transaction."""
    held = _held(offer)
    if held.state == OfferState.REFUSED and held.approved_at is not None:
        _publish(held, actor)
    return held


def _publish(offer: ServiceOffer, actor: User | None) -> None:
    offer.state, offer.reason = OfferState.PUBLISHED, ""
    offer.approved_at = offer.approved_at or timezone.now()
    offer.save(update_fields=("state", "reason", "approved_at", "decided_by"))
    record(OFFER_PUBLISHED, organisation=offer.organisation, actor=actor, subject=offer)


def _held(offer: ServiceOffer) -> ServiceOffer:
    rows = ServiceOffer.objects.select_for_update(of=("self",)).select_related("organisation")
    found: ServiceOffer = rows.get(pk=offer.pk)
    return found


def _demand_hand(actor: User, organisation: Organisation) -> None:
    if organisation.kind not in PROVIDERS or organisation not in offers_for_provider(actor):
        raise Refused(_("Alleen wie voor deze aanbieder spreekt, wijzigt zijn diensten."))


def _demand_skills(skills: Sequence[Skill]) -> None:
    if not skills:
        raise Refused(_("Kies minstens één vaardigheid waarop men u vindt."))
