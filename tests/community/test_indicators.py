from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.forum.models import BestAnswer, Post
from community.forum.services import mark_best
from community.indicators import best_answers, members
from community.organisations.models import Membership
from tests.factories import forum
from tests.people import make_member

pytestmark = pytest.mark.django_db


def test_members_are_people_and_not_memberships_for_days_gone_by(
    alice, bob, charlie, newcomer, aalst
):
    today, now = timezone.localdate(), timezone.now()
    make_member(alice, aalst)
    Membership.objects.update(joined_at=now - timedelta(days=10))
    Membership.objects.filter(user=bob).update(left_at=now - timedelta(days=4))

    counted = [members(today - timedelta(days=each)) for each in (12, 9, 5, 2, 0)]

    assert counted == [0, 3, 3, 2, 2]


def test_best_answers_are_counted_on_their_day_while_they_stand(alice, charlie, gent, aalst):
    today, now = timezone.localdate(), timezone.now()
    topic = forum.topic(alice)
    for number in range(2):
        answer = forum.post(topic, charlie, source=f"Antwoord {number}")
        mark_best(post=answer, user=alice, wanted=True)
    BestAnswer.objects.update(at=now - timedelta(days=1))

    assert [best_answers(today - timedelta(days=each)) for each in (2, 1, 0)] == [0, 2, 0]
    Post.objects.filter(pk=answer.pk).update(state="verborgen")
    assert best_answers(today - timedelta(days=1)) == 1
