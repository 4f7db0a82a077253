"""What happens between a warning's birth and its leaving: people stop, sources change their mind."""

from __future__ import annotations

import threading

import pytest
from django.db import connection, transaction
from django.test import Client

from community.messaging import delivering
from community.messaging.enums import State
from community.messaging.models import Delivery
from community.messaging.stopping import resume, stop, unsubscribe_url
from qrc.advisories.models import AdvisoryRevision
from qrc.alerts.models import Alert
from qrc.alerts.services import raise_alert
from qrc.notifications import LIST
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.services import replace_subscription, stop_subscription, subscribe
from tests.factories import qrc as make

pytestmark = pytest.mark.django_db

PHONE = "+32470111222"


def told(revision: AdvisoryRevision | None = None) -> dict[str, str]:
    """The state of each delivery by its channel."""
    rows = Delivery.objects.filter(message__kind="qrc.alert")
    if revision is not None:
        rows = rows.filter(message__alert__revision=revision)
    return dict(rows.values_list("channel", "state"))


def warn(of=None, **fields) -> AdvisoryRevision:
    revision = make.revision(of, **fields)
    raise_alert(revision_id=revision.pk)
    return revision


def sent() -> None:
    Delivery.objects.filter(state=State.QUEUED).update(state=State.SENT)


def only_subscription(subscriber: Subscriber):
    return subscriber.subscriptions.get()


def test_one_click_takes_back_the_mail_that_waits_and_leaves_the_sms(client: Client):
    subscriber = make.subscriber("alice@gent.example", PHONE)
    warn()
    path = "/" + unsubscribe_url(subscriber.email_id, LIST).split("/", 3)[3]

    answer = client.post(path, {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert told() == {"email": State.SUPPRESSED, "sms": State.QUEUED}


@pytest.mark.django_db(transaction=True)
def test_subscription_stopped_between_fan_out_and_sending(smtp):
    subscriber = make.subscriber("alice@gent.example")
    warn()

    stop_subscription(subscription=only_subscription(subscriber))

    assert delivering.deliver("email") == 0
    assert smtp.count == 0
    assert told() == {"email": State.SUPPRESSED}


@pytest.mark.django_db(transaction=True)
def test_subscriber_deleted_between_fan_out_and_sending(smtp):
    subscriber = make.subscriber("alice@gent.example")
    address = subscriber.email
    warn()

    subscriber.delete()
    assert address is not None
    address.delete()
    delivering.deliver("email")

    assert smtp.count == 0
    assert told() == {"email": State.SUPPRESSED}


def test_another_subscription_keeps_what_waits():
    subscriber = make.subscriber("alice@gent.example")
    other = subscribe(subscriber=subscriber, words=["PoortWacht"])
    warn()

    stop_subscription(subscription=other)

    assert told() == {"email": State.QUEUED}


def test_changed_wish_keeps_what_waits_on_channels_that_stay():
    subscriber = make.subscriber("alice@gent.example", PHONE)
    warn()

    replace_subscription(
        subscription=only_subscription(subscriber), words=["PoortWacht"], channels=["email"]
    )

    assert told() == {"email": State.QUEUED, "sms": State.SUPPRESSED}


def test_other_peoples_warnings_stay():
    make.subscriber("bob@gent.example")
    subscriber = make.subscriber("alice@gent.example")
    warn()

    stop_subscription(subscription=only_subscription(subscriber))

    states = dict(Delivery.objects.values_list("address__value", "state"))
    assert states == {"bob@gent.example": State.QUEUED, "alice@gent.example": State.SUPPRESSED}


def test_withdrawal_is_silent_where_its_reader_asked_for_silence():
    subscriber = make.subscriber("alice@gent.example", PHONE)
    first = warn()
    sent()
    stop(address_id=subscriber.email_id, list_key=LIST)

    gone = warn(first.advisory, kind="withdrawn")

    assert told(gone) == {"sms": State.QUEUED}


def test_withdrawal_reaches_who_came_back():
    subscriber = make.subscriber("alice@gent.example")
    first = warn()
    sent()
    stop(address_id=subscriber.email_id, list_key=LIST)
    resume(address_id=subscriber.email_id, list_key=LIST)

    assert told(warn(first.advisory, kind="withdrawn")) == {"email": State.QUEUED}


def test_withdrawal_reaches_who_wants_other_things_by_now():
    subscriber = make.subscriber("alice@gent.example")
    first = warn()
    sent()
    replace_subscription(subscription=only_subscription(subscriber), words=["Heel Iets Anders"])

    assert told(warn(first.advisory, kind="withdrawn")) == {"email": State.QUEUED}


def test_warning_that_comes_after_its_withdrawal_alarms_nobody():
    make.subscriber("alice@gent.example")
    first = make.revision()
    gone = make.revision(first.advisory, kind="withdrawn")

    raise_alert(revision_id=gone.pk)
    late = raise_alert(revision_id=first.pk)

    assert late is not None
    assert (late.recipients, told()) == (0, {})


def test_return_after_a_withdrawal_is_told():
    make.subscriber("alice@gent.example")
    first = make.revision()
    make.revision(first.advisory, kind="withdrawn")
    back = make.revision(first.advisory, kind="new")

    raise_alert(revision_id=back.pk)

    assert told() == {"email": State.QUEUED}


@pytest.mark.django_db(transaction=True)
def test_withdrawal_waits_for_the_warning_that_is_being_told():
    make.subscriber("alice@gent.example")
    first = make.revision()
    done = threading.Event()

    def withdraw() -> None:
        try:
            gone = AdvisoryRevision.objects.create(
                advisory=first.advisory, number=2, kind="withdrawn", severity="high", content={}
            )
            raise_alert(revision_id=gone.pk)
        finally:
            connection.close()
            done.set()

    other = threading.Thread(target=withdraw)
    with transaction.atomic():
        raise_alert(revision_id=first.pk)
        other.start()
        assert not done.wait(0.5)
    other.join(10)

    assert told() == {"email": State.SUPPRESSED}
    assert Alert.objects.count() == 2
