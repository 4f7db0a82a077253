"""What Alice wrote and what became of it: flagged, hidden, appealed against."""

from __future__ import annotations

from typing import Any

from community.accounts.models import User
from community.moderation.models import CannedReason, Flag
from community.moderation.services import appeal
from community.organisations.enums import Audience
from community.organisations.models import Organisation
from tests.factories import forum
from tests.factories.moderation import POST, decided, flagged


def moderation_of(
    gent: Organisation, alice: User, bob: User, platform_admin: User
) -> dict[str, Any]:
    """Bob flagged one post of Alice; the administrator of the platform hid another, and Alice appealed."""
    topic = forum.topic(alice, title="Wie kent een goede leverancier?")
    post = forum.post(topic, alice, "Ik verkoop ook zelf.")
    item = flagged(post, bob)
    decision = decided(forum.post(topic, alice, "Bel mij."), platform_admin)
    by_bob = forum.post(topic, bob, "Dit is niet netjes.")
    flagged(by_bob, alice)
    public = forum.topic(alice, category=forum.category(audience=Audience.PUBLIC))
    made = appeal(decision=decision, user=alice, words="Het was een grap.")
    return {
        "moderated post": (POST, post.pk), "post of bob": (POST, by_bob.pk),
        "public post": (POST, public.posts.get(number=1).pk), "moderated topic": topic.pk,
        "review item": item.pk, "appeal item": made.item_id, "decision": decision.pk,
        "own flag": Flag.objects.get(reporter=alice).pk, "reason": CannedReason.objects.earliest("pk").pk,
        "person": alice.pk,
    }  # fmt: skip
