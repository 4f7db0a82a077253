"""Who answers and brings nothing: said once, and once more when it speaks again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.activity.models import Activity
from community.activity.services import pay_owed
from community.messaging.models import Body
from qrc.feeds.models import Fetch, Source
from qrc.feeds.services import set_enabled
from qrc.feeds.silence import watch
from qrc.feeds.tasks import watch_silence
from qrc.notifications import SOURCE_ALARM
from tests.factories import qrc as make
from tests.qrc.feeds.writing import item, poll_again, rss

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def weekly(source: Source, *, quiet_days: int, weeks: int = 10) -> Source:
    """Brought something every week until so many days ago, and answered until now."""
    now = timezone.now()
    last = now - quiet_days * DAY
    moments = [last - week * 7 * DAY for week in range(weeks)]
    Fetch.objects.bulk_create(Fetch(source=source, at=at, status="ok", new=1) for at in moments)
    Fetch.objects.create(source=source, at=now, status="not_modified")
    Source.objects.filter(pk=source.pk).update(imported_at=moments[-1] - DAY, last_ok_at=now)
    source.refresh_from_db()
    return source


def heard() -> list[str]:
    pay_owed()
    rows = Body.objects.filter(message__kind=SOURCE_ALARM.key, channel="web", language="nl")
    return list(rows.order_by("message").values_list("subject", flat=True))


def test_silence_is_told_once_and_so_is_its_end(feeds, follow, qrc_editor):
    source = weekly(follow(name="CERT"), quiet_days=40)
    feeds.serve("/feed.xml", rss(item()))

    assert [watch(), watch(), watch()] == [1, 0, 0]
    assert heard() == ["Bron CERT zwijgt ongewoon lang"]

    poll_again(source)
    assert heard() == ["Bron CERT zwijgt ongewoon lang", "Bron CERT brengt weer nieuws"]
    assert watch() == 0
    source.refresh_from_db()
    assert source.silent_since is None
    assert len(heard()) == 2


def test_alarm_says_how_long_and_what_is_usual(follow, qrc_editor):
    weekly(follow(name="CERT"), quiet_days=40)
    watch()
    heard()

    text = Body.objects.get(channel="email", language="nl").text
    assert "bracht al 40 dagen niets nieuws. Gewoonlijk komt er nieuws om de 7 dagen." in text
    english = Body.objects.get(channel="email", language="en").text
    assert "7 days" in english


@pytest.mark.parametrize(
    ("history", "fields"),
    [
        ({"quiet_days": 34}, {}),
        ({"quiet_days": 40, "weeks": 5}, {}),
        ({"quiet_days": 40}, {"enabled": False}),
        ({"quiet_days": 40}, {"gone_at": timezone.now()}),
        ({"quiet_days": 40}, {"last_ok_at": timezone.now() - 10 * DAY}),
        ({"quiet_days": 40}, {"imported_at": timezone.now() - 50 * DAY}),
    ],
    ids=["within its limit", "too little history", "off", "gone", "not asked", "history of before"],
)
def test_nobody_is_called_silent_without_reason(history, fields):
    source = weekly(make.source(), **history)
    Source.objects.filter(pk=source.pk).update(**fields)

    assert watch() == 0
    assert not Source.objects.exclude(silent_since=None).exists()


def test_a_304_for_weeks_is_silence_all_the_same(feeds, follow):
    source = weekly(follow(), quiet_days=36)
    feeds.serve("/feed.xml", b"", status=304)
    Source.objects.filter(pk=source.pk).update(last_ok_at=timezone.now() - 20 * DAY)
    assert watch() == 0

    assert poll_again(source).status == "not_modified"
    assert watch() == 1


def test_switching_off_and_on_tells_no_silence_twice(follow, qrc_editor):
    source = weekly(follow(name="CERT"), quiet_days=40)
    watch()
    set_enabled(source=source, enabled=False)
    watch()
    set_enabled(source=source, enabled=True)

    assert watch() == 0
    assert heard() == ["Bron CERT zwijgt ongewoon lang"]


def test_news_that_a_killed_poll_did_not_note_ends_the_silence(follow, qrc_editor):
    source = weekly(follow(name="CERT"), quiet_days=40)
    watch()
    Fetch.objects.create(source=source, status="ok", changed=1)

    watch()

    assert heard()[1:] == ["Bron CERT brengt weer nieuws"]


def test_first_import_is_no_news(feeds, follow):
    source = follow()
    feeds.serve("/feed.xml", rss(item(1)))
    poll_again(source)
    source.refresh_from_db()
    assert source.last_news_at is None

    feeds.serve("/feed.xml", rss(item(1), item(2)))
    poll_again(source)
    source.refresh_from_db()
    assert source.last_news_at is not None


def test_watching_costs_the_same_history_query_for_any_number_of_sources(follow):
    weekly(make.source(), quiet_days=3)
    with CaptureQueriesContext(connection) as one:
        watch()
    for _again in range(2):
        weekly(make.source(), quiet_days=3)
    with CaptureQueriesContext(connection) as three:
        watch()

    per_source = (len(three) - len(one)) / 2
    assert per_source == 4  # Savepoint, lock, save, release.


def test_the_watch_is_on_the_clock():
    tasks = {each["task"] for each in settings.CELERY_BEAT_SCHEDULE.values()}
    assert watch_silence.name in tasks
    watch_silence()
    assert not Activity.objects.filter(verb__startswith="qrc.source.").exists()
