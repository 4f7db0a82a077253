from celery import shared_task

from qrc.bundles import services


@shared_task
def release_due() -> None:
    services.release_due()
