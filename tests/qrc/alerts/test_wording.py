from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from community.kit.text import is_gsm7, segments
from community.messaging import delivering
from community.messaging.bodies import filled
from community.messaging.enums import AddressState, State
from community.messaging.models import Address, Delivery
from qrc.alerts.services import raise_alert
from qrc.alerts.wording import words_for
from qrc.subscriptions.models import Subscription
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

PHONE = "+32470111222"


@pytest.mark.parametrize(
    ("severity", "kind", "begin", "subject"),
    [
        ("critical", "new", "QRC: KRITIEK Lek", "Kritiek: Lek"),
        ("unknown", "new", "QRC: ONBEKEND Lek", "Onbekend: Lek"),
        ("critical", "escalated", "QRC: ERNSTIGER KRITIEK Lek", "Ernstiger geworden: Kritiek: Lek"),
        ("high", "changed", "QRC: GEWIJZIGD Lek", "Gewijzigd: Lek"),
        ("high", "withdrawn", "QRC: INGETROKKEN Lek", "Ingetrokken: Lek"),
    ],
)
def test_first_words_say_what_it_is(severity, kind, begin, subject):
    advisory = make.advisory(title="Lek", severity=severity, cves=["CVE-2026-12345"])

    words = words_for(make.revision(advisory, kind=kind, severity=severity))

    sms = words["sms", "nl"].text
    # Whose portfolio is hit is asked whether he saw it; nobody is asked about what is taken back.
    asked = "" if kind == "withdrawn" else "[[?ack]]Gezien? [[ack]][[/ack]][[!ack]]"
    assert sms.startswith(f"{begin} CVE-2026-12345 {asked}http")
    assert sms.endswith("Stop: [[unsubscribe]]")
    assert words["email", "nl"].subject == subject
    assert words["web", "nl"].subject == subject


@pytest.mark.django_db(transaction=True)
def test_sms_on_the_phone_fits_gsm7_counts_its_parts_and_opens_the_way_out(client, twilio):
    make.subscriber("alice@gent.example", PHONE)
    title = "“België” – geïnstalleerde Zaakpad™ vóór 2.1 laat ‘alles’ door… " + "x" * 200
    raise_alert(revision_id=make.revision(make.advisory(title=title)).pk)

    delivering.deliver("sms")

    (text,) = twilio.to(PHONE)
    assert text.startswith('QRC: HOOG "Belgie" - geinstalleerde ZaakpadTM')
    assert is_gsm7(text)
    assert Delivery.objects.get(channel="sms").segments == segments(text) <= 2
    way_out = urlsplit(text.rpartition("Stop: ")[2]).path
    client.post(way_out, {"doe": "stop"})
    assert Subscription.objects.get().channels == ["email", "web"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("state", [s for s in AddressState if s != AddressState.CONFIRMED])
def test_sms_goes_to_confirmed_numbers_only(twilio, state):
    make.subscriber("alice@gent.example", PHONE)
    Address.objects.filter(value=PHONE).update(state=state)
    raise_alert(revision_id=make.revision().pk)

    delivering.deliver("sms")

    assert twilio.count == 0
    row = Delivery.objects.get(channel="sms")
    assert (row.state, row.error_code) == (State.SUPPRESSED, f"address-{state}")


def test_mail_does_not_tell_the_new_explanation_twice():
    first = make.revision(make.advisory(summary="Misbruik is vastgesteld."))
    second = make.revision(first.advisory, kind="escalated")
    second.changes = [
        {"field": "summary", "label": "Samenvatting", "before": "", "after": first.advisory.summary}
    ]

    html = words_for(second)["email", "nl"].html

    assert html.count("Misbruik is vastgesteld.") == 1
    assert "De uitleg hieronder is aangepast." in html


@pytest.mark.parametrize(
    "title", ["Lek [[?ack]] hier", "Lek [[[?ack]] hier [[/ack]]", "Lek [[unsubscribe]]"]
)
def test_a_source_cannot_steer_what_a_reader_sees(title):
    make.subscriber("alice@gent.example", PHONE)
    text = f"{title} en [[why]] wat er nog volgt"
    advisory = make.advisory(
        title=title, summary=text, action=text, source=make.source(shows_text=True)
    )
    raise_alert(revision_id=make.revision(advisory).pk)

    for row in Delivery.objects.select_related("message"):
        body = row.message.bodies.get(channel=row.channel, language="nl")
        said = filled(
            body.text, {"why": "Daarom.", "ack": "", "unsubscribe": "https://uit.example"}
        )
        assert "Lek [ [" in said
        assert row.channel == "sms" or ("wat er nog volgt" in said and said.count("Daarom.") == 1)
        assert said.count("https://uit.example") == 1
