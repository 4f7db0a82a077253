"""Going against a decision: once, within half a year, before somebody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from community.activity.models import Activity
from community.messaging.models import Delivery
from community.moderation.models import Appeal, Decision
from community.moderation.refusing import Refused
from community.moderation.services import appeal, settle_appeal
from tests.factories import forum
from tests.factories.moderation import decided

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(alice):
    return forum.post(forum.topic(alice), alice)


@pytest.fixture
def decision(post, editor):
    return decided(post, editor)


def answer(made: Appeal, moderator, *, overturns: bool, **more) -> Appeal:
    return settle_appeal(
        appeal=made, moderator=moderator, overturns=overturns, answer="Wij lazen opnieuw.",
        submission=uuid4(), **more,
    )  # fmt: skip


def test_an_appeal_stands_in_the_queue_with_its_day(decision, alice, platform_admin):
    made = appeal(decision=decision, user=alice, words="Het was een antwoord.")
    again = appeal(decision=decision, user=alice, words="Nog eens.")

    assert made == again
    assert (made.item.why, made.item.gravity, made.item.author) == ("bezwaar", 2, alice)
    assert timedelta(days=13) < made.due_at - timezone.now() <= timedelta(days=14)
    heard = Delivery.objects.filter(user=platform_admin, message__kind="community.review_item")
    assert "email" in heard.values_list("channel", flat=True)


def test_only_whom_it_concerns_appeals(decision, bob, charlie):
    for each in (bob, charlie):
        with pytest.raises(Refused):
            appeal(decision=decision, user=each, words="Niet eerlijk.")
    assert not Appeal.objects.exists()


def test_after_half_a_year_it_is_too_late(decision, alice):
    with time_machine.travel(decision.appeal_until + timedelta(seconds=1)), pytest.raises(Refused):
        appeal(decision=decision, user=alice, words="Nu pas gezien.")
    with time_machine.travel(decision.appeal_until - timedelta(seconds=1)):
        assert appeal(decision=decision, user=alice, words="Net op tijd.").is_open


def test_overturned_the_post_is_back_and_the_trail_knows(decision, post, alice, platform_admin):
    made = answer(
        appeal(decision=decision, user=alice, words="Nee."), platform_admin, overturns=True
    )

    post.refresh_from_db()
    assert post.state == "zichtbaar"
    assert made.outcome == "vervalt"
    back = Decision.objects.get(reverses=decision)
    assert (back.measure, back.made_by) == ("terugzetten", platform_admin)
    verbs = Activity.objects.filter(verb__startswith="community.moderation").order_by("pk")
    assert list(verbs.values_list("verb", flat=True))[-3:] == [
        "community.moderation.appealed", "community.moderation.reversed",
        "community.moderation.appeal_settled",
    ]  # fmt: skip
    # Answered is answered.
    assert answer(made, platform_admin, overturns=False).outcome == "vervalt"


def test_who_decided_does_not_judge_himself_while_there_is_another(
    decision, alice, editor, platform_admin
):
    made = appeal(decision=decision, user=alice, words="Nee.")

    with pytest.raises(Refused):
        answer(made, editor, overturns=False, same_because="Niemand anders.")
    platform_admin.is_active = False
    platform_admin.save()
    with pytest.raises(Refused):
        answer(made, editor, overturns=False)
    kept = answer(made, editor, overturns=False, same_because="De collega is ziek.")
    assert (kept.outcome, kept.same_because) == ("blijft", "De collega is ziek.")
    heard = Delivery.objects.filter(user=alice, message__key=f"moderation:appeal:{made.pk}:answer")
    assert sorted(heard.values_list("channel", flat=True)) == ["email", "web"]


def test_who_appeals_does_not_see_himself_in_the_queue(decision, alice, editor, platform_admin):
    own = decided(forum.post(forum.topic(alice), editor), platform_admin)
    made = appeal(decision=own, user=editor, words="Nee.")

    with pytest.raises(Refused):
        answer(made, editor, overturns=True, same_because="Ik ben alleen.")
