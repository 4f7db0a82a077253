from celery import shared_task

from community.kpi import services


@shared_task
def measure() -> None:
    services.measure()
