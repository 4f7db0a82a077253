from __future__ import annotations

from celery import shared_task

from community.privacy import services, sweeping


@shared_task
def work() -> None:
    services.work()


@shared_task
def sweep() -> None:
    sweeping.sweep()
