from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.activity.models import Activity, Owed
from qrc.advisories.models import Advisory, AdvisoryRevision
from qrc.feeds import keeping
from qrc.feeds.models import Fetch, Payload, Source
from qrc.feeds.services import claim_due, follow_move, poll, set_enabled
from tests.qrc.feeds.writing import counts, item, poll_again, rss
from tests.standins.feeds import Page

pytestmark = pytest.mark.django_db

OK, SAME = ("ok", 1, 0, 0, 0), ("not_modified", 0, 0, 0, 0)


def verbs(source: Source) -> list[str]:
    rows = Activity.objects.filter(subject_type="qrc.source", subject_id=source.pk).order_by("pk")
    return list(rows.values_list("verb", flat=True))


def test_poll_takes_in_and_keeps_the_bytes(feeds, follow):
    body = rss(item())
    source = follow()
    feeds.serve("/feed.xml", body)

    assert counts(poll(source)) == OK

    fetch = Fetch.objects.get()
    assert keeping.bytes_of(fetch.payload) == body.encode()
    assert (fetch.status, fetch.http_status, fetch.new, fetch.error) == ("ok", 200, 1, "")
    assert AdvisoryRevision.objects.get().fetch == fetch
    source.refresh_from_db()
    assert (source.last_status, source.failures, source.lease_until) == ("ok", 0, None)
    assert source.imported_at == source.last_ok_at


def test_poll_says_who_is_asking(feeds, follow, settings):
    settings.SITE_URL = "https://vlavirgem.example"
    source = follow()
    feeds.serve("/feed.xml", rss(item()))

    poll(source)

    ((_path, headers),) = feeds.asked
    assert headers["user-agent"] == "VlaVirGem-QRC/1.0 (+https://vlavirgem.example)"
    assert "if-none-match" not in headers


def test_validators_go_back_word_for_word(feeds, follow):
    source = follow()
    odd = {"ETag": 'W/"a b"', "Last-Modified": "gisteren, ongeveer"}
    feeds.serve("/feed.xml", rss(item()), validators=False, headers=odd)

    poll(source)
    poll_again(source)

    headers = feeds.asked[1][1]
    assert (headers["if-none-match"], headers["if-modified-since"]) == (
        'W/"a b"',
        "gisteren, ongeveer",
    )


def test_not_modified_renews_validators_and_health(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", rss(item()))
    poll(source)
    before = Source.objects.get(pk=source.pk)
    feeds.pages["/feed.xml"] = Page(
        status=304, validators=False, headers={"Last-Modified": "nieuw"}
    )

    assert counts(poll_again(source)) == SAME

    after = Source.objects.get(pk=source.pk)
    assert (after.etag, after.last_modified) == (before.etag, "nieuw")
    assert after.last_ok_at > before.last_ok_at
    assert after.last_status == "not_modified"


def test_quiet_poll_costs_three_queries_with_its_claim(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", rss(item()))
    poll(source)
    source.refresh_from_db()

    with CaptureQueriesContext(connection) as queries:
        result = poll(source)

    assert result.status == "not_modified"
    assert len(queries) == 2


def test_first_poll_is_silent_and_the_next_is_news(feeds, follow):
    source = follow(first_poll="silent")
    feeds.serve("/feed.xml", rss(item(1)))
    poll(source)
    feeds.serve("/feed.xml", rss(item(1), item(2)))

    assert counts(poll_again(source)) == OK

    silent = dict(AdvisoryRevision.objects.values_list("advisory__identity", "silent"))
    assert silent == {"urn:cert:1": True, "urn:cert:2": False}
    assert Owed.objects.filter(activity__verb="qrc.advisory.revised").count() == 1


def test_first_poll_that_failed_leaves_the_next_silent(feeds, follow):
    source = follow(first_poll="silent")
    feeds.serve("/feed.xml", "<html>storing</html>")
    poll(source)
    feeds.serve("/feed.xml", rss(item()))
    poll_again(source)

    assert AdvisoryRevision.objects.get().silent is True


@pytest.mark.django_db(transaction=True)
def test_database_error_at_the_end_rolls_everything_back(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", rss(item()))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE qrc_source ADD CONSTRAINT no_ok CHECK (last_status <> 'ok')")
        try:
            result = poll(source)
        finally:
            cursor.execute("ALTER TABLE qrc_source DROP CONSTRAINT no_ok")

    assert (result.status, Advisory.objects.count(), Owed.objects.count()) == ("failed", 0, 0)
    source.refresh_from_db()
    assert (source.etag, source.imported_at, source.failures) == ("", None, 1)
    assert counts(poll_again(source)) == OK


def test_failed_payload_keeps_the_old_validators(feeds, follow):
    source = follow()
    whole = rss(item())
    feeds.serve("/feed.xml", whole)
    poll(source)
    feeds.serve("/feed.xml", whole[:-40])

    assert poll_again(source).status == "failed"
    assert poll_again(source).status == "failed"

    feeds.serve("/feed.xml", whole)
    assert counts(poll_again(source)) == SAME
    assert Payload.objects.count() == 2


def test_poll_overtaken_by_a_newer_one_writes_nothing(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", rss(item(1)))
    poll(source)
    late = Source.objects.get(pk=source.pk)
    feeds.serve("/feed.xml", rss(item(2)))
    poll_again(source)
    feeds.serve("/feed.xml", rss(item(3)))

    assert counts(poll(late)) == ("ok", 0, 0, 0, 0)

    assert sorted(Advisory.objects.values_list("identity", flat=True)) == [
        "urn:cert:1",
        "urn:cert:2",
    ]
    assert Fetch.objects.count() == 2


def test_gone_stops_the_source_until_an_editor_decides(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", b"weg", status=410)

    result = poll(source)
    poll_again(source)

    assert (result.status, result.error) == ("gone", "De bron zegt dat ze niet meer bestaat (410).")
    source.refresh_from_db()
    assert source.gone_at is not None
    Source.objects.update(next_poll_at=timezone.now())
    assert claim_due() == []
    assert verbs(source) == ["qrc.source.gone"]

    feeds.serve("/feed.xml", rss(item()))
    set_enabled(source=source, enabled=True)
    assert claim_due() == [source]
    assert counts(poll_again(source)) == OK


def test_editors_poll_revives_a_gone_source(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", b"weg", status=410)
    poll(source)
    feeds.serve("/feed.xml", rss(item()))

    poll_again(source)

    source.refresh_from_db()
    assert source.gone_at is None
    assert verbs(source) == ["qrc.source.gone", "qrc.source.recovered"]


def test_failing_is_told_once_a_streak(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", b"", status=500)
    told = []
    for _turn in range(5):
        result = poll_again(source)
        told.append(verbs(source).count("qrc.source.failed"))

    assert told == [0, 0, 1, 1, 1]
    assert result.error == "De bron antwoordt met code 500."
    feeds.serve("/feed.xml", rss(item()))
    poll_again(source)
    assert verbs(source) == ["qrc.source.failed", "qrc.source.recovered"]


@pytest.mark.parametrize("status", [301, 308])
def test_permanent_move_is_noted_and_not_followed_by_itself(feeds, follow, status):
    source = follow("/oud.xml")
    feeds.serve("/nieuw.xml", rss(item()))
    feeds.serve("/oud.xml", b"", status=status, headers={"Location": "/nieuw.xml"})

    poll(source)
    poll_again(source)

    source.refresh_from_db()
    assert (source.url, source.moved_to) == (feeds.url("/oud.xml"), feeds.url("/nieuw.xml"))
    assert verbs(source) == ["qrc.source.moved"]
    follow_move(source=source)
    source.refresh_from_db()
    assert (source.url, source.moved_to, source.etag) == (feeds.url("/nieuw.xml"), "", "")


def test_temporary_move_is_not_noted(feeds, follow):
    source = follow("/oud.xml")
    feeds.serve("/nieuw.xml", rss(item()))
    feeds.serve("/oud.xml", b"", status=302, headers={"Location": "/nieuw.xml"})

    poll(source)

    source.refresh_from_db()
    assert source.moved_to == ""


def test_retry_after_is_honoured(feeds, follow):
    source = follow(interval_minutes=5)
    feeds.serve("/feed.xml", b"", status=429, headers={"Retry-After": "7200"})

    poll(source)

    source.refresh_from_db()
    wait = source.next_poll_at - timezone.now()
    assert timedelta(minutes=119) < wait <= timedelta(minutes=120)


def test_claim_is_for_one(follow):
    source = follow()

    assert [claim_due(), claim_due()] == [[source], []]
    Source.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim_due() == [source]


@pytest.mark.parametrize(
    "state", [{"enabled": False}, {"next_poll_at": timezone.now() + timedelta(days=1)}]
)
def test_claim_leaves_what_is_not_due(follow, state):
    follow(**state)

    assert claim_due() == []
