from celery import shared_task

from community.messaging import delivering, reconciling
from community.messaging.channels import channel_types
from community.messaging.models import Delivery
from community.messaging.services import wake_sender

TURN_SECONDS = 2.0
"""A flood on one channel gives way after this long, so that an SMS never waits for a mailing."""


@shared_task
def deliver(channel: str) -> None:
    delivering.deliver(channel, seconds=TURN_SECONDS)
    if Delivery.objects.due().filter(channel=channel).exists():
        wake_sender(channel)


@shared_task
def sweep() -> None:
    delivering.sweep_expired()
    reconciling.reconcile_unknown()
    for channel in channel_types():
        if Delivery.objects.due().filter(channel=channel).exists():
            wake_sender(channel)
