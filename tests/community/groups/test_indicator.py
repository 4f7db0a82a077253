from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.groups.models import Group, GroupMembership
from community.indicators import group_members
from tests.factories.groups import group

pytestmark = pytest.mark.django_db


def test_people_in_user_groups_are_counted_once_and_for_days_gone_by(alice, bob, charlie, editor):
    today, now = timezone.localdate(), timezone.now()
    first = group(editor, alice, bob, kind="gebruikersgroep")
    group(editor, alice, kind="gebruikersgroep", name="Tweede")
    group(editor, charlie, name="Werkruimte")
    GroupMembership.objects.update(joined_at=now - timedelta(days=10))
    GroupMembership.objects.filter(group=first, user=bob).update(left_at=now - timedelta(days=4))

    def counted(*ago: int) -> list[int]:
        return [group_members(today - timedelta(days=each)) for each in ago]

    # Alice, Bob and the editor who leads; Bob until four days ago.
    assert counted(12, 9, 5, 2, 0) == [0, 3, 3, 2, 2]
    Group.objects.filter(pk=first.pk).update(ended_at=now - timedelta(days=1))
    assert counted(2, 0) == [2, 2]
    Group.objects.update(ended_at=now - timedelta(days=1))
    assert counted(2, 0) == [2, 0]
