from __future__ import annotations

import pytest

from community.messaging.models import Body, Delivery
from community.messaging.webhooks import add_webhook, remove_webhook
from qrc.alerts.services import raise_alert
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_gent(gent, alice):
    return add_webhook(organisation=gent, url="https://tickets.gent.example/in", actor=alice)[0]


def called() -> list[int | None]:
    return list(Delivery.objects.filter(channel="webhook").values_list("address_id", flat=True))


def test_systems_hear_what_their_bestuur_subscribed_to(of_gent, gent, aalst, alice):
    add_webhook(organisation=aalst, url="https://tickets.aalst.example/in", actor=alice)
    make.subscriber(organisation=gent)
    make.subscriber(organisation=gent, words=["PoortWacht"])
    make.subscriber(organisation=aalst, words=["Zaakpad"])

    raise_alert(revision_id=make.revision().pk)

    assert called() == [of_gent.pk]
    assert Delivery.objects.get(channel="webhook").parts == {
        "why": "Een abonnement van Gent vroeg hierom."
    }


def test_a_system_is_told_what_it_sorts_tickets_by(of_gent, gent):
    make.subscriber(organisation=gent)
    source = make.source(name="CERT Proef")
    advisory = make.advisory(
        source=source, identity="PROEF-7", severity="critical", cves=["CVE-2026-00007"],
        exploited=True,
    )  # fmt: skip
    raise_alert(revision_id=make.revision(advisory).pk)

    (body,) = Body.objects.filter(channel="webhook", language="nl")
    assert body.headers == {
        "id": advisory.pk, "number": 1, "change": "new", "source": "CERT Proef",
        "identity": "PROEF-7", "severity": "critical", "cves": ["CVE-2026-00007"],
        "exploited": True, "ransomware": False, "tlp": "CLEAR",
    }  # fmt: skip


def test_systems_hear_nothing_of_what_somebody_asked_for_himself(of_gent, gent, alice):
    make.subscriber()

    raise_alert(revision_id=make.revision().pk)

    assert called() == []


def test_a_small_change_calls_no_system_and_a_withdrawal_does(of_gent, gent):
    make.subscriber(organisation=gent)
    first = make.revision()
    raise_alert(revision_id=first.pk)
    Delivery.objects.update(state="sent")

    raise_alert(revision_id=make.revision(first.advisory, kind="changed").pk)
    assert called() == [of_gent.pk]

    raise_alert(revision_id=make.revision(first.advisory, kind="withdrawn").pk)
    assert called() == [of_gent.pk] * 2


def test_a_webhook_that_was_removed_hears_nothing(of_gent, gent, alice):
    make.subscriber(organisation=gent)
    remove_webhook(address=of_gent, actor=alice)

    raise_alert(revision_id=make.revision().pk)

    assert Delivery.objects.filter(channel="webhook").count() == 0
