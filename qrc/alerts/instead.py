"""What an SMS would have said, by mail and on the bell, when the budget of its bestuur is used up."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from community.accounts.letters import Letter, words
from community.messaging.bodies import stamped_text
from community.messaging.enums import Channel, State
from community.messaging.models import Address, Delivery, Message
from community.messaging.outbox import job_of
from community.messaging.services import notify
from community.messaging.values import Recipient
from qrc.notifications import DRILL, SMS_INSTEAD
from qrc.subscriptions.models import Subscriber

WAYS = (Channel.EMAIL, Channel.WEB)
LOST = (State.FAILED, State.SUPPRESSED)


def mail_instead(*, delivery_id: int) -> Message | None:
    """None when the SMS has left after all, or when the same warning goes to him by mail anyhow."""
    delivery = (
        Delivery.objects.filter(pk=delivery_id, channel=Channel.SMS)
        .exclude(state__in=(State.SENT, State.DELIVERED))
        # A drill measures the SMS itself, and is no warning.
        .exclude(message__kind=DRILL.key)
        .select_related("message", "address", "user")
        .first()
    )
    if delivery is None or _goes_by_mail(delivery):
        return None
    to = _recipients(delivery)
    if not to:
        return None
    letter = Letter(
        subject=_("Deze waarschuwing kon niet per sms"),
        paragraphs=(
            _("Het sms-budget van uw bestuur is op voor deze maand. Dit stond in de sms:"),
            format_lazy("{text}", text=stamped_text(job_of(delivery))),
        ),
        action_label=_("Bekijk de waarschuwingen"),
        why=_("U krijgt dit omdat u waarschuwingen per sms vroeg."),
    )
    url = settings.SITE_URL + reverse("qrc:advisory-list")
    return notify(
        SMS_INSTEAD, to=to, content=words(letter, url=url, channels=WAYS),
        key=f"sms-instead:{delivery.pk}", is_demo=delivery.message.is_demo,
        priority=delivery.priority,
    )  # fmt: skip


def _goes_by_mail(delivery: Delivery) -> bool:
    same = Delivery.objects.filter(message=delivery.message_id, recipient=delivery.recipient)
    return same.filter(channel=Channel.EMAIL).exclude(state__in=LOST).exists()


def _recipients(delivery: Delivery) -> list[Recipient]:
    name, language = delivery.recipient, delivery.language
    found = []
    mail = _mail_of(delivery)
    if mail is not None:
        found.append(Recipient(name, str(Channel.EMAIL), mail.pk, delivery.user_id, language))
    if delivery.user_id is not None:
        found.append(Recipient(name, str(Channel.WEB), None, delivery.user_id, language))
    return found


def _mail_of(delivery: Delivery) -> Address | None:
    """Where he reads our mail: his subscriber's address, else one of his account."""
    rows = Address.objects.confirmed().filter(channel=Channel.EMAIL)
    key = delivery.recipient.removeprefix("subscriber:")
    if key.isdigit():
        chosen = Subscriber.objects.filter(pk=int(key)).values("email")
        if found := rows.filter(pk__in=chosen).first():
            return found
    if delivery.user_id is None:
        return None
    return rows.filter(user=delivery.user_id).order_by("pk").first()
