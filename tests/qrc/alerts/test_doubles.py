"""One event told by several sources rings once; what is graver rings again."""

from __future__ import annotations

import pytest

from community.messaging.models import Delivery, Message
from qrc.advisories.models import Advisory
from qrc.alerts.services import raise_alert
from qrc.matching.gathering import gather
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

CVES = ["CVE-2026-10432"]


def tell(**fields: object) -> Advisory:
    advisory = make.advisory(**{"cves": CVES} | fields)
    raise_alert(revision_id=make.revision(advisory).pk)
    return advisory


def rung(advisory: Advisory) -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(message__thread=f"qrc.advisory:{advisory.pk}")
    return sorted(rows.values_list("recipient", "channel"))


@pytest.fixture
def reader():
    return make.subscriber("alice@gent.example", "+32470111222").recipient


def test_second_source_of_one_event_rings_nobody_twice(reader):
    first, second = tell(), tell()

    assert rung(first) == [(reader, "email"), (reader, "sms")]
    assert rung(second) == []
    assert first.pk != second.pk
    clusters = set(Advisory.objects.values_list("cluster", flat=True))
    assert len(clusters) == 1
    assert None not in clusters


def test_another_event_rings(reader):
    tell()

    assert rung(tell(cves=["CVE-2026-99999"])) == [(reader, "email"), (reader, "sms")]


@pytest.mark.parametrize(
    "graver", [{"severity": "critical"}, {"exploited": True}, {"ransomware": True}]
)
def test_graver_news_of_the_same_event_rings(reader, graver):
    tell()

    assert rung(tell(**graver)) == [(reader, "email"), (reader, "sms")]


def test_who_did_not_hear_the_first_hears_the_second(reader):
    tell()
    late = make.subscriber("bob@gent.example").recipient

    assert rung(tell()) == [(late, "email")]


def test_what_failed_to_leave_counts_for_nothing(reader):
    tell()
    Delivery.objects.filter(channel="email").update(state="failed")

    assert rung(tell()) == [(reader, "email")]


def test_after_a_withdrawal_the_other_source_rings(reader):
    first = tell()
    Advisory.objects.filter(pk=first.pk).update(withdrawn_at="2026-01-01T00:00:00Z")

    assert rung(tell()) == [(reader, "email"), (reader, "sms")]


def test_one_source_is_never_its_own_double(reader):
    source = make.source()

    tell(source=source)

    assert rung(tell(source=source)) == [(reader, "email"), (reader, "sms")]


def test_gathering_again_changes_nothing(reader):
    tell()
    second = tell()

    assert gather(Advisory.objects.get(pk=second.pk)) == Advisory.objects.get(pk=second.pk).cluster


def test_advisory_number_makes_one_event_without_cves(reader):
    tell(cves=[], title="FG-IR-24-015 in PoortWacht")

    assert rung(tell(cves=[], title="Lek in PoortWacht", identity="FG-IR-24-015")) == []


def test_withdrawal_says_who_still_warns(reader):
    first, second = tell(), tell()
    Delivery.objects.update(state="sent")

    raise_alert(revision_id=make.revision(first, kind="withdrawn").pk)

    body = Message.objects.latest("pk").bodies.get(channel="email", language="nl")
    assert "Volg wat zij vragen" in body.text
    assert f"- {second.source.name}: http" in body.text
    assert "U hoeft er niets meer voor te doen" not in body.text
