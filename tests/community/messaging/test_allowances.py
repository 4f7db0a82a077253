from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection, connections

from community.activity.services import pay_owed
from community.messaging.allowances import set_allowance, take, used_by_each
from community.messaging.delivering import deliver
from community.messaging.enums import AddressState
from community.messaging.models import Address, Delivery, SmsAllowance
from community.organisations.models import Organisation
from qrc.alerts.services import raise_alert
from qrc.subscriptions.services import subscribe, subscriber_of
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db(transaction=True)
MAIL, SMS = "email", "sms"


def used(organisation: Organisation) -> int:
    return used_by_each([organisation.pk]).get(organisation.pk, 0)


def allowed(organisation: Organisation, cap: int, actor: Any, reserve: int = 20) -> SmsAllowance:
    return set_allowance(organisation=organisation, monthly_cap=cap, reserve=reserve, actor=actor)


def reader(user: Any, phone: str, organisation: Organisation, channels: list[str]) -> Address:
    address = Address.objects.create(
        channel=SMS, value=phone, user=user, state=AddressState.CONFIRMED
    )
    subscribe(subscriber=subscriber_of(user=user), organisation=organisation, channels=channels)
    return address


def states(kind: str = "qrc.alert", channel: str = SMS) -> list[str]:
    rows = Delivery.objects.filter(message__kind=kind, channel=channel).order_by("pk")
    return list(rows.values_list("state", flat=True))


def warn(severity: str) -> None:
    raise_alert(revision_id=make.revision(make.advisory(severity=severity)).pk)


def room_for_senders() -> int:
    """A hundred; fewer on a server that has not many connections for all its users."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_connections")
        return 100 if int(cursor.fetchone()[0]) >= 200 else 40


def test_a_hundred_senders_at_once_never_pass_the_cap(gent, platform_admin):
    many = room_for_senders()
    cap = many * 6 // 10
    allowance = allowed(gent, cap, platform_admin, reserve=0)
    start, taken = threading.Barrier(many), []

    def send() -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            taken.append(take(allowance, amount=1, priority=4))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(many)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert (len(taken), sum(taken), used(gent)) == (many, cap, cap)


def test_the_reserve_is_for_what_is_critical(gent, platform_admin):
    allowance = allowed(gent, 10, platform_admin, reserve=30)

    assert [take(allowance, amount=1, priority=2) for _ in range(8)] == [True] * 7 + [False]
    assert [take(allowance, amount=1, priority=1) for _ in range(4)] == [True] * 3 + [False]
    assert used(gent) == 10


def test_what_cannot_go_by_sms_goes_by_mail_and_who_should_know_hears_it_once(
    gent, alice, bob, qrc_editor, platform_admin, twilio
):
    allowed(gent, 2, platform_admin, reserve=50)
    reader(bob, "+32470000201", gent, [SMS])
    for severity in ("high", "high", "high"):
        warn(severity)
    deliver(SMS)
    pay_owed()

    assert sorted(states()) == ["sent", "suppressed", "suppressed"]
    assert (len(twilio.accepted), used(gent)) == (1, 1)
    instead = Delivery.objects.filter(message__kind="qrc.sms_instead")
    assert sorted(instead.values_list("channel", "user")) == [
        (MAIL, bob.pk), (MAIL, bob.pk), ("web", bob.pk), ("web", bob.pk),
    ]  # fmt: skip
    text = instead.filter(channel=MAIL)[0].message.bodies.get(channel=MAIL, language="nl").text
    assert twilio.accepted[0]["body"].split(" http")[0] in text
    notices = Delivery.objects.filter(message__kind="community.sms_cap", channel=MAIL)
    assert set(notices.values_list("user", flat=True)) == {alice.pk, qrc_editor.pk}
    assert notices.count() == 2

    warn("critical")
    deliver(SMS)
    assert (sorted(states()), used(gent)) == (["sent", "sent", "suppressed", "suppressed"], 2)


def test_who_gets_the_same_by_mail_gets_no_second(gent, bob, platform_admin, twilio):
    allowed(gent, 0, platform_admin)
    reader(bob, "+32470000202", gent, [MAIL, SMS])
    warn("critical")
    deliver(SMS)
    pay_owed()

    assert states() == ["suppressed"]
    assert states("qrc.sms_instead", MAIL) == []


def test_without_an_allowance_nothing_is_counted_and_another_bestuur_pays_its_own(
    gent, aalst, bob, charlie, platform_admin, twilio
):
    allowed(gent, 100, platform_admin)
    reader(bob, "+32470000203", gent, [SMS])
    reader(charlie, "+32470000204", aalst, [SMS])
    warn("high")
    deliver(SMS)

    assert (states(), used(gent), used(aalst)) == (["sent", "sent"], 1, 0)


def test_what_twilio_refuses_is_given_back(gent, bob, platform_admin, twilio):
    allowed(gent, 100, platform_admin)
    address = reader(bob, "+32470000205", gent, [SMS])
    twilio.refusals[address.value] = (400, 21211)
    warn("high")
    deliver(SMS)

    assert (states(), used(gent)) == (["failed"], 0)


def test_the_screen_is_for_platform_administrators(
    gent, platform_admin, helpdesk, alice, client_of
):
    page = "/platform/sms-budgetten/"
    for person in (helpdesk, alice):
        assert client_of(person).get(page).status_code == 403
    client = client_of(platform_admin)
    wish = {"organisation": gent.kbo, "monthly_cap": "500", "reserve": "25"}

    assert client.post(page, wish).status_code == 302
    allowance = SmsAllowance.objects.get()
    assert (allowance.organisation, allowance.monthly_cap, allowance.open_cap) == (gent, 500, 375)
    assert "Gent" in client.get(page).content.decode()

    for bad, words in (
        ({"organisation": "bestaatniet"}, "geen organisatie"),
        ({"organisation": "a"}, "meer dan één organisatie"),
        ({"reserve": "101"}, "100"),
    ):
        shown = client.post(page, wish | bad).content.decode()
        assert words in shown
        assert 'value="500"' in shown
    client.post(f"{page}{allowance.pk}/wegnemen/")
    assert not SmsAllowance.objects.exists()
