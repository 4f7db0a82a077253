"""Asking the provider what became of an SMS whose hand-over was cut off."""

from __future__ import annotations

from datetime import timedelta

import structlog
import urllib3
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from twilio.base.exceptions import TwilioException

from community.kit.text import gsm7
from community.messaging.bodies import stamped_text
from community.messaging.channels.sms import find_at_provider
from community.messaging.enums import Channel, State
from community.messaging.jobs import Job
from community.messaging.models import Body, Delivery, DeliveryEvent

log = structlog.get_logger(__name__)

SETTLE = timedelta(minutes=3)
"""The provider's list lags behind what it took; asking sooner could miss a message it has."""
GIVE_UP = timedelta(days=2)


def reconcile_unknown(
    *, settle: timedelta = SETTLE, limit: int = 50, only: int | None = None
) -> int:
    """Resolve unknown SMS deliveries at the provider; returns how many became known.

    Found: noted under the provider's own number. Not found after `settle`: it was never taken,
    so it goes back in the queue. Without an account, or with the provider silent, all stays.
    """
    if not settings.TWILIO["account_sid"]:
        return 0
    now = timezone.now()
    waiting = (
        Delivery.objects.filter(state=State.UNKNOWN, channel=Channel.SMS, provider_id="")
        .filter(queued_at__gt=now - GIVE_UP, not_before__lt=now - settle)
        .select_related("message", "address")
    )
    if only is not None:
        waiting = waiting.filter(pk=only)
    return sum(_reconcile(delivery) for delivery in waiting[:limit])


def _reconcile(delivery: Delivery) -> bool:
    if delivery.address is None:
        return False
    job = _job(delivery)
    text = gsm7(stamped_text(job))
    try:
        found = find_at_provider(to=job.address, text=text, since=delivery.queued_at)
    except (TwilioException, urllib3.exceptions.HTTPError, OSError) as error:
        log.warning("provider_silent", delivery=delivery.pk, error=str(error))
        return False
    with transaction.atomic():
        rows = Delivery.objects.filter(pk=delivery.pk, state=State.UNKNOWN, provider_id="")
        if found:
            changed = rows.update(
                state=State.SENT, provider_id=found[0], provider_status=found[1],
                sent_at=timezone.now(), error_code="",
            )  # fmt: skip
            detail = "Teruggevonden bij de aanbieder."
        else:
            changed = rows.update(state=State.QUEUED, claim=None, not_before=timezone.now())
            detail = "Niet bekend bij de aanbieder; opnieuw in de wachtrij."
        if changed:
            DeliveryEvent.objects.create(delivery=delivery, event="reconciled", detail=detail)
    return bool(changed)


def _job(delivery: Delivery) -> Job:
    bodies = Body.objects.filter(message=delivery.message, channel=delivery.channel)
    body = bodies.filter(language=delivery.language).first() or bodies.get(
        language=settings.LANGUAGE_CODE
    )
    address = delivery.address
    return Job(
        id=delivery.pk, key=delivery.key, kind=delivery.message.kind,
        recipient=delivery.recipient, address_id=delivery.address_id,
        address=address.value if address else "", secret="", user_id=delivery.user_id,
        language=delivery.language, parts=delivery.parts, reply_to=delivery.reply_to,
        attempts=delivery.attempts, is_demo=delivery.message.is_demo, body=body,
    )  # fmt: skip
