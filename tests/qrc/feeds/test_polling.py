from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.feeds.models import Fetch, Source
from qrc.feeds.polling import LANE, poll_all, poll_due
from qrc.feeds.services import Result, claim_due
from tests.factories import qrc as make
from tests.qrc.feeds.writing import item, rss
from tests.standins.site import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


def test_slow_source_delays_no_other(feeds, follow):
    slow = [follow(f"/traag{n}.xml") for n in range(2)]
    quick = [follow(f"/{n}.xml") for n in range(12)]
    for n in range(12):
        feeds.serve(f"/{n}.xml", rss(item(n)))
    for n in range(2):
        feeds.serve(f"/traag{n}.xml", rss(item(n)), delay=4)

    results = poll_due()

    assert sorted(each.source for each in results) == sorted(each.name for each in slow + quick)
    done = dict(Fetch.objects.values_list("source__name", "at"))
    first_slow = min(done[each.name] for each in slow)
    assert all(done[each.name] < first_slow for each in quick)


def test_what_comes_due_while_a_slow_source_answers_is_polled_by_the_same_run(feeds, follow):
    slow = follow("/traag.xml")
    later = follow("/later.xml", next_poll_at=timezone.now() + timedelta(seconds=1))
    feeds.serve("/traag.xml", rss(item(1)), delay=5)
    feeds.serve("/later.xml", rss(item(2)))

    results = poll_due()

    assert sorted(each.source for each in results) == sorted([slow.name, later.name])
    done = dict(Fetch.objects.values_list("source__name", "at"))
    assert done[later.name] < done[slow.name]


def test_one_process_polls_at_a_time_and_a_killed_one_leaves_the_lane_free(feeds, follow):
    follow()
    feeds.serve("/feed.xml", rss(item()))
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", (LANE,))
    try:
        assert poll_due() == []
        assert Source.objects.taken().filter(lease_until=None).count() == 1
    finally:
        other.close()

    # The server lets go of a lost connection's lock in its own time.
    results: list[Result] = []
    assert wait_until(lambda: bool(results.extend(poll_due()) or results), 20)
    assert [each.status for each in results] == ["ok"]


def test_polls_at_the_same_time_double_nothing(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", rss(*(item(n) for n in range(20))), delay=0.3)
    same = [Source.objects.get(pk=source.pk) for _turn in range(4)]

    results = poll_all(same)

    assert {each.status for each in results} == {"ok"}
    assert sum(each.new for each in results) == 20
    assert Advisory.objects.count() == AdvisoryRevision.objects.count() == 20
    assert Fetch.objects.count() == 1


def test_due_sources_are_polled_once(feeds, follow):
    follow()
    feeds.serve("/feed.xml", rss(item()))

    assert [each.status for each in poll_due()] == ["ok"]
    assert poll_due() == []


def test_hundred_quiet_sources_cost_three_queries_each_with_their_claim(feeds, follow):
    for n in range(100):
        follow(f"/{n}.xml")
        feeds.serve(f"/{n}.xml", rss(item(n)))
    poll_due()
    Source.objects.update(next_poll_at="2026-01-01T00:00:00Z")
    with CaptureQueriesContext(connection) as queries:
        claimed = claim_due()
        # One after the other, since only this thread's queries are counted.
        results = [poll_all([each])[0] for each in claimed]

    assert [each.status for each in results] == ["not_modified"] * 100
    assert len(queries) <= 300


def test_an_invented_source_is_shown_and_never_asked(feeds):
    feeds.serve("/voorbeeld.json", b"{}")
    make.source(url=feeds.url("/voorbeeld.json"), is_demo=True)

    assert poll_due() == []
    assert (Source.objects.active().count(), Source.objects.polled().count()) == (1, 0)
