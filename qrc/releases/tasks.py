from celery import shared_task

from qrc.releases import services


@shared_task
def free_due() -> None:
    services.free_due()
