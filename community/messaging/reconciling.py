"""Asking the provider what became of an SMS whose hand-over was cut off."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from twilio.base.exceptions import TwilioException

from community.kit.text import gsm7
from community.messaging.allowances import refund_payer
from community.messaging.bodies import stamped_text
from community.messaging.budgets import refund
from community.messaging.channels.sms import LONGEST, find_at_provider
from community.messaging.channels.twilio_line import FAILURES, NotConnected
from community.messaging.delivering import MOST_ATTEMPTS
from community.messaging.enums import Channel, State
from community.messaging.models import Delivery, DeliveryEvent
from community.messaging.outbox import job_of

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
        .filter(queued_at__gt=now - GIVE_UP, not_before__lt=now - settle, address__isnull=False)
        .select_related("message", "address")
        .order_by("not_before", "pk")
    )
    if only is not None:
        waiting = waiting.filter(pk=only)
    known = 0
    for delivery in waiting[:limit]:
        try:
            known += _reconcile(delivery)
        except SilentError:
            # The next would wait as long in vain, and others need this worker.
            break
    return known


class SilentError(Exception):
    """The provider does not answer."""


def _reconcile(delivery: Delivery) -> bool:
    try:
        job = job_of(delivery)
        text = gsm7(stamped_text(job))[:LONGEST]
    except Exception:
        # What cannot be made cannot be looked for; the next one can.
        log.exception("cannot_ask", delivery=delivery.pk)
        return False
    others = Delivery.objects.filter(address=delivery.address).exclude(provider_id="")
    try:
        found = find_at_provider(
            to=job.address, text=text, since=delivery.queued_at,
            besides=set(others.values_list("provider_id", flat=True)),
        )  # fmt: skip
    except (TwilioException, NotConnected, *FAILURES) as error:
        log.warning("provider_silent", delivery=delivery.pk, error=str(error))
        raise SilentError from error
    with transaction.atomic():
        # Its tries name this hand-over: an answer about an earlier one is no answer any more.
        rows = Delivery.objects.filter(
            pk=delivery.pk, state=State.UNKNOWN, provider_id="", attempts=delivery.attempts
        )
        changed, detail = _found(rows, *found) if found else _not_found(rows, delivery)
        if changed:
            DeliveryEvent.objects.create(delivery=delivery, event="reconciled", detail=detail)
    return bool(changed)


def _found(rows: models.QuerySet[Delivery], sid: str, status: str) -> tuple[int, str]:
    changed = rows.update(
        state=State.SENT, provider_id=sid, provider_status=status, sent_at=timezone.now(),
        error_code="", error="",
    )  # fmt: skip
    return changed, "Teruggevonden bij de aanbieder."


def _not_found(rows: models.QuerySet[Delivery], delivery: Delivery) -> tuple[int, str]:
    """It was never taken: its cost is given back, and it goes again unless that was tried enough."""
    if delivery.attempts >= MOST_ATTEMPTS:
        changed = rows.update(state=State.FAILED)
        detail = "Niet bekend bij de aanbieder; te vaak geprobeerd."
    else:
        changed = rows.update(state=State.QUEUED, claim=None, not_before=timezone.now())
        detail = "Niet bekend bij de aanbieder; opnieuw in de wachtrij."
    if changed and delivery.segments:
        tried = timezone.localtime(delivery.not_before)
        refund(scope="sms", period=f"{tried:%Y-%m}", amount=delivery.segments)
        refund_payer(delivery, period=f"{tried:%Y-%m}")
    return changed, detail
