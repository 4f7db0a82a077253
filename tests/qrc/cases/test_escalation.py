from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from community.activity.models import Activity
from community.messaging.models import Address, Delivery
from community.messaging.outbox import short_message_of
from community.organisations.enums import Role
from qrc.cases import services
from qrc.cases.escalation import escalate_due
from qrc.cases.models import Case
from qrc.contacts.services import set_patience
from qrc.subscriptions.services import subscriber_of
from tests.factories import portfolio
from tests.people import make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def ciso(gent):
    user = make_user("ciska@gent.example", "Ciska")
    make_member(user, gent, Role.CISO)
    Address.objects.create(channel="sms", value="+32470000903", user=user, state="bevestigd")
    subscriber_of(user=user)
    return user


def after(hours: float) -> int:
    with time_machine.travel(timezone.now() + timedelta(hours=hours), tick=False):
        return escalate_due()


def reminded() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(message__kind="qrc.escalation").order_by(
        "user__email", "channel"
    )
    return [(row.user.first_name, row.channel) for row in rows.select_related("user")]


def steps() -> list[dict]:
    return [row.data for row in Activity.objects.filter(verb="qrc.case.escalated").order_by("pk")]


def test_after_four_hours_the_second_contact_and_the_administrator_hear_it(case, alice, ciso):
    assert after(3.9) == 0
    assert after(4.1) == 1

    assert reminded() == [
        ("Alice", "email"), ("Alice", "web"), ("Ciska", "email"), ("Ciska", "sms"), ("Ciska", "web"),
    ]  # fmt: skip
    assert steps() == [{"step": 1, "round": 1}]


def test_each_step_is_taken_once(case, alice, ciso):
    assert [after(5), after(5.1), after(5.2)] == [1, 0, 0]
    assert len(reminded()) == 5
    assert [after(9.2), after(20), after(400)] == [1, 0, 0]

    case.refresh_from_db()
    assert case.unanswered_at is not None
    assert steps() == [{"step": 1, "round": 1}, {"step": 2, "round": 1}]
    assert len(reminded()) == 5


def test_a_kill_between_message_and_note_repeats_nothing(case, alice, ciso):
    after(5)
    before = reminded()
    # What a kill would have left of the first step: neither the note nor the message.
    Case.objects.update(escalated_at=None)
    after(5)

    assert reminded() == before


def test_who_answered_in_time_is_not_reminded(case, bob, ciso):
    services.acknowledge(cases=[case], user=bob, via="mail")

    assert after(100) == 0
    assert reminded() == []


@pytest.mark.parametrize(
    ("fields", "hours", "expected"),
    [
        ({"severity": "high"}, 23, 0),
        ({"severity": "high"}, 25, 1),
        ({"severity": "high", "exploited": True}, 5, 1),
        ({"severity": "medium", "exploited": True}, 5, 1),
        ({"severity": "medium"}, 400, 0),
        ({"severity": "unknown"}, 400, 0),
    ],
)
def test_how_long_depends_on_what_it_is(bob, gent, told, fields, hours, expected):
    portfolio.known(gent)
    told(**fields)

    assert after(hours) == expected


def test_an_organisation_sets_its_own_hours(case, alice, gent):
    set_patience(organisation=gent, grave_hours=12, high_hours=48, actor=alice)

    assert after(11) == 0
    assert after(13) == 1


def test_what_nobody_was_told_of_is_not_escalated(bob, gent):
    from qrc.matching.services import match_advisories
    from tests.factories import qrc as make

    portfolio.known(gent)
    match_advisories([make.advisory(severity="critical")])
    services.settle()

    assert after(400) == 0


def test_an_sms_spells_out_nothing_above_green(bob, gent, ciso, told: Callable[..., object]):
    portfolio.known(gent)
    told(severity="critical", tlp="AMBER")
    after(5)
    sms = Delivery.objects.select_related("message", "address").get(
        message__kind="qrc.escalation", channel="sms"
    )
    text = short_message_of(sms).text

    assert text.startswith("QRC: nog niemand bij Gent bevestigde KRITIEK TLP:AMBER Gezien? http")
    assert "PoortWacht" not in text
