from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from community.messaging.enums import AddressState
from community.messaging.models import Address
from community.organisations.middleware import set_memberships
from qrc.alerts.attention import pressing, reach_of
from qrc.alerts.models import Alert
from qrc.alerts.services import raise_alert
from qrc.subscriptions.services import stop_subscription, subscribe, subscriber_of
from qrc.tiles import Ledger, MySubscription, PublicSources, Reachable, Sources, Warnings
from tests.factories import messaging, qrc

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked_by(rf: RequestFactory):
    def ask(user):
        request = rf.get("/")
        request.user, request.session = user, {}
        set_memberships(request)
        return request

    return ask


def told(advisory):
    return raise_alert(revision_id=qrc.revision(advisory).pk)


def test_pressing_forgets_after_two_weeks(alice):
    subscriber = subscriber_of(user=alice)
    subscribe(subscriber=subscriber)
    advisory = qrc.advisory(severity="critical")
    alert = told(advisory)
    assert pressing(alice, subscriber) == [advisory]

    Alert.objects.filter(pk=alert.pk).update(raised_at=timezone.now() - timedelta(days=15))

    assert pressing(alice, subscriber) == []


def test_pressing_of_who_asked_for_nothing_is_empty(alice):
    told(qrc.advisory(severity="critical"))

    assert pressing(alice, None) == ()
    assert pressing(alice, subscriber_of(user=alice)) == []


def test_pressing_keeps_what_one_may_not_read(gent, alice):
    """Who lost the right to TLP:AMBER since the alert no longer sees it."""
    subscriber = subscriber_of(user=alice)
    subscribe(subscriber=subscriber, organisation=gent)
    advisory = qrc.advisory(severity="critical", tlp="AMBER")
    told(advisory)
    assert pressing(alice, subscriber) == [advisory]

    alice.memberships.update(left_at=timezone.now())

    assert pressing(alice, subscriber) == []


def test_reach_counts_running_subscriptions_and_knows_every_address(alice):
    subscriber = subscriber_of(user=alice)
    for word in ("PoortWacht", "Zaakpad"):
        subscription = subscribe(subscriber=subscriber, words=[word])
    stop_subscription(subscription=subscription)
    subscriber.phone = messaging.phone(user=alice, state=AddressState.BOUNCED)
    subscriber.save()

    reach = reach_of(alice)

    assert (reach.subscriptions, reach.addresses) == (1, [subscriber.email, subscriber.phone])
    assert (reach.to_confirm, reach.unreachable) == ([], [subscriber.phone])


def test_reachable_asks_for_each_gap(alice, asked_by):
    subscriber = subscriber_of(user=alice)
    subscribe(subscriber=subscriber)
    Address.objects.filter(pk=subscriber.email_id).update(state=AddressState.UNCONFIRMED)
    subscriber.phone = messaging.phone(user=alice, state=AddressState.BOUNCED)
    subscriber.save()

    titles = [item.title for item in Reachable().get_attention(asked_by(alice)).items]

    assert titles == [
        "Bevestig alice@gent.example", f"Berichten naar {subscriber.phone.value} komen niet aan",
    ]  # fmt: skip


def test_warnings_counts_what_this_person_may_read(alice, qrc_editor, newcomer, asked_by):
    for tlp in ("CLEAR", "GREEN", "AMBER", "RED"):
        qrc.advisory(severity="critical", tlp=tlp)
    people = (newcomer, alice, qrc_editor)
    shown = [Warnings().get_context(asked_by(each)) for each in people]

    assert [each["value"] for each in shown] == [1, 3, 4]
    assert [each["tag_label"] for each in shown] == ["1 kritiek", "3 kritiek", "4 kritiek"]


def test_my_subscription_says_by_which_channels_one_is_reached(alice, asked_by):
    subscriber = subscriber_of(user=alice)
    assert (
        MySubscription().get_context(asked_by(alice))["note"] == "Kies waarvoor wij u mogen wekken."
    )
    subscribe(subscriber=subscriber)

    shown = MySubscription().get_context(asked_by(alice))

    assert (shown["value"], shown["note"]) == (1, "U bent bereikbaar via e-mail.")


def test_sources_tells_followed_and_failing_apart(qrc_editor, asked_by):
    tile, request = Sources(), asked_by(qrc_editor)
    qrc.source(enabled=False)
    assert tile.get_context(request)["note"].startswith("Geen enkele bron staat aan.")
    qrc.source()
    qrc.source(failures=2)
    qrc.source(gone_at=timezone.now())

    shown = tile.get_context(asked_by(qrc_editor))

    assert (shown["value"], shown["unit"]) == (2, "van 4 bronnen gevolgd")
    assert shown["tag_label"] == "2 vragen aandacht"


def test_ledger_counts_the_last_day(alice, qrc_editor, asked_by):
    subscribe(subscriber=subscriber_of(user=alice), channels=["email"])
    alert = told(qrc.advisory(severity="critical"))
    request = asked_by(qrc_editor)
    assert Ledger().get_context(request)["note"] == "Niets mislukt."
    alert.message.deliveries.update(state="failed")

    shown = Ledger().get_context(asked_by(qrc_editor))

    assert (shown["value"], shown["tag_label"]) == (1, "1 mislukt of onbekend")


def test_editors_tiles_are_for_editors(alice, qrc_editor, asked_by):
    shown = [
        [tile().is_shown(asked_by(each)) for tile in (Sources, Ledger)]
        for each in (alice, qrc_editor)
    ]

    assert shown == [[False, False], [True, True]]


def test_public_sources_hides_until_there_is_one(rf):
    assert PublicSources().is_shown(rf.get("/")) is False
    qrc.source()
    assert PublicSources().is_shown(rf.get("/")) is True
