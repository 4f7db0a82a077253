from __future__ import annotations

import pytest

from community.messaging.models import Body, Delivery
from community.messaging.webhooks import add_teams
from qrc.alerts.browsing import ledger
from qrc.alerts.queries import status
from qrc.alerts.services import raise_alert
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def of_gent(gent, alice):
    return add_teams(organisation=gent, url="https://teams.example/gent?sig=x", actor=alice)


def called() -> list[int | None]:
    rows = Delivery.objects.filter(channel="teams").order_by("pk")
    return list(rows.values_list("address_id", flat=True))


def told(revision) -> None:
    raise_alert(revision_id=revision.pk)


def test_channels_hear_what_their_bestuur_subscribed_to(of_gent, gent, aalst, alice):
    add_teams(organisation=aalst, url="https://teams.example/aalst?sig=x", actor=alice)
    make.subscriber(organisation=gent, words=["PoortWacht"])
    make.subscriber(organisation=aalst, words=["Zaakpad"])
    make.subscriber(words=["PoortWacht"])
    source = make.source(licence="CC BY 4.0", name="CERT Proef")
    revision = make.revision(
        make.advisory(source=source, action="Werk bij.", cves=["CVE-2026-1"], exploited=True)
    )

    told(revision)
    told(revision)

    assert called() == [of_gent.pk]
    body = Body.objects.get(channel="teams", language="nl")
    assert (body.subject, body.text) == (
        "Nieuw: PoortWacht-VPN: overname zonder wachtwoord", "Werk bij.",
    )  # fmt: skip
    assert body.headers == {
        "Ernst": "Hoog", "TLP": "TLP:CLEAR", "Bron": "CERT Proef", "CVE": "CVE-2026-1",
        "Misbruik": "vastgesteld",
    }  # fmt: skip
    assert status()["deliveries"]["teams"]["queued"] == 1
    assert not ledger().filter(channel="teams").exists()


def test_a_small_change_stays_out_and_a_withdrawal_comes(of_gent, gent):
    make.subscriber(organisation=gent)
    first = make.revision()
    told(first)
    Delivery.objects.update(state="sent")

    told(make.revision(first.advisory, kind="changed"))
    assert called() == [of_gent.pk]
    told(make.revision(first.advisory, kind="withdrawn"))
    assert called() == [of_gent.pk] * 2
    assert Body.objects.filter(channel="teams", text__startswith="De bron trok").count() == 1


def test_a_withdrawal_takes_back_what_still_waits(of_gent, gent):
    make.subscriber(organisation=gent)
    first = make.revision()
    told(first)
    told(make.revision(first.advisory, kind="withdrawn"))

    assert list(Delivery.objects.filter(channel="teams").values_list("state", flat=True)) == [
        "suppressed"
    ]


def test_a_card_above_green_tells_nothing_and_stricter_goes_nowhere(of_gent, gent, alice):
    make.subscriber(organisation=gent)
    for tlp in ("AMBER", "AMBER+STRICT", "RED"):
        told(make.revision(make.advisory(tlp=tlp, title="Geheim woord", summary="Geheim woord")))

    assert called() == [of_gent.pk]
    said = " ".join(
        f"{b.subject} {b.text} {b.headers}" for b in Body.objects.filter(channel="teams")
    )
    assert "Geheim" not in said
    assert "TLP:AMBER" in said
