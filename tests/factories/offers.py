from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from community.offers.models import ServiceInquiry, ServiceOffer
from community.offers.services import decide_offer, inquire, say_worked, submit_offer, write_offer
from community.organisations.enums import Kind, Role
from community.organisations.models import Organisation
from tests.factories.experts import skill
from tests.people import make_member, make_user

PERIOD = {"began_on": date(2026, 1, 5), "ended_on": date(2026, 2, 20)}


def provider(name: str, kind: str = Kind.FREELANCER) -> tuple[Organisation, Any]:
    """A provider, and who speaks for it."""
    made = Organisation.objects.create(kind=kind, name=name, sort_name=name.lower())
    hand = make_user(f"{name.lower().replace(' ', '.')}@aanbod.example", name)
    make_member(hand, made, Role.SUPPLIER_EDITOR)
    return made, hand


def offer(
    hand: Any, organisation: Organisation, *, published: bool = True, **fields: Any
) -> ServiceOffer:
    given = {
        "title": "Inbraaktest", "summary": "Wij zoeken de gaten.", "text": "Twee dagen.",
        "languages": ["nl"], "price_form": "per dag",
    } | fields  # fmt: skip
    skills = [skill(each) for each in given.pop("skills", ("pentest",))]
    made = write_offer(organisation=organisation, actor=hand, skills=skills, **given)
    if not published:
        return made
    return decide_offer(offer=submit_offer(offer=made, actor=hand), actor=hand)


def inquiry(card: ServiceOffer, asker: Any, organisation: Organisation) -> ServiceInquiry:
    return inquire(
        offer=card,
        organisation=organisation,
        asker=asker,
        text="Kunt u ons helpen?",
        token=uuid.uuid4(),
    )


def worked(
    card: ServiceOffer, asker: Any, organisation: Organisation, hand: Any, **more: Any
) -> ServiceInquiry:
    """Work that both confirmed."""
    made = inquiry(card, asker, organisation)
    say_worked(inquiry=made, actor=asker, **PERIOD, **more)
    return say_worked(inquiry=made, actor=hand)
