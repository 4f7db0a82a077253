from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import connection
from django.db.models import F, Q
from django.utils import timezone
from notifications.models import Notification

from community.accounts.models import User
from community.activity.services import pay_owed
from community.messaging import delivering
from community.messaging.channels import channel_types
from community.messaging.enums import Channel, State
from community.messaging.models import Delivery, DeliveryEvent, Message
from community.organisations.models import Organisation
from qrc.advisories.models import Advisory
from qrc.alerts.models import Alert
from qrc.alerts.teams import teams_thread
from qrc.alerts.weekly import tell_week
from qrc.bundles.models import Bundle
from qrc.bundles.services import release_due
from qrc.subscriptions.enums import Cadence
from qrc.subscriptions.models import Subscriber
from qrc.subscriptions.services import subscribe, subscriber_for_address, subscriber_of

COUNTED = ("community_delivery", "community_message", "community_body", "community_address")
ALL = (Channel.EMAIL, Channel.SMS, Channel.WEB)
QUIET = (Channel.EMAIL, Channel.WEB)
TURNS = 11
"""In so many turns the messages of one warning leave, in the past of the demo."""


def subscribe_people(people: dict[str, User]) -> None:
    for email, minimum, words, channels, organisation in (
        ("alice@gent.example", "medium", (), ALL, "Gent"),
        ("alice@gent.example", "low", ("PoortWacht", "Loketbalie"), ALL, "Gent"),
        ("bob@gent.example", "high", (), QUIET, "Gent"),
        ("charlie@aalst.example", "high", (), ALL, "Aalst"),
        ("dina@dpo.example", "critical", (), QUIET, "Lochristi"),
        ("emre@mechelen.example", "low", (), ALL, "Mechelen"),
        ("qrc@vlavirgem.example", "low", (), QUIET, None),
    ):
        found = Organisation.objects.active().filter(kind="gemeente", name=organisation).first()
        subscribe(
            subscriber=subscriber_of(user=people[email]), min_severity=minimum, words=words,
            channels=channels, organisation=found,
        )  # fmt: skip
    for number in range(1, 31):
        wacht = subscriber_for_address(
            email=f"wacht{number:02}@besturen.example", phone=f"+324700002{number:02}",
            verified=True, is_demo=True,
        )  # fmt: skip
        subscribe(
            subscriber=wacht, min_severity=("low", "medium", "high")[number % 3], channels=ALL
        )


def subscribe_patiently() -> None:
    """A service desk that wants one mail a day."""
    patient = subscriber_for_address(
        email="eenmaal-per-dag@besturen.example", verified=True, is_demo=True
    )
    subscribe(subscriber=patient, channels=(Channel.EMAIL,), cadence=Cadence.DAILY)


def tell_the_day() -> None:
    Bundle.objects.open().filter(subscriber__is_demo=True).update(due_at=timezone.now())
    release_due()
    send_everything()


def send_everything() -> None:
    """Empty the outbox into the house, like a worker would."""
    with connection.cursor() as cursor:
        # All in one transaction: nobody else counts our rows for the planner.
        cursor.execute(f"ANALYZE {', '.join(COUNTED)}")
    while pay_owed() + sum(delivering.deliver(channel) for channel in channel_types()):
        pass


def show_every_state(told: Iterable[Advisory]) -> None:
    """A ledger in which each state can be seen: of these, some arrived and a few did not."""
    rows = Delivery.objects.filter(
        message__alert__revision__advisory__in=list(told), state=State.SENT
    )
    sms = list(rows.filter(channel=Channel.SMS).order_by("pk"))
    mails = list(rows.filter(channel=Channel.EMAIL).order_by("pk"))
    for row in sms[: len(sms) * 4 // 5]:
        Delivery.objects.filter(pk=row.pk).update(state=State.DELIVERED, delivered_at=row.sent_at)
    _mark(mails[3:5], State.FAILED, "550", "5.1.1 Deze mailbox bestaat niet.")
    _mark(mails[9:10], State.QUEUED, "451", "Server tijdelijk bezet; we proberen opnieuw.")
    _mark(sms[-2:-1], State.UNKNOWN, "no-answer", "De aanbieder antwoordde niet.")


def _mark(rows: list[Delivery], state: str, code: str, error: str) -> None:
    for row in rows:
        Delivery.objects.filter(pk=row.pk).update(
            state=state, error_code=code, error=error, sent_at=None,
            not_before=timezone.now() + timedelta(hours=2),
        )  # fmt: skip
        DeliveryEvent.objects.create(delivery=row, event=state, detail=f"{code} {error}")


def set_clocks(told: Iterable[Advisory]) -> None:
    """A message about these left seconds after its revision, not each as fast as the other."""
    alerts = Alert.objects.filter(message__is_demo=True, revision__advisory__in=list(told))
    for alert in alerts.select_related("revision__advisory"):
        moment = alert.revision.at + timedelta(seconds=3)
        Alert.objects.filter(pk=alert.pk).update(raised_at=moment)
        card = f"{teams_thread(alert.revision.advisory)}#{alert.revision.number}"
        said = Message.objects.filter(Q(pk=alert.message_id) | Q(key=card))
        said.update(created_at=moment)
        rows = Delivery.objects.filter(message__in=said)
        rows.update(queued_at=moment)
        left = rows.filter(sent_at__isnull=False).annotate(turn=F("pk") % TURNS)
        for turn in range(TURNS):
            seconds = timedelta(seconds=2 + turn**2 / 3)
            left.filter(turn=turn).update(sent_at=moment + seconds)
        rows.exclude(delivered_at=None).update(delivered_at=F("sent_at") + timedelta(seconds=3))
        notices = Notification.objects.filter(actor_object_id=str(alert.message_id))
        notices.update(timestamp=moment + timedelta(seconds=7))


def tell_the_week() -> None:
    """The invented subscribers were here for a month, and had their overview last Monday."""
    long_ago = timezone.now() - timedelta(days=30)
    Subscriber.objects.filter(is_demo=True).update(created_at=long_ago)
    tell_week()
    send_everything()
