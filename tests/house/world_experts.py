"""What Alice knows, asks and has done, and what a supplier offers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.offers.services import review, submit_offer
from community.organisations.models import Organisation
from tests.factories import experts, offers


def experts_of(people: dict[str, Any], gent: Organisation, alice: Any) -> dict[str, Any]:
    """Alice may be asked about back-ups and asks about GIS, which nobody knows; Gent had work done."""
    seller = people["supplier_editor"]
    here = Organisation.objects.get(name="Softwarehuis Proef")
    row = experts.has(alice, "back-up")
    experts.profile(alice, organisation=gent)
    card = offers.offer(seller, here)
    third, agent = offers.provider("Derde Huis")
    offers.offer(agent, third)
    other, hand = offers.provider("Nieuw Huis")
    waiting = submit_offer(offer=offers.offer(hand, other, published=False), actor=hand)
    done = offers.worked(card, alice, gent, seller)
    judged = offers.worked(card, alice, gent, seller)
    said = review(inquiry=judged, actor=alice, quality=4, timing=4, contact=5, words="Vlot.")
    return {
        "expert": alice.pk,
        "my skill": row.pk,
        "help request": experts.request(alice, "gis").pk,
        "help until": f"{timezone.localdate() + timedelta(days=9)}",
        "skill need": experts.need(gent, "avg").pk,
        "offer": card.pk,
        "offer draft": offers.offer(seller, here, published=False, title="Later").pk,
        "offer waiting": waiting.pk,
        "inquiry": offers.inquiry(card, alice, gent).pk,
        "worked inquiry": done.pk,
        "review": said.pk,
    }
