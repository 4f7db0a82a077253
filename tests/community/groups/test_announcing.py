from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.services import pay_owed
from community.groups.models import Announcement
from community.groups.queries import announced_to
from community.groups.services import Refused, announce, dismiss, withdraw
from community.groups.telling import tell_announcement
from community.messaging.models import Delivery
from tests.factories.groups import group
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def told(channel: str) -> list[str]:
    rows = Delivery.objects.filter(channel=channel, message__key__startswith="announcement:")
    return list(rows.order_by("user__first_name").values_list("user__first_name", flat=True))


def test_everybody_in_the_group_but_its_author_hears_it_once(alice, bob, charlie):
    made, token = group(alice, bob, charlie), uuid.uuid4()
    for _ in range(2):
        said = announce(actor=alice, group=made, title="Verhuis", text="**Nieuw** adres.",
                        submission=token)  # fmt: skip
    pay_owed()
    tell_announcement(said.pk)

    assert Announcement.objects.count() == 1
    assert (told("email"), told("web")) == (["Bob", "Charlie"], ["Bob", "Charlie"])


def test_only_leaders_and_editors_announce(alice, bob, charlie):
    made = group(alice, bob)

    for actor, where in ((bob, made), (charlie, made), (alice, None)):
        with pytest.raises(Refused):
            announce(actor=actor, group=where, title="Hallo", text="Dag.", audience="leden",
                     until=timezone.localdate())  # fmt: skip


def test_the_house_speaks_on_the_overview_until_its_day_or_until_one_closes_it(
    alice, bob, editor, supplier
):
    gita = make_user("gita@softwarehuis.example", "Gita")
    make_member(gita, supplier)
    today = timezone.localdate()
    said = announce(actor=editor, title="Onderhoud", text="Morgen.", audience="besturen",
                    until=today, is_mailed=False)  # fmt: skip
    pay_owed()

    assert [announced_to(each).count() for each in (alice, bob, gita)] == [1, 1, 0]
    assert told("email") == []
    assert told("web") == ["Alice", "Bob"]
    dismiss(announcement=said, user=bob)
    dismiss(announcement=said, user=bob)
    assert [announced_to(each).count() for each in (alice, bob)] == [1, 0]
    Announcement.objects.update(until=today - timedelta(days=1))
    assert announced_to(alice).count() == 0


def test_what_was_withdrawn_is_shown_and_sent_to_nobody_more(alice, bob):
    said = announce(actor=alice, group=group(alice, bob), title="Fout", text="Oei.")
    pay_owed()

    assert [withdraw(announcement=said, actor=alice) for _ in range(2)] == [True, False]
    pay_owed()
    rows = Delivery.objects.filter(message__key=f"announcement:{said.pk}")
    assert set(rows.values_list("state", flat=True)) == {"suppressed"}
    assert tell_announcement(said.pk) == 0
