"""What moderation may not let go at once: a decision that one can still go against."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from community.moderation.models import APPEAL_WITHIN, Appeal, Decision
from community.moderation.services import appeal, note
from community.privacy.models import Kept
from community.privacy.services import let_go_due
from tests.community.privacy.test_erasing import erase
from tests.factories import forum
from tests.factories.moderation import POST, reasons

pytestmark = pytest.mark.django_db


def test_a_decision_one_can_still_appeal_is_kept_without_a_name_until_its_term(alice):
    post = forum.topic(alice, source="Mijn woorden").posts.get(number=1)
    made, _new = note(kind=POST, pk=post.pk, moderator=None, reasons=reasons(), submission=uuid4())
    appeal(decision=made, user=alice, words="Dit klopt niet.")

    erasure = erase(alice)

    held = Decision.objects.get(pk=made.pk)
    assert (held.author, held.words) == (None, made.words)
    assert made.words
    kept = Kept.objects.get(erasure=erasure)
    assert (kept.holding, kept.reference) == ("community.order", str(made.pk))
    assert kept.until >= (made.made_at + APPEAL_WITHIN).date()
    assert kept.reason in Client().get(f"/gewist/{erasure.code}/").content.decode()

    assert let_go_due(today=kept.until) == 0
    assert let_go_due(today=kept.until + timedelta(days=1)) == 1
    held.refresh_from_db()
    assert (held.title, held.words) == ("", "")
    assert not Appeal.objects.exists()
