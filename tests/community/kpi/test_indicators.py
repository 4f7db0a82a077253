"""Each indicator of this floor and of the QRC against people and rows that can be counted by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.accounts.models import User
from community.indicators import active_users, governments
from community.kpi.indicators import Indicator
from community.organisations.enums import Role
from community.organisations.models import Membership
from qrc.indicators import sources, subscribers
from qrc.subscriptions.models import Subscription
from tests.factories import qrc
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


def test_governments_counts_each_with_a_member_once(alice, bob, charlie, supplier, newcomer):
    make_member(newcomer, supplier, Role.STAFF)

    assert governments(timezone.localdate()) == 2


def test_governments_knows_the_days_gone_by(alice, charlie):
    today = timezone.localdate()
    gone = Membership.objects.get(user=charlie)
    gone.joined_at, gone.left_at = (timezone.now() - timedelta(days=days) for days in (20, 5))
    gone.save()

    counted = [governments(today - timedelta(days=days)) for days in (21, 20, 6, 5, 0)]

    assert counted == [0, 1, 1, 0, 1]


def test_active_users_counts_those_seen_in_thirty_days(db):
    today = timezone.localdate()
    for number, days in enumerate((0, 29, 30, None)):
        seen = None if days is None else today - timedelta(days=days)
        make_user(f"mens{number}@gent.example", last_seen_on=seen)

    assert User.objects.count() == 4
    assert active_users(today) == 2


def test_subscribers_counts_holders_of_a_running_subscription(db):
    held = qrc.subscriber(words=["PoortWacht"])
    qrc.subscribe(subscriber=held, words=["Zaakpad"])
    stopped = qrc.subscriber()
    Subscription.objects.filter(subscriber=stopped).update(active=False)

    assert subscribers(timezone.localdate()) == 1


def test_sources_counts_those_that_are_read(db):
    qrc.source()
    qrc.source(enabled=False)
    qrc.source(gone_at=timezone.now())

    assert sources(timezone.localdate()) == 1


def test_indicator_of_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="speed is not one of stock, flow, score"):
        Indicator("community.proof", "Proef", "stuks", lambda _day: 1, kind="speed")
