"""Asking three at a time, the cap of a month, and every step that is due."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from community.experts.enums import HelpState, Reply
from community.experts.models import HelpMatch, HelpRequest
from community.experts.queries.matching import month_of
from community.experts.services import ask_more, close_request, reply, run, take_step
from community.experts.services.values import Refused
from community.messaging.models import Delivery
from tests.factories import experts as make
from tests.people import make_member, make_user


def asked(request) -> list[tuple[str, int]]:
    rows = HelpMatch.objects.filter(request=request).order_by("wave", "user__first_name")
    return [(each.user.first_name, each.wave) for each in rows.select_related("user")]


def later(hours: float):
    return time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False)


@pytest.fixture
def five(db):
    deinze = make.municipality("Deinze")
    return [make.expert(name, deinze, "back-up") for name in ("Aa", "Bb", "Cc", "Dd", "Ee")]


@pytest.mark.django_db
class TestWaves:
    def test_three_at_once_and_the_next_after_a_day(self, alice, five):
        request = make.request(alice)
        assert asked(request) == [("Aa", 1), ("Bb", 1), ("Cc", 1)]
        assert run() == 0
        with later(23):
            assert run() == 0
        with later(25):
            assert run() == 1
        assert asked(request)[3:] == [("Dd", 2), ("Ee", 2)]
        # Nobody is left: every day it is looked at again, and nobody is asked twice.
        with later(50):
            run()
        assert len(asked(request)) == 5

    def test_a_yes_stops_it(self, alice, five):
        request = make.request(alice)
        reply(match=HelpMatch.objects.get(user=five[0]), actor=five[0], said=Reply.YES)
        with later(25):
            assert run() == 0
        request.refresh_from_db()
        assert (request.state, len(asked(request))) == (HelpState.ANSWERED, 3)

    def test_more_can_be_asked_after_a_yes(self, alice, five):
        request = make.request(alice)
        reply(match=HelpMatch.objects.get(user=five[0]), actor=five[0], said=Reply.YES)
        ask_more(request=request, actor=alice)
        assert len(asked(request)) == 5
        with pytest.raises(Refused, match="Iedereen die past"):
            ask_more(request=request, actor=alice)

    def test_each_is_told_once_whatever_is_done_twice(self, alice, five):
        request = make.request(alice)
        for _ in range(3):
            take_step(request.pk)
        mails = Delivery.objects.filter(message__key=f"help:{request.pk}:asked", channel="email")
        assert sorted(each.user.first_name for each in mails) == ["Aa", "Bb", "Cc"]

    def test_after_its_last_day_nobody_is_asked_and_the_asker_hears_it(self, alice, five):
        request = make.request(alice, until=timezone.localdate())
        with later(48):
            assert run() == 1
            assert run() == 0
        request.refresh_from_db()
        assert (request.state, len(asked(request))) == (HelpState.EXPIRED, 3)
        told = Delivery.objects.filter(message__key=f"help:{request.pk}:expired", channel="email")
        assert [each.user for each in told] == [alice]
        waiting = Delivery.objects.filter(message__key=f"help:{request.pk}:asked")
        assert {each.state for each in waiting} == {"suppressed"}

    def test_closing_takes_back_what_was_not_sent_yet(self, alice, five):
        request = make.request(alice)
        close_request(request=request, actor=alice, is_solved=False)
        with later(25):
            assert run() == 0
        waiting = Delivery.objects.filter(message__key=f"help:{request.pk}:asked")
        assert {each.state for each in waiting} == {"suppressed"}

    def test_the_same_form_twice_is_one_request(self, alice, five):
        token = "9f1c2b1e-0000-4000-8000-000000000001"
        one, two = make.request(alice, submission=token), make.request(alice, submission=token)
        assert one == two
        assert HelpMatch.objects.count() == 3

    def test_only_a_bestuur_asks(self, supplier_editor, five):
        with pytest.raises(Refused, match="bestuur"):
            make.request(supplier_editor)
        assert HelpRequest.objects.count() == 0

    def test_so_many_open_at_most(self, alice, five):
        for _ in range(5):
            make.request(alice, "gis")
        with pytest.raises(Refused, match="5 open"):
            make.request(alice, "gis")


@pytest.mark.django_db
class TestCap:
    def test_it_begins_anew_at_midnight_in_brussels(self, alice, five):
        # 23:30 in London is half past midnight in Brussels.
        assert month_of(datetime(2026, 3, 31, 22, 30, tzinfo=UTC)).month == 4
        assert month_of(datetime(2026, 1, 31, 22, 30, tzinfo=UTC)).month == 1

    def test_who_reached_it_is_passed_over_until_next_month(self, alice, gent):
        deinze = make.municipality("Deinze")
        make.expert("Een", deinze, "back-up", most_per_month=1)
        with time_machine.travel(datetime(2026, 5, 31, 12, tzinfo=UTC), tick=False):
            first, second = make.request(alice), make.request(alice)
            assert (asked(first), asked(second)) == ([("Een", 1)], [])
        with time_machine.travel(datetime(2026, 6, 1, 13, tzinfo=UTC), tick=False):
            run()
        assert asked(second) == [("Een", 1)]


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_never_pass_a_cap(gent):
    deinze = make.municipality("Deinze")
    capped = [make.expert(f"E{n}", deinze, "back-up", most_per_month=4) for n in range(5)]
    askers = []
    for n in range(50):
        user = make_user(f"vrager{n}@gent.example", f"Vrager{n}")
        make_member(user, gent)
        askers.append(user)

    def ask(user) -> None:
        try:
            make.request(user)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, askers))

    counts = [HelpMatch.objects.filter(user=each).count() for each in capped]
    assert counts == [4] * 5
    assert HelpRequest.objects.count() == 50
