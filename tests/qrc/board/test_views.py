from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.activity.models import Activity
from community.messaging.models import Delivery
from qrc.alerts.services import raise_alert
from qrc.board.queries import Tally, recent_warnings, tallied
from qrc.cases.models import Case
from qrc.cases.services import acknowledge, change_cases
from qrc.indicators import confirmed_within_a_day
from tests.factories import portfolio
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db
BOARD = "/qrc/bord/"


@pytest.fixture
def advisory(alice, bob, charlie, gent, aalst):
    """Gent and Aalst are hit; Gent has its mail, confirmed and works on it, Aalst heard nothing."""
    portfolio.known(gent)
    portfolio.known(aalst)
    found = make.advisory(severity="critical")
    raise_alert(revision_id=make.revision(found).pk)
    Delivery.objects.filter(user=bob, channel="email").update(state="sent")
    mine = Case.objects.filter(organisation=gent)
    acknowledge(cases=mine, user=bob, via="mail")
    change_cases(cases=mine, state="in-behandeling", note="geheime notitie", actor=bob)
    Case.objects.filter(organisation=aalst).update(
        escalated_at=timezone.now(), unanswered_at=timezone.now()
    )
    return found


def test_the_figures_add_up_by_province(advisory):
    (line,) = tallied(list(recent_warnings()))

    assert line.all == Tally(
        hit=2, reached=1, acknowledged=1, in_progress=1, resolved=0, not_applicable=0, unanswered=1
    )
    assert {name: each.hit for name, each in line.provinces.items()} == {"Oost-Vlaanderen": 2}


def test_only_the_desk_opens_the_board(client_of, advisory, alice, helpdesk, qrc_editor):
    for user, status in ((alice, 403), (helpdesk, 403), (qrc_editor, 200)):
        for address in (BOARD, f"{BOARD}{advisory.pk}/"):
            assert client_of(user).get(address).status_code == status
    page = client_of(qrc_editor).get(BOARD).content.decode()
    assert 'hx-trigger="every 15s"' in page
    assert "1 keer bevestigde een bestuur niet" in page
    assert "Gent" not in page


def test_each_look_at_who_is_hit_is_written_down(client_of, advisory, qrc_editor):
    for _again in range(2):
        page = client_of(qrc_editor).get(f"{BOARD}{advisory.pk}/").content.decode()

    rows = Activity.objects.filter(verb="qrc.hits.viewed")
    assert (
        list(rows.values_list("actor", "subject_type", "subject_id"))
        == [(qrc_editor.pk, "qrc.advisory", str(advisory.pk))] * 2
    )
    assert "Gent" in page
    assert "Aalst" in page
    assert "geheime notitie" not in page
    assert "PoortWacht VPN" not in page.replace(advisory.title, "")


def test_the_board_costs_the_same_for_one_and_for_three(client_of, costs, advisory, qrc_editor):
    client = client_of(qrc_editor)
    one = costs(client, BOARD), costs(client, f"{BOARD}{advisory.pk}/")
    for title in ("Twee", "Drie"):
        raise_alert(revision_id=make.revision(make.advisory(title=title)).pk)

    assert len(client.get(BOARD).context["lines"]) == 3
    assert (costs(client, BOARD), costs(client, f"{BOARD}{advisory.pk}/")) == one


def test_what_nobody_was_told_of_is_not_on_the_board(advisory):
    Case.objects.update(asked_at=None)

    assert list(recent_warnings()) == []


def test_the_indicator_counts_what_was_confirmed_within_a_day(advisory):
    today = timezone.localdate()
    now = timezone.now()
    assert confirmed_within_a_day(today) == 100
    Case.objects.filter(acknowledged_at=None).update(asked_at=now - timedelta(hours=25))
    assert confirmed_within_a_day(today) == 50
    Case.objects.update(asked_at=now - timedelta(days=4), acknowledged_at=now - timedelta(days=2))
    assert confirmed_within_a_day(today) == 0
    Case.objects.update(asked_at=now - timedelta(days=95))
    assert confirmed_within_a_day(today) == 0
    assert confirmed_within_a_day(today - timedelta(days=10)) == 0
