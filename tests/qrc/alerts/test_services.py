from __future__ import annotations

import pytest

from community.messaging.enums import State
from community.messaging.models import Delivery, Message
from qrc.alerts.models import Alert
from qrc.alerts.services import raise_alert
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

PHONE = "+32470111222"


def told() -> list[tuple[str, str]]:
    rows = Delivery.objects.filter(message__kind="qrc.alert").select_related("address", "user")
    return sorted((str(row.address or row.user), row.channel) for row in rows)


def test_new_advisory_reaches_each_channel_once():
    make.subscriber("alice@gent.example", PHONE)

    alert = raise_alert(revision_id=make.revision().pk)

    assert told() == [(PHONE, "sms"), ("alice@gent.example", "email")]
    assert alert is not None
    assert alert.recipients == 1


def test_raise_alert_again_adds_nothing():
    make.subscriber("alice@gent.example", PHONE)
    revision = make.revision()

    raise_alert(revision_id=revision.pk)
    raise_alert(revision_id=revision.pk)

    assert (Alert.objects.count(), Message.objects.count(), Delivery.objects.count()) == (1, 1, 2)


def test_silent_revision_tells_nobody():
    make.subscriber()

    assert raise_alert(revision_id=make.revision(silent=True).pk) is None
    assert told() == []


def test_overlapping_subscriptions_give_one_message_that_names_every_bestuur(gent, aalst):
    subscriber = make.subscriber("dina@dpo.example", organisation=gent)
    make.subscribe(subscriber=subscriber, organisation=aalst, words=["PoortWacht"])

    raise_alert(revision_id=make.revision().pk)

    why = Delivery.objects.get().parts["why"]
    assert told() == [("dina@dpo.example", "email")]
    assert "“PoortWacht”" in why
    assert why.endswith("voor deze besturen: Gent, Aalst.")


def test_two_subscribers_with_one_phone_give_one_sms():
    make.subscriber("alice@gent.example", PHONE)
    make.subscriber("bob@gent.example", PHONE)

    raise_alert(revision_id=make.revision().pk)

    assert told() == [
        (PHONE, "sms"), ("alice@gent.example", "email"), ("bob@gent.example", "email"),
    ]  # fmt: skip


def test_change_stays_on_screen_unless_mail_was_asked(alice):
    make.subscriber("rustig@gent.example")
    make.subscriber("alles@gent.example", PHONE, mail_on_changed=True)
    on_screen = make.subscriber("alice@gent.example")
    on_screen.user = alice
    on_screen.save()
    first = make.revision()

    raise_alert(revision_id=make.revision(first.advisory, kind="changed").pk)

    assert told() == [(str(alice), "web"), ("alles@gent.example", "email")]


def test_withdrawal_goes_to_exactly_those_who_got_the_original():
    make.subscriber("alice@gent.example", PHONE)
    first = make.revision()
    raise_alert(revision_id=first.pk)
    Delivery.objects.filter(channel="email").update(state=State.SENT)
    Delivery.objects.filter(channel="sms").update(state=State.FAILED)
    make.subscriber("later@gent.example")

    gone = make.revision(first.advisory, kind="withdrawn")
    raise_alert(revision_id=gone.pk)

    rows = Delivery.objects.filter(message__alert__revision=gone)
    assert [str(row.address) for row in rows] == ["alice@gent.example"]


def test_withdrawal_takes_back_what_still_waits():
    make.subscriber("alice@gent.example")
    first = make.revision()
    raise_alert(revision_id=first.pk)

    raise_alert(revision_id=make.revision(first.advisory, kind="withdrawn").pk)

    assert [row.state for row in Delivery.objects.all()] == [State.SUPPRESSED]


def test_escalation_answers_the_first_mail():
    make.subscriber("alice@gent.example")
    first = make.revision()
    raise_alert(revision_id=first.pk)
    Delivery.objects.update(state=State.SENT)

    later = make.revision(first.advisory, kind="escalated", severity="critical")
    raise_alert(revision_id=later.pk)

    from community.messaging.bodies import message_id

    original = Delivery.objects.order_by("pk").first()
    reply = Delivery.objects.get(message__alert__revision=later)
    assert original is not None
    assert reply.reply_to == message_id(original.key)


def test_amber_is_not_spelt_out_in_an_sms(gent):
    make.subscriber("alice@gent.example", PHONE, organisation=gent)
    secret = make.advisory(title="Geheime fout in Zaakpad", tlp="AMBER")

    alert = raise_alert(revision_id=make.revision(secret).pk)

    assert alert is not None
    assert alert.message is not None
    text = alert.message.bodies.get(channel="sms", language="nl").text
    assert "Zaakpad" not in text
    assert "TLP:AMBER" in text
