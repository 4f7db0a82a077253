"""What an editor may do about a delivery that did not arrive."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.activity.services import record
from community.messaging.enums import State
from community.messaging.models import Delivery, DeliveryEvent
from community.messaging.reconciling import reconcile_unknown
from community.messaging.services import wake_sender
from qrc.verbs import DELIVERY_RESENT


def resend(*, delivery: Delivery, actor: Any) -> bool:
    """Queue a failed or suppressed delivery again. An unknown SMS never goes this way."""
    with transaction.atomic():
        stuck = Delivery.objects.filter(
            pk=delivery.pk, state__in=(State.FAILED, State.SUPPRESSED)
        ).exclude(error_code="taken-back")
        now = timezone.now()
        if not stuck.update(
            state=State.QUEUED, attempts=0, not_before=now, error="", error_code=""
        ):
            return False
        DeliveryEvent.objects.create(delivery=delivery, event="resent")
        record(DELIVERY_RESENT, actor=actor, subject=delivery)
        transaction.on_commit(lambda: wake_sender(delivery.channel), robust=True)
    return True


def ask_provider(*, delivery: Delivery) -> bool:
    """Ask Twilio now what became of this SMS; True when that gave an answer."""
    if delivery.state != State.UNKNOWN:
        return False
    reconcile_unknown(settle=timedelta(minutes=1), only=delivery.pk)
    return not Delivery.objects.filter(pk=delivery.pk, state=State.UNKNOWN).exists()
