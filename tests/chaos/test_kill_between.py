"""A process dies between a revision and its warning, or in the midst of the fan-out."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from community.activity.models import Owed
from community.messaging.models import Delivery
from qrc.advisories.models import AdvisoryRevision
from qrc.alerts.models import Alert
from tests.acceptance import job
from tests.factories import qrc as make
from tests.qrc.feeds.writing import item, rss
from tests.standins.site import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

READERS = 20


def is_blocked() -> bool:
    """Whether some process waits for a lock: the one that is telling."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted "
            "AND relation = 'community_activity'::regclass"
        )
        return bool(cursor.fetchone()[0])


def is_alone() -> bool:
    """Whether nobody else holds a line to this database any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )
        return not cursor.fetchone()[0]


def left() -> tuple[int, int, int]:
    """Reactions owed, alerts raised, deliveries made."""
    owed = Owed.objects.filter(reaction="qrc.raise_alert", paid_at=None).count()
    return owed, Alert.objects.count(), Delivery.objects.count()


def test_killed_after_the_revision_and_again_in_the_fan_out(feeds, smtp, site_with):
    for _n in range(READERS):
        make.subscriber()
    make.source(name="CERT", url=feeds.url("/feed.xml"), kind="rss", first_poll="announce")
    feeds.serve("/feed.xml", rss(item()))
    # This poller dies with its bell unrung: only what it committed is left of it.
    assert job.poll("CERT")["new"] == 1
    assert left() == (1, 0, 0)

    site = site_with(EMAIL_URL=smtp.url)
    with transaction.atomic(), connection.cursor() as cursor:
        # The last thing a fan-out writes is an activity: there we hold it.
        cursor.execute("LOCK TABLE community_activity IN SHARE ROW EXCLUSIVE MODE")
        life = site.start("qrc_deliver", "--until-empty")
        assert wait_until(is_blocked, 60), life.said()
        life.kill()
        assert wait_until(lambda: not life.alive(), 10)
    # The server notices at once, or when the dead may go on: either way nothing is committed.
    assert wait_until(is_alone, 20)
    assert left() == (1, 0, 0)
    assert smtp.count == 0

    job.deliver()

    assert left() == (0, 1, READERS)
    assert AdvisoryRevision.objects.count() == 1
    assert sorted(each.to[0] for each in smtp.accepted) == sorted(
        Delivery.objects.values_list("address__value", flat=True)
    )
    assert smtp.count == READERS
