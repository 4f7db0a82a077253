"""A worker dies in the midst of a newsletter; two others, rung over and over, send it once."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from celery import current_app
from django.db import connection, transaction

from community.messaging.models import Delivery
from content.newsletters import services
from content.newsletters.enums import NewsletterState
from content.newsletters.models import Newsletter
from content.newsletters.tasks import send
from tests.chaos.test_kill_between import is_alone, is_blocked
from tests.people import make_member, make_user
from tests.standins.site import wait_until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

READERS = 20


def ring() -> None:
    """What beat does every minute, and whoever plans a letter at once."""
    current_app.send_task(send.name)
    current_app.send_task("community.messaging.tasks.sweep")
    current_app.send_task("community.messaging.tasks.deliver", ("email",))


def test_killed_while_it_sends_and_taken_up_by_two(
    smtp: Any, site_with: Any, gent: Any, editor: Any
):
    for number in range(READERS):
        make_member(make_user(f"lezer{number}@gent.example", f"Lezer {number}"), gent)
    letter = Newsletter.objects.create(title="Lente", lead="Wat er nieuw is.", readers="besturen")
    services.plan(letter=letter, actor=editor, version=1)
    current_app.control.purge()
    site = site_with(EMAIL_URL=smtp.url)
    with transaction.atomic(), connection.cursor() as cursor:
        # The last thing it writes is an activity: there we hold it.
        cursor.execute("LOCK TABLE community_activity IN SHARE ROW EXCLUSIVE MODE")
        life = site.start("worker")
        current_app.send_task(send.name)
        assert wait_until(is_blocked, 60), life.said()
        life.kill()
        assert wait_until(lambda: not life.alive(), 30)
    assert wait_until(is_alone, 30)
    letter.refresh_from_db()
    assert (letter.state, Delivery.objects.count(), smtp.count) == (NewsletterState.PLANNED, 0, 0)

    lives = [site.start("worker") for _n in range(2)]
    for _n in range(5):
        ring()

    def is_sent() -> bool:
        ring()
        return Delivery.objects.filter(state="sent").count() == READERS

    assert wait_until(is_sent, 60, pause=1.0), lives[0].said()
    for each in lives:
        each.kill()
    assert wait_until(lambda: not any(each.alive() for each in lives), 30)
    current_app.control.purge()
    heard = Counter(each.to[0] for each in smtp.accepted)
    assert heard == Counter(Delivery.objects.values_list("address__value", flat=True))
    assert (len(heard), set(heard.values())) == (READERS, {1})
