from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from notifications.models import Notification

from community.accounts.models import User
from community.activity.services import pay_owed
from community.messaging import delivering
from community.messaging.channels import channel_types
from community.messaging.enums import Channel, State
from community.messaging.models import Delivery, DeliveryEvent
from community.organisations.models import Organisation
from qrc.alerts.models import Alert
from qrc.subscriptions.services import subscribe, subscriber_for_address, subscriber_of

ALL = (Channel.EMAIL, Channel.SMS, Channel.WEB)
QUIET = (Channel.EMAIL, Channel.WEB)


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


def send_everything() -> None:
    """Empty the outbox into the house, like a worker would."""
    while pay_owed() + sum(delivering.deliver(channel) for channel in channel_types()):
        pass


def show_every_state() -> None:
    """A ledger in which each state can be seen: some arrived, a few did not."""
    rows = Delivery.objects.filter(message__is_demo=True, state=State.SENT)
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


def set_clocks() -> None:
    """A message left seconds after its revision."""
    for alert in Alert.objects.filter(message__is_demo=True).select_related("revision"):
        moment = alert.revision.at + timedelta(seconds=40)
        Alert.objects.filter(pk=alert.pk).update(raised_at=moment)
        rows = Delivery.objects.filter(message=alert.message_id)
        rows.update(queued_at=moment)
        rows.filter(sent_at__isnull=False).update(sent_at=moment + timedelta(seconds=6))
        rows.exclude(delivered_at=None).update(delivered_at=moment + timedelta(seconds=9))
        notices = Notification.objects.filter(actor_object_id=str(alert.message_id))
        notices.update(timestamp=moment + timedelta(seconds=7))
