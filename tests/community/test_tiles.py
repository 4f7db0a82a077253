"""What the platform sees of trouble behind the screens."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from community.activity.models import Activity, Owed
from community.messaging.alarms import sound
from tests.people import make_user, with_second_factor

pytestmark = pytest.mark.django_db
OVERVIEW = "/overzicht/"


def stuck(reaction: str = "qrc.raise_alert", attempts: int = 3) -> Owed:
    happened = Activity.objects.create(verb="qrc.advisory.revised")
    return Owed.objects.create(
        activity=happened, reaction=reaction, attempts=attempts, error="RuntimeError: stuk"
    )


def test_stuck_reaction_and_alarm_are_seen_by_who_can_mend_them(
    platform_admin, qrc_editor, editor, helpdesk, alice, client_of
) -> None:
    stuck()
    stuck("content.sync", attempts=2)
    sound("21408")
    for user, sees in (
        (platform_admin, True), (qrc_editor, True), (editor, False), (helpdesk, False),
        (alice, False),
    ):  # fmt: skip
        page = client_of(user).get(OVERVIEW).content.decode()
        assert ("qrc.raise_alert lukt niet" in page) is sees
        assert ("De landcode is niet opengezet bij Twilio." in page) is sees
        assert "content.sync" not in page


def test_trouble_that_is_over_is_gone(platform_admin, client_of) -> None:
    owed = stuck()
    Owed.objects.filter(pk=owed.pk).update(paid_at=timezone.now())
    sound("21408")
    Activity.objects.update(at=timezone.now() - timedelta(days=1, minutes=1))

    page = client_of(platform_admin).get(OVERVIEW).content.decode()

    assert "lukt niet" not in page
    assert "opengezet" not in page


def test_empty_budget_is_said_in_words(platform_admin, client_of) -> None:
    sound("budget")

    page = client_of(platform_admin).get(OVERVIEW).content.decode()

    assert "Het sms-budget van deze maand is op." in page


def test_trouble_costs_the_same_for_one_and_three(platform_admin, client_of) -> None:
    client = client_of(platform_admin)

    def cost() -> int:
        client.get(OVERVIEW)
        with CaptureQueriesContext(connection) as asked:
            client.get(OVERVIEW)
        return len(asked)

    stuck("a.one")
    sound("21408")
    one = cost()
    cache.clear()
    stuck("a.two")
    stuck("a.three")
    sound("21606")
    sound("30007")

    assert cost() == one <= 21


def test_metrics_count_what_is_owed_and_stuck(client) -> None:
    stuck()
    stuck(attempts=1)

    page = client.get("/metrics").content.decode()

    assert "vlavirgem_reactions_owed 2.0" in page
    assert "vlavirgem_reactions_stuck 1.0" in page


def test_keeper_sees_why_and_lets_it_be_tried_again(client_of) -> None:
    keeper = make_user("beheer@platform.example", is_staff=True, is_superuser=True)
    client, owed = client_of(with_second_factor(keeper)), stuck()
    Owed.objects.update(not_before=timezone.now() + timedelta(hours=1))
    path = reverse("admin:community_owed_changelist")

    assert "RuntimeError: stuk" in client.get(path).content.decode()
    client.post(path, {"action": "try_again", "_selected_action": [owed.pk]})

    assert Owed.objects.due().get() == owed
    assert client.get(reverse("admin:community_owed_add")).status_code == 403
    gone = reverse("admin:community_owed_delete", args=[owed.pk])
    assert client.post(gone, {"post": "yes"}).status_code == 403
