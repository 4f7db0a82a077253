from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from vlavirgem.demo.forum_mail import TOLD, settle_mails

from community.activity.models import Owed
from community.forum.enums import Via
from community.forum.models import Post
from tests.factories import forum as make

pytestmark = pytest.mark.django_db


def test_old_talk_is_told_already_and_fresh_talk_is_not(alice, bob):
    topic = make.topic(alice, category=make.category(), is_demo=True)
    Post.objects.update(created_at=timezone.now() - timedelta(days=30))
    last = make.post(topic, bob)
    for _again in range(2):
        settle_mails()

    owed = Owed.objects.filter(reaction__in=TOLD)
    assert sorted((each.reaction, each.paid_at is None) for each in owed) == [
        ("community.mail_post", True), ("community.mail_topic", False),
    ]  # fmt: skip
    assert list(Post.objects.exclude(elided="").values_list("pk", "via")) == [(last.pk, Via.MAIL)]
